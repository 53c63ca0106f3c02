"""The Seldon protocol: JSON and protobuf from the contract's own descriptors."""

import json
from typing import Any
from urllib.parse import urlencode

import numpy as np
from google.protobuf import json_format

from seldon_bench.loads import Load
from seldon_bench.protocols import Protocol
from seldon_conformance.descriptors import contract_descriptors


class SeldonProtocol(Protocol):
    """``/predict`` and ``seldon.protos.Model/Predict``."""

    rest_path = "/predict"
    grpc_method = "/seldon.protos.Model/Predict"

    def encode(self, transport: str, load: Load) -> bytes:
        """Write a SeldonMessage."""
        data = self._data(load)
        if transport == "rest":
            return json.dumps({"data": data}, separators=(",", ":")).encode()
        message = contract_descriptors().message_class("seldon.protos.SeldonMessage")()
        if "tensor" in data:
            message.data.names.extend(load.names)  # type: ignore[attr-defined]
            tensor = message.data.tensor  # type: ignore[attr-defined]
            tensor.shape.extend(data["tensor"]["shape"])
            tensor.values.extend(data["tensor"]["values"])
        else:
            json_format.ParseDict({"data": data}, message)
        return message.SerializeToString()

    def _data(self, load: Load) -> dict[str, Any]:
        names = {"names": list(load.names)} if load.names else {}
        if load.form == "ndarray":
            return {**names, "ndarray": load.rows.tolist()}
        values = load.rows.reshape(-1).tolist()
        return {**names, "tensor": {"shape": list(load.rows.shape), "values": values}}

    def rows_and_meta(self, transport: str, body: bytes) -> tuple[Any, dict[str, Any]]:
        """Read a SeldonMessage."""
        if transport == "rest":
            answer = json.loads(body)
        else:
            kind = contract_descriptors().message_class("seldon.protos.SeldonMessage")
            message = kind.FromString(body)
            answer = json_format.MessageToDict(message, always_print_fields_with_no_presence=False)
        data = answer["data"]
        if "ndarray" in data:
            return data["ndarray"], answer.get("meta", {})
        rows = np.array(data["tensor"]["values"]).reshape(data["tensor"]["shape"])
        return rows, answer.get("meta", {})


class SeldonFormProtocol(SeldonProtocol):
    """The same, in a form's field over REST: upstream's Java library reads nothing else."""

    content_type = "application/x-www-form-urlencoded"

    def encode(self, transport: str, load: Load) -> bytes:
        """Write a SeldonMessage, over REST as the form's field ``json``."""
        message = super().encode(transport, load)
        return urlencode({"json": message}).encode() if transport == "rest" else message
