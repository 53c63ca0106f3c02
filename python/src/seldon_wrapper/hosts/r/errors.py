"""What R code raises, as Python sees it."""

from __future__ import annotations

from collections.abc import Sequence


class RError(Exception):
    """An error of R code; its text is R's own.

    Attributes:
        status_code: Of a condition that has one (ERR-5), else None.
        reason: As ``status_code``.
    """

    def __init__(
        self,
        text: str,
        status_code: int | None = None,
        reason: str | None = None,
        trace: Sequence[str] = (),
    ) -> None:
        """Keep R's calls as a note, which a log shows below the text."""
        super().__init__(text)
        self.status_code = status_code
        self.reason = reason
        if trace:
            lines = [f"  {number}: {call}" for number, call in enumerate(trace, 1)]
            self.add_note("\n".join(["R traceback:", *lines]))
