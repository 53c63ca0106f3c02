"""The golden vectors against the server of this directory, over REST and gRPC.

Servers run in the template apps' own directories. Cases with one setting share a server, and the
next servers start while the present one is asked, so that the whole takes far less than a minute.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from seldon_conformance.fleet import Fleet, plan_of
from seldon_conformance.local_python import LocalPython
from seldon_conformance.running import failure_text, run_case
from seldon_conformance.server_processes import WarmInterpreter
from seldon_conformance.vectors import Case, load_vectors, ordered_cases

APPS = Path(__file__).resolve().parent.parent / "template-apps"
# A hundred servers start here; these imports are nine tenths of what a start costs.
SLOW_IMPORTS = [
    "fastjsonschema",
    "flask",
    "flask_cors",
    "google.protobuf.any_pb2",
    "google.protobuf.descriptor_pool",
    "google.protobuf.json_format",
    "google.protobuf.text_format",
    "uvloop",
    "httptools",
    "grpc",
    "numpy",
    "numpy.typing",
    "orjson",
    "prometheus_client",
    "yaml",
]
CASES = ordered_cases(load_vectors())


@pytest.fixture(scope="module")
def fleet(request: pytest.FixtureRequest) -> Iterator[Fleet]:
    """Servers for the cases that this run has selected."""
    with (
        WarmInterpreter(Path(sys.executable), SLOW_IMPORTS) as launcher,
        Fleet(LocalPython(launcher, APPS), plan_of(request.session.items)) as fleet,
    ):
        yield fleet


@pytest.mark.parametrize("case", CASES, ids=str)
def test_server_answers_as_the_contract_says(case: Case, fleet: Fleet) -> None:
    """One wrong answer here is a wrong answer in every image."""
    subject = fleet.subject(case.setting)

    found = run_case(case, subject)

    if found:
        pytest.fail(failure_text(case, found, subject), pytrace=False)
