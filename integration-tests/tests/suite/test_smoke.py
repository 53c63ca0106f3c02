"""The smoke step finds out how a subject is asked, and says what it claims."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from seldon_conformance.errors import OptionError, SubjectError
from seldon_conformance.options import Options
from seldon_conformance.smoke import smoke
from seldon_conformance.subjects import Subject


@contextmanager
def _server(answers: Mapping[str, tuple[int, Any]]) -> Iterator[Subject]:
    """Serve JSON by path; what is not among them is 501. Gives the subject, over REST alone."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, value = answers.get(self.path, (501, {"status": {"code": 501}}))
            body = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _answer  # noqa: N815 (the library's names)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Subject(f"http://127.0.0.1:{server.server_address[1]}", "", "", lambda: "")
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "service_type"),
    [
        ("/predict", "MODEL"),
        ("/route", "ROUTER"),
        ("/aggregate", "COMBINER"),
        ("/transform-input", "TRANSFORMER"),
    ],
)
def test_service_type_is_found_by_asking(path: str, service_type: str) -> None:
    """Whoever has a server need not know what it was built as."""
    with _server({path: (200, {}), "/ready": (200, "ready")}) as subject:
        claims = smoke(subject, Options())

    assert claims.service_type == service_type
    assert claims.example.verb == path.removeprefix("/")
    found = f"(service type {service_type}, found by asking; else give --service-type)"
    assert claims.lines == (
        "REST: /ready 200, /health/status 501",
        "metadata: none",
        f"{claims.example.verb}: 200 over REST {found}",
    )


def test_combiner_is_asked_with_two_messages() -> None:
    """One would not show that there are several."""
    with _server({"/aggregate": (200, {})}) as subject:
        claims = smoke(subject, Options(component="combiner"))

    message = {"data": {"ndarray": [[1.0, 2.0]]}}
    assert claims.example.message == {"seldonMessages": [message, message]}


def test_example_is_made_of_the_metadata() -> None:
    """And the header says what these claim."""
    metadata = {
        "name": "iris",
        "versions": ["1", "2"],
        "platform": "seldon",
        "inputs": [{"messagetype": "tensor", "schema": {"shape": [3]}}],
    }
    with _server({"/predict": (200, {}), "/metadata": (200, metadata)}) as subject:
        claims = smoke(subject, Options())

    assert claims.example.message == {
        "data": {"tensor": {"shape": [1, 3], "values": [1.0, 2.0, 3.0]}}
    }
    assert "metadata: iris 1 2 (seldon) inputs: 1" in claims.lines


def test_component_without_any_verb_ends_the_run() -> None:
    """There is nothing to ask it."""
    with _server({}) as subject, pytest.raises(SubjectError) as excinfo:
        smoke(subject, Options())

    assert str(excinfo.value) == (
        "verbs: none answered (expected: predict, route, aggregate or a transformer)"
    )


def test_example_that_is_refused_is_told_with_the_answer() -> None:
    """The component's own words say what it takes."""
    with (
        _server({"/predict": (400, {"info": "X: 2 columns (expected: 4)"})}) as subject,
        pytest.raises(SubjectError) as excinfo,
    ):
        smoke(subject, Options())

    assert str(excinfo.value) == (
        'predict over REST: 400 {"info": "X: 2 columns (expected: 4)"} (expected: 200 to the '
        'example {"data": {"ndarray": [[1.0, 2.0]]}}; give one that the component takes with '
        "--request FILE)"
    )


def test_service_type_that_is_none_is_refused() -> None:
    """Before a verb is guessed."""
    with _server({}) as subject, pytest.raises(OptionError) as excinfo:
        smoke(subject, Options(service_type="MODLE"))

    assert str(excinfo.value) == (
        "service type: MODLE (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
        "OUTLIER_DETECTOR, OUTPUT_TRANSFORMER)"
    )
