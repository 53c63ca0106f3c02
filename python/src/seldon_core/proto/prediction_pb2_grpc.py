"""Upstream's ``seldon_core.proto.prediction_pb2_grpc``: clients and servers of the seven services.

A ``<Service>Stub`` takes a channel and has one callable per rpc. A ``<Service>Servicer`` is to be
subclassed; its methods are UNIMPLEMENTED. ``add_<Service>Servicer_to_server`` takes one and a
server.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message_factory import GetMessageClass

from seldon_wrapper import user_protos

_SERVICES = user_protos.prediction_file().services_by_name


def _stub(service: ServiceDescriptor) -> Any:
    def __init__(self: Any, channel: grpc.Channel) -> None:  # noqa: N807 - it becomes one
        for method in service.methods:
            call = channel.unary_unary(
                f"/{service.full_name}/{method.name}",
                request_serializer=GetMessageClass(method.input_type).SerializeToString,
                response_deserializer=GetMessageClass(method.output_type).FromString,
            )
            setattr(self, method.name, call)

    return type(f"{service.name}Stub", (), {"__init__": __init__, "__doc__": service.full_name})


def _servicer(service: ServiceDescriptor) -> Any:
    methods: dict[str, Any] = {method.name: _unimplemented(method) for method in service.methods}
    return type(f"{service.name}Servicer", (), {**methods, "__doc__": service.full_name})


def _unimplemented(method: MethodDescriptor) -> Callable[..., NoReturn]:
    def answer(_self: Any, _request: Any, context: grpc.ServicerContext) -> NoReturn:
        context.abort(grpc.StatusCode.UNIMPLEMENTED, f"{method.name} is not implemented")

    answer.__name__ = method.name
    return answer


def _adder(service: ServiceDescriptor) -> Callable[[Any, grpc.Server], None]:
    def add(servicer: Any, server: grpc.Server) -> None:
        handlers = {
            method.name: grpc.unary_unary_rpc_method_handler(
                getattr(servicer, method.name),
                request_deserializer=GetMessageClass(method.input_type).FromString,
                response_serializer=GetMessageClass(method.output_type).SerializeToString,
            )
            for method in service.methods
        }
        generic = grpc.method_handlers_generic_handler(service.full_name, handlers)
        server.add_generic_rpc_handlers((generic,))

    return add


GenericStub = _stub(_SERVICES["Generic"])
ModelStub = _stub(_SERVICES["Model"])
RouterStub = _stub(_SERVICES["Router"])
TransformerStub = _stub(_SERVICES["Transformer"])
OutputTransformerStub = _stub(_SERVICES["OutputTransformer"])
CombinerStub = _stub(_SERVICES["Combiner"])
SeldonStub = _stub(_SERVICES["Seldon"])

GenericServicer = _servicer(_SERVICES["Generic"])
ModelServicer = _servicer(_SERVICES["Model"])
RouterServicer = _servicer(_SERVICES["Router"])
TransformerServicer = _servicer(_SERVICES["Transformer"])
OutputTransformerServicer = _servicer(_SERVICES["OutputTransformer"])
CombinerServicer = _servicer(_SERVICES["Combiner"])
SeldonServicer = _servicer(_SERVICES["Seldon"])

add_GenericServicer_to_server = _adder(_SERVICES["Generic"])  # noqa: N816 - generated names
add_ModelServicer_to_server = _adder(_SERVICES["Model"])  # noqa: N816
add_RouterServicer_to_server = _adder(_SERVICES["Router"])  # noqa: N816
add_TransformerServicer_to_server = _adder(_SERVICES["Transformer"])  # noqa: N816
add_OutputTransformerServicer_to_server = _adder(_SERVICES["OutputTransformer"])  # noqa: N816
add_CombinerServicer_to_server = _adder(_SERVICES["Combiner"])  # noqa: N816
add_SeldonServicer_to_server = _adder(_SERVICES["Seldon"])  # noqa: N816
