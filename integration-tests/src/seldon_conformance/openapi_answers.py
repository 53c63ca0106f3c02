"""Holds answers against the OpenAPI document, with requests that schemathesis makes up from it.

Needs the extra ``properties``. Importing schemathesis takes a second, so only who asks does it.
"""

import functools
import json
from typing import Any

import requests
import schemathesis
from schemathesis import Case, GenerationMode, Response
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from seldon_conformance.check import ViolationError
from seldon_conformance.compare import Difference, differences
from seldon_conformance.contract_files import contract_directory
from seldon_conformance.errors import SubjectError
from seldon_conformance.properties import holds_for_all
from seldon_conformance.subjects import Subject

_ANSWER_TIMEOUT_S = 10.0
# Making one up takes up to a fifth of a second, the more so if it must not fit the document.
_VALID_EXAMPLES, _OTHER_EXAMPLES = 8, 4
_CHECKS = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def expect_described(subject: Subject, method: str, path: str, *, valid: bool) -> None:
    """Send made up requests of an operation, and hold the answers against the document.

    Args:
        subject: The running server.
        method: For instance POST.
        path: As the document has it.
        valid: Whether the requests are such as the document describes, or such as it does not.

    Raises:
        ViolationError: An answer's status, type, headers or body is none of those described, or an
            error's code is not its status (ERR-1).
        SubjectError: There is no answer.
    """
    mode = GenerationMode.POSITIVE if valid else GenerationMode.NEGATIVE
    cases = document()[path][method].as_strategy(generation_mode=mode)
    with requests.Session() as session:
        # Variables may name a proxy; nothing of it is the subject.
        session.trust_env = False
        examples = _VALID_EXAMPLES if valid else _OTHER_EXAMPLES
        holds_for_all(cases, functools.partial(_ask, subject, session), examples)


@functools.cache
def document() -> schemathesis.BaseSchema:
    """Load the document of the contract."""
    path = contract_directory() / "openapi" / "wrapper.yaml"
    # Without a configuration it would look for one where the user happens to stand.
    return schemathesis.openapi.from_path(path, config=SchemathesisConfig())


def _ask(subject: Subject, session: requests.Session, case: Case[Any]) -> None:
    try:
        answer = case.call(subject.rest_url, session, timeout=_ANSWER_TIMEOUT_S)
    except requests.RequestException as error:
        raise SubjectError(
            f"{case.method} {case.path}: {error!r} (expected: an HTTP answer)"
        ) from error
    found = [*_against_document(case, answer), *_error_code(answer)]
    if found:
        whole = f"{answer.status_code} {answer.content.decode(errors='backslashreplace')}"
        line = case.as_curl_command(base_url=subject.rest_url)
        raise ViolationError(
            [*found, Difference("answer", whole, "one that wrapper.yaml describes")], line
        )


def _against_document(case: Case[Any], answer: Response) -> list[Difference]:
    try:
        case.validate_response(answer, checks=_CHECKS)
    except FailureGroup as group:
        return [
            Difference(failure.title, failure.message, "as in wrapper.yaml")
            for failure in group.exceptions
        ]
    return []


def _error_code(answer: Response) -> list[Difference]:
    """Compare the code in an error's body with the HTTP status; OpenAPI cannot say that."""
    if answer.status_code == 200 or "json" not in "".join(answer.headers.get("content-type", [])):
        return []
    try:
        body = json.loads(answer.content)
    except ValueError:
        return []  # said by the document's check already
    status = body.get("status") if isinstance(body, dict) else None
    code = status.get("code") if isinstance(status, dict) else None
    return list(differences(code, answer.status_code, path="status.code"))
