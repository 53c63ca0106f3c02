"""Reads a pip.conf, which uv does not, into the variables that pip knows for its keys.

Usage: ``python pip_conf.py FILE``. Prints NAME=value for each key of the sections [global] and
[install] that says where packages come from, each ended by a zero byte: a value may have several
lines. Exit code 1, with the reason as the one line on stderr, when the file cannot be read. A key
that has no meaning here is named on stderr, on a line that begins with ``ignored ``.
"""

# ruff: noqa: INP001 - a script that assemble runs: it is in no package
from __future__ import annotations

import configparser
import sys
from pathlib import Path

# The later section wins, as in pip.
_SECTIONS = ("global", "install")
KEYS = frozenset(
    {
        "index-url",
        "extra-index-url",
        "find-links",
        "no-index",
        "trusted-host",
        "cert",
        "proxy",
        "timeout",
        "retries",
    }
)
# What pip does on a terminal or on this machine alone: nothing is lost without it.
_OF_NO_ACCOUNT = frozenset(
    {
        "cache-dir",
        "disable-pip-version-check",
        "no-cache-dir",
        "no-color",
        "no-input",
        "progress-bar",
        "quiet",
        "root-user-action",
        "user",
        "verbose",
    }
)


def variables(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the variables of a pip.conf, and its keys that have no meaning here.

    Raises:
        configparser.Error: It is no pip.conf.
    """
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    found: dict[str, str] = {}
    for section in _SECTIONS:
        if parser.has_section(section):
            found |= {key.replace("_", "-"): value for key, value in parser.items(section)}
    unknown = sorted(found.keys() - KEYS - _OF_NO_ACCOUNT)
    known = {key: value for key, value in found.items() if key in KEYS}
    return {f"PIP_{key.upper().replace('-', '_')}": v for key, v in known.items()}, unknown


def main(path: Path) -> None:
    """Print the answer of this module for one file."""
    try:
        found, unknown = variables(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        sys.exit("it is not UTF-8")
    except configparser.Error as error:
        # The line itself may hold a password, so its number has to do.
        number = getattr(error, "lineno", None) or error.errors[0][0]  # type: ignore[attr-defined]
        sys.exit(f"line {number} is neither [section] nor key = value, or stands there twice")
    for name, value in found.items():
        sys.stdout.write(f"{name}={value.strip()}\0")
    for key in unknown:
        sys.stderr.write(f"ignored {key}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
