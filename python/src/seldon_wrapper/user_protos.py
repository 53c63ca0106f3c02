"""The contract's messages as a component has them: ``seldon_core.proto.prediction_pb2``.

These are in protobuf's default pool, unlike the server's own (``protos``), because a component puts
them together with messages from elsewhere: ``SeldonMessage(jsonData=struct_pb2.Value(...))``, a
``google.protobuf.Any``, a TensorProto that ``tf.make_tensor_proto`` made. protobuf refuses that
across pools.

Importing this module fills the pool, so it is imported only where a component needs it: by its own
import of ``seldon_core.proto``, or for its raw methods. A name that is there already is used: a
TensorProto is TensorFlow's if TensorFlow is installed (it is imported, or its later import would
fail), and messages of a ``prediction_pb2`` that the component brings along are its own.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from typing import Any

from google.protobuf import any_pb2, descriptor_pb2, empty_pb2, struct_pb2
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.descriptor_pool import Default

from seldon_wrapper import descriptors

_LOG = logging.getLogger(__name__)
_POOL = Default()
_TENSOR = "tensorflow/core/framework/tensor.proto"
_TENSOR_FILES = (
    "tensorflow/core/framework/types.proto",
    "tensorflow/core/framework/tensor_shape.proto",
    "tensorflow/core/framework/resource_handle.proto",
    _TENSOR,
)
# Importing them has put them into the pool.
_WELL_KNOWN = (any_pb2, empty_pb2, struct_pb2)


def message(name: str) -> Any:
    """Give the class of a message by its name without the package, for instance ``Feedback``."""
    return descriptors.message_class(_POOL, f"{descriptors.SERVICE_PACKAGE}.{name}")


def prediction_file() -> FileDescriptor:
    """Give the file that has the messages and services."""
    return _FILE


def _fill() -> FileDescriptor:
    prediction = _file_of("seldon.protos.SeldonMessage")
    if prediction is not None:
        return prediction
    tensor = _file_of("tensorflow.TensorProto") or _import_tensorflow()
    if tensor is None:
        for name in _TENSOR_FILES:
            _add(descriptors.files()[name])
    file = descriptor_pb2.FileDescriptorProto()
    file.CopyFrom(descriptors.files()[descriptors.PREDICTION])
    if tensor is not None:
        # A TensorProto may be in the pool under another path.
        names = [tensor.name if name == _TENSOR else name for name in file.dependency]
        del file.dependency[:]
        file.dependency.extend(names)
    _add(file)
    return _POOL.FindFileByName(file.name)


def _add(file: descriptor_pb2.FileDescriptorProto) -> None:
    _POOL.AddSerializedFile(file.SerializeToString())


def _file_of(symbol: str) -> FileDescriptor | None:
    try:
        return _POOL.FindFileContainingSymbol(symbol)
    except KeyError:
        return None


def _import_tensorflow() -> FileDescriptor | None:
    """Let TensorFlow, if installed, put its messages into the pool before we would put ours."""
    if importlib.util.find_spec("tensorflow") is None:
        return None
    try:
        importlib.import_module("tensorflow.core.framework.tensor_pb2")
    except Exception as error:  # noqa: BLE001 - a broken TensorFlow may raise anything
        _LOG.warning("tensorflow is installed and can't be imported: %s", error)
    return _file_of("tensorflow.TensorProto")


_FILE = _fill()
