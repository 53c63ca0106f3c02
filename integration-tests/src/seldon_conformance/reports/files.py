"""Writes a run's reports into a directory."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from seldon_conformance.errors import OptionError
from seldon_conformance.reports.junit import junit
from seldon_conformance.results import RunReport


def _json(report: RunReport) -> str:
    return f"{json.dumps(report.as_json(), indent=1)}\n"


_FILES: Mapping[str, Callable[[RunReport], str]] = MappingProxyType(
    {"report.json": _json, "junit.xml": junit}
)


def make_directory(directory: Path) -> None:
    """Make sure that there is a directory for reports.

    Raises:
        OptionError: There cannot be one.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OptionError(f"report: {error} (expected: a directory to write to)") from error


def write_reports(report: RunReport, directory: Path) -> list[Path]:
    """Write every kind of report into a directory that is there, and give where they are."""
    paths = []
    for name, written in _FILES.items():
        path = directory / name
        # A subject may answer with half a surrogate, which UTF-8 cannot hold.
        path.write_text(written(report), encoding="utf-8", errors="backslashreplace")
        paths.append(path)
    return paths
