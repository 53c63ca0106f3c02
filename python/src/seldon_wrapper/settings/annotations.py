"""The annotations that Kubernetes' downward API puts into a file of the pod."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

DEFAULT_PATH = Path("/etc/podinfo/annotations")
_TIMEOUT = "seldon.io/rest-timeout"
_MAX_MESSAGE = "seldon.io/grpc-max-message-size"


@dataclass(frozen=True, slots=True)
class Annotations:
    """What Seldon's annotations say; None where they say nothing.

    Attributes:
        rest_timeout_ms: ``seldon.io/rest-timeout``, in milliseconds, above 0.
        max_message_bytes: Longest message, in bytes, above 0.
    """

    rest_timeout_ms: int | None = None
    max_message_bytes: int | None = None


def read_annotations(path: Path) -> tuple[Annotations, list[str]]:
    """Read the two annotations that concern a component.

    Args:
        path: File of ``key="value"`` lines; it may be absent.

    Returns:
        The annotations, and the problems found.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return Annotations(), []
    except (OSError, UnicodeDecodeError) as error:
        return Annotations(), [f"annotations file {path}: cannot be read, {error}"]
    # The first "=" ends the key: values of other annotations hold any character.
    found = {key: _unquote(value) for key, _, value in (line.partition("=") for line in lines)}
    problems: list[str] = []
    timeout_ms = _above_0(found, _TIMEOUT, "milliseconds", path, problems)
    max_bytes = _above_0(found, _MAX_MESSAGE, "bytes", path, problems)
    return Annotations(timeout_ms, max_bytes), problems


def _unquote(value: str) -> str:
    """Return the text of a value, which the downward API writes like a Go string."""
    try:
        text = json.loads(value)
    except ValueError:
        return value.strip('"')
    return text if isinstance(text, str) else value


def _above_0(
    found: dict[str, str], key: str, unit: str, path: Path, problems: list[str]
) -> int | None:
    """Return one annotation as a whole number above 0, or None and maybe a problem."""
    if key not in found:
        return None
    text = found[key]
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    problems.append(f"annotation {key} in {path}: {text!r} (expected: {unit}, above 0)")
    return None
