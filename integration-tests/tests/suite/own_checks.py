"""Puts a file of checks in place of the suite's own, so that tests say how checks end."""

import sys
from pathlib import Path

import pytest

from seldon_conformance import session

_HEAD = """
import pytest
from seldon_conformance.check import check
from seldon_conformance.vectors import Transport
REST, GRPC = Transport
"""


def put_checks(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Write the checks into a folder, and have runs find them there until the test's end."""
    (folder / "test_own.py").write_text(_HEAD + text)
    # The file of the test before has the same name.
    monkeypatch.delitem(sys.modules, "test_own", raising=False)
    monkeypatch.setattr(session, "CHECKS", folder)
