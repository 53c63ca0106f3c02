"""The exceptions that components raise by upstream's names; ``seldon_core`` re-exports them."""

from __future__ import annotations

from typing import Any


class SeldonMicroserviceException(Exception):  # noqa: N818 - upstream's name
    """An error with its own HTTP status and reason (contract.md, ERR-5).

    Attributes:
        message: The info of the answer.
        status_code: HTTP status, from 400 to 599.
        reason: The reason of the answer.
    """

    status_code = 400

    def __init__(
        self,
        message: str,
        status_code: int | None = None,
        payload: Any = None,
        reason: str = "MICROSERVICE_BAD_DATA",
    ) -> None:
        super().__init__(message)
        self.message = message
        if status_code is not None:
            self.status_code = status_code
        self.payload = payload
        self.reason = reason

    def to_dict(self) -> dict[str, Any]:
        """Give upstream's body of an error."""
        status = {"status": 1, "info": self.message, "code": -1, "reason": self.reason}
        return {"status": status}


class SeldonNotImplementedError(SeldonMicroserviceException):
    """Raised by a method to say that it is as good as absent (contract.md, DIS-2, DIS-3)."""
