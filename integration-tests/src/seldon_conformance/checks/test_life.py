"""What a server does when it is told to go; the last check, as nothing can be asked after it."""

from collections.abc import Callable

from seldon_conformance.check import check
from seldon_conformance.vectors import Transport


@check(
    "LIF-5",
    over=tuple(Transport),
    bug="Each roll-out and each scale-down is reported as a crash.",
)
def test_ends_with_code_0(stop: Callable[[], None]) -> None:
    """Every server ends with code 0 on SIGTERM, within ten seconds."""
    stop()
