"""Requests whose answers are known, on connections of their own, while something else goes on."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import grpc

from seldon_conformance.descriptors import contract_descriptors

INTERVAL_S = 0.05
# Whoever gets nothing for so long would have gone elsewhere.
HANG_S = 10.0
PREDICT = "/seldon.protos.Model/Predict"
_JSON = {"Content-Type": "application/json"}
_Message: Any = contract_descriptors().message_class("seldon.protos.SeldonMessage")


class KnownAnswers:
    """Asks over both protocols every 50 ms, and compares.

    Attributes:
        asked: How many answers came.
        wrong: What came instead of the right answer, or that nothing came.
        worst_s: The longest wait.
    """

    def __init__(self, http_port: int, grpc_port: int) -> None:
        """Ask nobody yet."""
        self.asked = 0
        self.wrong: list[str] = []
        self.worst_s = 0.0
        self._http_port, self._grpc_port = http_port, grpc_port
        self._over = threading.Event()

    @contextlib.contextmanager
    def running(self) -> Iterator[KnownAnswers]:
        """Ask for as long as the block takes."""
        threads = [threading.Thread(target=self._rest), threading.Thread(target=self._grpc)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def __str__(self) -> str:
        """Give the result as a cell of the table."""
        wrong = f"{len(self.wrong)} wrong ({self.wrong[0]})" if self.wrong else "all right"
        return f"{self.asked} known answers: {wrong}, the slowest {self.worst_s * 1000:.0f} ms"

    def _rest(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._http_port, timeout=HANG_S)
        self._ask(lambda text: rest_answer(connection, text))
        connection.close()

    def _grpc(self) -> None:
        with grpc.insecure_channel(f"127.0.0.1:{self._grpc_port}") as channel:
            self._ask(lambda text: rpc_answer(channel, text))

    def _ask(self, answer: Callable[[str], str]) -> None:
        number = 0
        while not self._over.wait(INTERVAL_S):
            number += 1
            text, began_s = f"known {number}", time.monotonic()
            try:
                got = answer(text)
            except (OSError, http.client.HTTPException, grpc.RpcError) as error:
                got = f"{type(error).__name__}: {error}"
            self.worst_s = max(self.worst_s, time.monotonic() - began_s)
            self.asked += 1
            if got != text:
                self.wrong.append(got[:200])


def rest_answer(connection: http.client.HTTPConnection, text: str) -> str:
    """Give the strData of the answer to a strData, or the whole answer if it has none."""
    try:
        connection.request("POST", "/predict", json.dumps({"strData": text}), _JSON)
        raw = connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        connection.close()
        raise
    return str(json.loads(raw).get("strData", raw))


def rpc_answer(channel: Any, text: str, timeout_s: float = HANG_S) -> str:
    """Give the strData of the answer to a strData."""
    request = _Message(strData=text).SerializeToString()
    raw = channel.unary_unary(PREDICT)(request, timeout=timeout_s)
    return str(_Message.FromString(raw).strData)
