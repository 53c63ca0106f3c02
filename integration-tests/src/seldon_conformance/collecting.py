"""The part of the plugin that a mere list of the checks needs too."""

from collections.abc import Sequence

import pytest

from seldon_conformance.check import MARK
from seldon_conformance.collected import Collected, collected, own_transports
from seldon_conformance.errors import ConformanceError, SuiteError
from seldon_conformance.vectors import Case


class Collecting:
    """Has pytest collect the checks, and tells what they are."""

    def __init__(self, cases: Sequence[Case]) -> None:
        """Have collected nothing yet.

        Args:
            cases: Golden vectors that become checks.
        """
        self._cases = cases
        self.checks: list[Collected] = []
        self.unavailable: list[str] = []
        self.problem: ConformanceError | None = None
        self.of: dict[pytest.Item, Collected] = {}

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the mark."""
        config.addinivalue_line("markers", f"{MARK}(about): what a check is about")

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Make a check of each vector, and one over each transport where a check asks for that."""
        if "case" in metafunc.fixturenames:
            metafunc.parametrize("case", self._cases, ids=str)
        elif transports := own_transports(metafunc):
            metafunc.parametrize("transport", transports, ids=str)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note what cannot be loaded: with a reason it is left out, else the suite is broken."""
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            self.unavailable.append(f"{report.nodeid}: {reason}")
        elif report.failed and self.problem is None:
            self.problem = SuiteError(f"{report.nodeid}: cannot be loaded\n{report.longreprtext}")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Find out what each test is."""
        try:
            self.of = {item: collected(item) for item in items}
            self.checks = list(self.of.values())
            self.choose(items)
        except ConformanceError as error:
            self.problem = error
            items.clear()

    def choose(self, items: list[pytest.Item]) -> None:
        """Run nothing; what runs more says what."""
        items.clear()
