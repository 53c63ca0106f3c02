"""Runs pytest on the suite's own checks, with the suite's own plugin and nobody else's."""

import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from seldon_conformance.collecting import Collecting
from seldon_conformance.errors import SuiteError

# The run is the plugin's own; whatever else pytest does at home would only write, wait or guess.
_WITHOUT = (
    "cacheprovider",
    "doctest",
    "faulthandler",
    "junitxml",
    "terminal",
    "threadexception",
    "unraisableexception",
    "warnings",
)
_ARGUMENTS = [
    "--disable-plugin-autoload",
    "--noconftest",
    "--strict-markers",
    "--capture=no",
    "--import-mode=importlib",
    f"--config-file={os.devnull}",
    *(f"-pno:{name}" for name in _WITHOUT),
]


def run_pytest(plugin: Collecting, files: Sequence[Path], *more: object) -> None:
    """Run pytest on the checks with a plugin.

    Args:
        plugin: Is told of everything.
        files: Have the checks.
        more: Further plugins.

    Raises:
        SuiteError: A check cannot be loaded, or pytest itself failed.
        OptionError: The plugin found one.
        KeyboardInterrupt: Somebody stopped it.
    """
    root = Path(os.path.commonpath([file.parent for file in files]))
    with _without_variables("PYTEST_ADDOPTS", "PYTEST_PLUGINS"), warnings.catch_warnings():
        # pytest 10 takes another form of such fixtures, and is not allowed yet (pyproject.toml).
        warnings.filterwarnings("ignore", "Session-scoped fixtures defined as instance methods")
        code = pytest.main(
            [*_ARGUMENTS, f"--rootdir={root}", *map(str, files)],
            plugins=[plugin, *more],
        )
    if plugin.problem is not None:
        raise plugin.problem
    if code == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    # Checks that failed are in the plugin's results.
    ended = {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED}
    if code not in ended:
        raise SuiteError(f"pytest: exit code {int(code)} (expected: 0 or 1; its message is above)")


@contextmanager
def _without_variables(*names: str) -> Iterator[None]:
    """Hide variables that are meant for another pytest."""
    hidden = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
