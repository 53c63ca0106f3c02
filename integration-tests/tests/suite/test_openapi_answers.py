"""Answers are held against the OpenAPI document, whatever was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from schemathesis.core.result import Ok

from seldon_conformance.check import ViolationError
from seldon_conformance.checks import test_openapi as checks
from seldon_conformance.errors import SubjectError
from seldon_conformance.openapi_answers import document, expect_described
from seldon_conformance.subjects import Subject

JSON = "application/json"
ERROR = b'{"status": {"code": 400, "info": "no", "reason": "NO", "status": "FAILURE"}}'


@contextmanager
def answering(status: int, content_type: str, body: bytes) -> Iterator[Subject]:
    """Serve one answer to whatever is asked."""

    class Handler(BaseHTTPRequestHandler):
        """Answers without a look at the request."""

        def do_GET(self) -> None:
            """Answer."""
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            """Answer the same."""
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Subject(f"http://127.0.0.1:{server.server_address[1]}", "", "python", str)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_checks_ask_every_operation_of_the_document() -> None:
    """Aliases are the same operation under another path; everything else is asked."""
    aliases = ("/combine", "/api/v0.1/", "/api/v1.0/")
    operations = [found.ok() for found in document().get_all_operations() if isinstance(found, Ok)]
    names = {
        f"{operation.method.upper()} {operation.path}"
        for operation in operations
        if not operation.path.startswith(aliases)
    }

    assert sorted([*checks.VERBS, *checks.OTHERS]) == sorted(names)


@pytest.mark.parametrize(("status", "body"), [(200, b'{"meta": {}, "strData": "x"}'), (400, ERROR)])
@pytest.mark.parametrize("valid", [True, False])
def test_described_answer_is_taken(*, status: int, body: bytes, valid: bool) -> None:
    """An answer may be an error, as long as the document has it."""
    with answering(status, JSON, body) as subject:
        expect_described(subject, "POST", "/predict", valid=valid)


@pytest.mark.parametrize(
    ("operation", "status", "content_type", "body", "title"),
    [
        ("GET /ready", 404, JSON, b"{}", "Undocumented status code"),
        ("GET /live", 200, "text/html", b"live", "Undocumented Content-Type"),
        ("POST /predict", 200, JSON, b'{"meta": "x"}', "Response violates schema"),
        ("POST /predict", 500, JSON, ERROR, "status.code"),
        ("POST /predict", 500, JSON, b'{"status": "no"}', "status.code"),
        ("POST /predict", 200, JSON, b"{", "JSON deserialization error"),
    ],
)
def test_other_answer_is_a_violation(
    operation: str, status: int, content_type: str, body: bytes, title: str
) -> None:
    """Whoever was told by the document what to expect is told what came."""
    method, path = operation.split()
    with (
        answering(status, content_type, body) as subject,
        pytest.raises(ViolationError) as excinfo,
    ):
        expect_described(subject, method, path, valid=True)

    found = excinfo.value.differences
    assert title in [difference.path for difference in found]
    assert str(found[-1]) == (
        f"answer: {status} {body.decode()} (expected: one that wrapper.yaml describes)"
    )
    assert excinfo.value.repeat.startswith(f"curl -X {method} ")
    assert f"{subject.rest_url}{path}" in excinfo.value.repeat


def test_code_of_an_error_is_its_status() -> None:
    """OpenAPI has no word for that, so the check has it."""
    with answering(500, JSON, ERROR) as subject, pytest.raises(ViolationError) as excinfo:
        expect_described(subject, "GET", "/predict", valid=True)

    assert str(excinfo.value.differences[0]) == "status.code: 400 (expected: 500)"


def test_no_answer_is_not_held_against_the_document() -> None:
    """A server that is gone breaks no rule of the document."""
    gone = Subject("http://127.0.0.1:1", "", "python", str)

    with pytest.raises(SubjectError) as excinfo:
        expect_described(gone, "GET", "/live", valid=True)

    assert str(excinfo.value).startswith("GET /live: ConnectionError(")
    assert "(expected: an HTTP answer)" in str(excinfo.value)
