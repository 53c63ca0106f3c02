"""The two protocols: how a load is written, where it is sent, and how its answer is read."""

from abc import ABC, abstractmethod
from typing import Any

from seldon_bench.answers import check_meta, check_rows
from seldon_bench.loads import Load


class Protocol(ABC):
    """One protocol over REST and gRPC.

    Attributes:
        rest_path: Where a load is posted to.
        content_type: Of what is posted.
        grpc_method: The rpc's full name.
    """

    rest_path: str
    content_type: str = "application/json"
    grpc_method: str

    @abstractmethod
    def encode(self, transport: str, load: Load) -> bytes:
        """Write a load as the body of a request over ``rest`` or ``grpc``."""

    @abstractmethod
    def rows_and_meta(self, transport: str, body: bytes) -> tuple[Any, dict[str, Any]]:
        """Read a reply: its rows, as nested lists or an array, and its meta as JSON has it."""

    def check(
        self,
        transport: str,
        load: Load,
        reply: bytes,
        *,
        reporting: bool = False,
        numbers_may_be_text: bool = False,
        tolerance: float = 0.0,
    ) -> None:
        """Check the answer to a load.

        Args:
            transport: ``rest`` or ``grpc``.
            load: What was asked.
            reply: The body of the answer.
            reporting: Whether the component gives tags and metrics.
            numbers_may_be_text: As for ``check_rows``.
            tolerance: As for ``check_rows``.

        Raises:
            BenchError: It is wrong.
        """
        rows, meta = self.rows_and_meta(transport, reply)
        may_be_text = numbers_may_be_text and load.is_mixed
        check_rows(load.expected, rows, numbers_may_be_text=may_be_text, tolerance=tolerance)
        if reporting:
            check_meta(meta)
