"""The Open Inference Protocol (V2), for MLServer: a column of its own for each kind of value."""

import functools
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

from seldon_bench.errors import BenchError
from seldon_bench.loads import Load
from seldon_bench.protocols import Protocol
from seldon_conformance.descriptors import Descriptors

_PROTOS = Path(__file__).parents[1] / "peers"
MODEL = "identity"


class V2Protocol(Protocol):
    """``/v2/models/identity/infer`` and ``ModelInfer``."""

    rest_path = f"/v2/models/{MODEL}/infer"
    grpc_method = "/inference.GRPCInferenceService/ModelInfer"

    def __init__(self, *, raw: bool) -> None:
        """Choose the form of numbers over gRPC.

        Args:
            raw: Whether they are sent as ``raw_input_contents``, which is the faster form.
        """
        self._raw = raw

    def encode(self, transport: str, load: Load) -> bytes:
        """Write an inference request."""
        columns = _columns(load)
        if transport == "rest":
            inputs = [
                {
                    "name": name,
                    "datatype": _datatype(values),
                    "shape": list(values.shape),
                    "data": values.reshape(-1).tolist(),
                }
                for name, values in columns.items()
            ]
            return json.dumps({"id": "1", "inputs": inputs}, separators=(",", ":")).encode()
        return self._encode_proto(columns, raw=self._raw and not load.is_mixed)

    def _encode_proto(self, columns: dict[str, npt.NDArray[Any]], *, raw: bool) -> bytes:
        message: Any = _message("ModelInferRequest")(model_name=MODEL, id="1")
        for name, values in columns.items():
            item = message.inputs.add(name=name, datatype=_datatype(values), shape=values.shape)
            flat = values.reshape(-1)
            if raw:
                message.raw_input_contents.append(flat.astype("<f8").tobytes())
            elif item.datatype == "BYTES":
                item.contents.bytes_contents.extend(text.encode() for text in flat)
            else:
                item.contents.fp64_contents.extend(flat.tolist())
        encoded: bytes = message.SerializeToString()
        return encoded

    def rows_and_meta(self, transport: str, body: bytes) -> tuple[Any, dict[str, Any]]:
        """Read an inference response; there is no meta in it."""
        outputs = _rest_outputs(body) if transport == "rest" else _grpc_outputs(body)
        arrays = [np.array(values).reshape(shape) for shape, values in outputs]
        if len(arrays) == 1:
            return arrays[0], {}
        rows = np.empty((len(arrays[0]), len(arrays)), dtype=object)
        for index, array in enumerate(arrays):
            rows[:, index] = array.reshape(-1).tolist()
        return rows, {}


def _columns(load: Load) -> dict[str, npt.NDArray[Any]]:
    """Give the inputs by name: all in one, or a column each where they are mixed."""
    if not load.is_mixed:
        return {"input-0": load.rows}
    columns = {}
    for index in range(load.rows.shape[1]):
        column = load.rows[:, index : index + 1]
        is_text = isinstance(column[0, 0], str)
        columns[f"input-{index}"] = column if is_text else column.astype(np.float64)
    return columns


def _datatype(values: npt.NDArray[Any]) -> str:
    return "BYTES" if values.dtype.kind == "O" else "FP64"


def _rest_outputs(body: bytes) -> list[tuple[Any, Any]]:
    return [(output["shape"], output["data"]) for output in json.loads(body)["outputs"]]


def _grpc_outputs(body: bytes) -> list[tuple[Any, Any]]:
    message: Any = _message("ModelInferResponse").FromString(body)
    found: list[tuple[Any, Any]] = []
    for index, output in enumerate(message.outputs):
        if message.raw_output_contents:
            values: Any = np.frombuffer(message.raw_output_contents[index], "<f8")
        elif output.datatype == "BYTES":
            values = [value.decode() for value in output.contents.bytes_contents]
        else:
            values = list(output.contents.fp64_contents)
        found.append((list(output.shape), values))
    return found


@functools.cache
def _message(name: str) -> Any:
    """Give a message's class from ``peers/open_inference.proto``."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "v2.binpb"
        source = "open_inference.proto"
        options = [f"--proto_path={_PROTOS}", f"--descriptor_set_out={output}", source]
        if protoc.main(["protoc", *options]) != 0:
            raise BenchError(f"protos: protoc refuses {_PROTOS / source} (expected: a valid proto)")
        files = descriptor_pb2.FileDescriptorSet.FromString(output.read_bytes())
    return Descriptors(files).message_class(f"inference.{name}")
