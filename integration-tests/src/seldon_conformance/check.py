"""What a check of the suite says of itself, and how it fails.

A check is a pytest test in ``checks/`` with the mark of ``check``. It asks a running subject
something, and raises ``ViolationError`` with what it saw. A golden vector is a check as well; its
own file says what is here in the mark. Checks of a builder have the mark of ``builder.row``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pytest

from seldon_conformance.compare import Difference
from seldon_conformance.errors import ConformanceError
from seldon_conformance.vectors import Transport

MARK = "check"


@dataclass(frozen=True)
class About:
    """What a check is about.

    Attributes:
        rules: Numbers of the contract's rules, for instance ``("LIM-1",)``; the first is the one
            that it is reported under.
        ways: How it asks: over which transports, or of a builder in which modes.
        bug: What a user would meet in production if the rule were broken: one sentence. Where it
            is empty, the check's own words say it.
    """

    rules: tuple[str, ...]
    ways: tuple[StrEnum, ...]
    bug: str = ""


def check(*rules: str, over: Transport | Sequence[Transport], bug: str) -> pytest.MarkDecorator:
    """Mark a test as a check.

    Args:
        rules: As ``About.rules``.
        over: The transports that it asks over.
        bug: As ``About.bug``.
    """
    transports = (over,) if isinstance(over, Transport) else tuple(over)
    return pytest.mark.check(About(rules, transports, bug))


class ViolationError(ConformanceError):
    """The subject does not do what a rule says.

    Attributes:
        differences: Where, with what was got and what was expected; at least one.
        repeat: A command line that sends the request again, or empty if none can.
    """

    def __init__(self, differences: Iterable[Difference], repeat: str = "") -> None:
        self.differences = tuple(differences)
        self.repeat = repeat
        super().__init__("\n".join(map(str, self.differences)))


def expect(differences: Iterable[Difference], repeat: str = "") -> None:
    """Fail the check if there is any difference.

    Raises:
        ViolationError: There is.
    """
    found = list(differences)
    if found:
        raise ViolationError(found, repeat)
