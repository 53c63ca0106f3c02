"""What the OpenAPI document promises, whatever is asked: of any component.

schemathesis makes up requests from the document, such as it describes and such as it does not. The
answers need not be good ones, but each must be one that the document tells its readers to expect.
"""

from typing import Any

import pytest

from seldon_conformance.check import check
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

# Aliases have the same operation.
VERBS = [
    f"{method} {path}"
    for path in (
        "/predict",
        "/transform-input",
        "/transform-output",
        "/route",
        "/aggregate",
        "/send-feedback",
    )
    for method in ("POST", "GET")
]
OTHERS = [
    f"GET {path}"
    for path in (
        "/health/ping",
        "/live",
        "/ready",
        "/health/status",
        "/metadata",
        "/seldon.json",
        "/docs",
    )
]
BUG = "A client that was generated from the document breaks on an answer that it does not know."


def named(operation: str) -> str:
    """Name an operation within an id, for instance ``POST:transform-input``."""
    return operation.replace(" /", ":")


@pytest.fixture
def answers() -> Any:
    """The module that asks; importing it takes a second, so only a check that runs does."""
    return pytest.importorskip(
        "seldon_conformance.openapi_answers",
        reason="needs schemathesis (install the extra `properties`)",
    )


@pytest.mark.parametrize("operation", [*VERBS, *OTHERS], ids=named)
@check("MDA-4", over=Transport.REST, bug=BUG)
def test_described_requests_get_described_answers(
    subject: Subject, answers: Any, operation: str
) -> None:
    """Whatever the document allows to be asked is answered as it says, errors included."""
    answers.expect_described(subject, *operation.split(), valid=True)


@pytest.mark.parametrize("operation", VERBS, ids=named)
@check("MDA-4", over=Transport.REST, bug=BUG)
def test_other_requests_get_described_answers(
    subject: Subject, answers: Any, operation: str
) -> None:
    """What the document does not allow to be asked is answered as it says, by an error or not."""
    answers.expect_described(subject, *operation.split(), valid=False)
