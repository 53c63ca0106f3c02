"""What a vector expects is said in words, for people who do not know the vectors' form."""

from typing import Any

import pytest

from seldon_conformance.collected import all_cases
from seldon_conformance.expectation_words import expectation_words


@pytest.mark.parametrize(
    ("expectation", "words"),
    [
        ({"message": {"strData": "é"}}, 'success, with the message {"strData": "é"}'),
        (
            {"error": {"status": 400, "reason": "R", "info": "no"}},
            'the error 400 (over gRPC INVALID_ARGUMENT), reason R, info "no"',
        ),
        (
            {"error": {"status": 503, "grpc": "RESOURCE_EXHAUSTED", "reason": "R", "info": "no"}},
            'the error 503 (over gRPC RESOURCE_EXHAUSTED), reason R, info "no"',
        ),
        (
            {"http": {"status": 200, "headers": {"Allow": "GET"}, "body": "pong"}},
            'HTTP 200, with the header Allow: GET, with the body "pong"',
        ),
        ({"http": {"status": 200, "json": [1]}}, "HTTP 200, with the JSON [1]"),
        (
            {"grpc": {"code": "OK", "message": "a", "response": {}}},
            'the status OK, with the text "a", with the message {}',
        ),
    ],
)
def test_expectation_is_said_in_words(expectation: Any, words: str) -> None:
    """Each of the four kinds."""
    assert expectation_words(expectation) == words


def test_every_vector_can_be_said() -> None:
    """And none of them floods a terminal."""
    steps = [step for case in all_cases() for step in case.vector.steps]

    assert max(len(expectation_words(step.expect)) for step in steps) < 3000
