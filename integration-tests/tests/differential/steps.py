"""What one step of a language's runtime gave, so that languages can be compared."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What came of a step; exactly one of the three is there.

    Attributes:
        text: What was read, shown as ``shown`` does it.
        written: What was written.
        error: Status, reason and text of a refusal.
    """

    text: str | None = None
    written: bytes | None = None
    error: str | None = None
