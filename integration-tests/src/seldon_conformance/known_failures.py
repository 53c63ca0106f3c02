"""The file of known failures: patterns of check ids, each with a reason above it."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.errors import OptionError
from seldon_conformance.patterns import is_like


@dataclass(frozen=True)
class KnownFailure:
    """One line: ``pattern`` is of ids, with ``*`` and ``?``; brackets stand for themselves."""

    pattern: str
    reason: str
    place: str

    def matches(self, check_id: str) -> bool:
        """Tell whether a check's failure is known."""
        return is_like(check_id, self.pattern)


def read_known_failures(path: Path) -> list[KnownFailure]:
    """Read a file of known failures.

    Each pattern stands on a line of its own, below one or more lines ``# reason``. Patterns
    directly below one another share theirs; a blank line parts them from the next.

    Raises:
        OptionError: The file cannot be read, or a pattern has no reason.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"known failures: {error} (expected: a text file)") from error
    found = []
    reason = ""
    is_reason = False
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line.startswith("#"):
            words = line.lstrip("#").strip()
            reason, is_reason = (f"{reason} {words}" if is_reason else words).strip(), True
            continue
        is_reason = False
        if not line:
            reason = ""
            continue
        place = f"{path}:{number}"
        if not reason:
            raise OptionError(f"{place}: {line} (expected: a line `# reason` directly above it)")
        found.append(KnownFailure(line, reason, place))
    return found


def check_patterns(known: Collection[KnownFailure], ids: Collection[str]) -> None:
    """Look whether every pattern means something.

    Args:
        known: The file's lines.
        ids: Of all checks of the suite.

    Raises:
        OptionError: One matches no check.
    """
    for failure in known:
        if not any(failure.matches(check_id) for check_id in ids):
            raise OptionError(
                f"{failure.place}: {failure.pattern} (expected: the id of a check; "
                "`seldon-conformance list` prints them)"
            )
