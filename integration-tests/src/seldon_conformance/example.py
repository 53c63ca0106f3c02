"""The request that any component is asked with, where a check needs a valid one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from seldon_conformance.grpc_requests import GrpcCall, verb_call
from seldon_conformance.rest_client import RestRequest
from seldon_conformance.rest_requests import verb_request


@dataclass(frozen=True)
class Example:
    """A request that the subject answers with 200.

    Attributes:
        verb: For instance ``predict`` or ``transform-input``.
        message: As JSON: a SeldonMessage, for ``aggregate`` a SeldonMessageList, for
            ``send-feedback`` a Feedback.
    """

    verb: str
    message: Mapping[str, Any]

    def with_meta(self, meta: Mapping[str, Any]) -> "Example":
        """Give the same request with more meta, where the verb takes it from (MET-8).

        Args:
            meta: Keys of meta, over those that the message has.
        """
        if self.verb == "aggregate":
            first, *others = self.message["seldonMessages"]
            return Example(self.verb, {"seldonMessages": [_with_meta(first, meta), *others]})
        if self.verb == "send-feedback":
            request = _with_meta(self.message.get("request", {}), meta)
            return Example(self.verb, {**self.message, "request": request})
        return Example(self.verb, _with_meta(self.message, meta))

    def rest(self) -> RestRequest:
        """Give it as an HTTP request."""
        return verb_request(self.verb, self.message)

    def grpc(self) -> GrpcCall:
        """Give it as a gRPC call."""
        return verb_call(self.verb, self.message)


def _with_meta(message: Mapping[str, Any], meta: Mapping[str, Any]) -> dict[str, Any]:
    return {**message, "meta": {**(message.get("meta") or {}), **meta}}
