"""All checks of the suite, without a subject."""

from collections.abc import Sequence

from seldon_conformance.collected import Collected, all_cases
from seldon_conformance.collecting import Collecting
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.rules import contract
from seldon_conformance.session import check_files


def catalogue(rules: Sequence[str] = ()) -> list[Collected]:
    """Give the checks that are about rules, by their rule, then by their id.

    Args:
        rules: Numbers or prefixes; none are all.

    Raises:
        OptionError: One of them is neither.
        SuiteError: A check cannot be loaded.
    """
    wanted = set(contract().selected(rules))
    plugin = Collecting(all_cases())
    run_pytest(plugin, check_files(all_cases()))
    found = [check for check in plugin.checks if wanted.intersection(check.about.rules)]
    return sorted(found, key=lambda one: (contract().position(one.about.rules[0]), one.id))
