"""The golden vectors against the library of this directory, over REST and gRPC."""

from collections.abc import Iterator

import pytest
from seldon_conformance.fleet import Fleet, plan_of
from seldon_conformance.running import failure_text, run_case
from seldon_conformance.vectors import Case, load_vectors, ordered_cases

from local_java import LocalJava, build_library

CASES = ordered_cases(load_vectors())


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> LocalJava:
    """The library and every app that a case asks for, compiled."""
    scratch = tmp_path_factory.mktemp("java")
    found = LocalJava(build_library(scratch), scratch)
    for component in {case.setting.component for case in CASES}:
        found.compile(component)
    return found


@pytest.fixture(scope="module")
def fleet(request: pytest.FixtureRequest, source: LocalJava) -> Iterator[Fleet]:
    """Servers for the cases that this run has selected."""
    with Fleet(source, plan_of(request.session.items)) as fleet:
        yield fleet


@pytest.mark.timeout(300)
@pytest.mark.parametrize("case", CASES, ids=str)
def test_server_answers_as_the_contract_says(case: Case, fleet: Fleet) -> None:
    """One wrong answer here is a wrong answer in every image."""
    subject = fleet.subject(case.setting)

    found = run_case(case, subject)

    if found:
        pytest.fail(failure_text(case, found, subject), pytrace=False)
