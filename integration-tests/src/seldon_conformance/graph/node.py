"""Calls one node of a graph as the executor does."""

import json
from dataclasses import dataclass, replace
from typing import Self

from seldon_conformance.descriptors import MESSAGE
from seldon_conformance.errors import ConformanceError
from seldon_conformance.graph.deployment import Unit
from seldon_conformance.graph.messages import Message, escaped
from seldon_conformance.grpc_client import GrpcAnswer, GrpcClient
from seldon_conformance.grpc_requests import verb_method
from seldon_conformance.rest_client import RestAnswer, RestClient, RestRequest
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

_PUID_HEADER = "Seldon-Puid"


class NodeError(ConformanceError):
    """A node answered an error, which ends the request.

    Attributes:
        unit: The node's name.
        verb: What it was asked for.
        answer: Over REST another status than 200, over gRPC another code than OK.
    """

    def __init__(self, unit: str, verb: str, answer: RestAnswer | GrpcAnswer) -> None:
        self.unit = unit
        self.verb = verb
        self.answer = answer
        if isinstance(answer, RestAnswer):
            told = f"{answer.status} {answer.body.decode(errors='backslashreplace')}"
            expected = "200"
        else:
            told, expected = f"{answer.code} {answer.message}", "OK"
        super().__init__(f'unit "{unit}": {verb}: {told} (expected: {expected})')

    def handed_on(self) -> RestAnswer | GrpcAnswer:
        """Give what the executor's caller gets.

        Returns:
            Over gRPC the node's status, with its details. Over REST its status and body; but of a
            router that fails to route the executor loses the body, and answers one of its own.
        """
        if isinstance(self.answer, GrpcAnswer):
            return self.answer
        if self.verb != "route":
            return replace(self.answer, body=escaped(self.answer.body))
        info = f"{self.unit}: status {self.answer.status}"
        body = {"status": {"code": 500, "info": info, "status": "FAILURE"}}
        return RestAnswer(self.answer.status, {}, json.dumps(body).encode())


@dataclass(frozen=True)
class Node:
    """A unit, and how its server is reached. A context manager that closes its clients."""

    unit: Unit
    transport: Transport
    rest: RestClient
    grpc: GrpcClient

    @classmethod
    def of(cls, unit: Unit, subject: Subject, transport: Transport) -> Self:
        """Make the clients of a unit's server; ``transport`` is the one it is asked over."""
        return cls(unit, transport, RestClient(subject.rest_url), GrpcClient(subject.grpc_target))

    def __enter__(self) -> Self:
        """Give the node itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what is open: REST has a connection for each request."""
        self.grpc.__exit__()

    def call(self, verb: str, message: Message, puid: str) -> Message:
        """Ask the node.

        Args:
            verb: For instance ``transform-input``.
            message: Converted, if it came over the other transport.
            puid: The request's, which travels beside the message.

        Raises:
            NodeError: The answer is an error.
            SubjectError: Over REST, there is no answer.
        """
        sent = message.over(self.transport)
        if self.transport is Transport.GRPC:
            return self._call_grpc(verb, sent, puid)
        headers = {"Content-Type": sent.content_type, _PUID_HEADER: puid}
        answer = self.rest.send(RestRequest("POST", f"/{verb}", headers, sent.body))
        if answer.status != 200:
            raise NodeError(self.unit.name, verb, answer)
        content_type = answer.headers.get("content-type", "")
        return Message(self.transport, answer.body, MESSAGE, content_type)

    def _call_grpc(self, verb: str, message: Message, puid: str) -> Message:
        metadata = ((_PUID_HEADER.lower(), puid),)
        answer = self.grpc.call(verb_method(verb), message.body, metadata=metadata)
        if answer.response is None:
            raise NodeError(self.unit.name, verb, answer)
        return Message(self.transport, answer.response)
