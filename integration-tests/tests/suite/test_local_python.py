"""Processes are started with the app's variables and the vector's, waited for, and stopped."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from seldon_conformance.errors import SubjectError
from seldon_conformance.local_python import LocalPython
from seldon_conformance.rest_client import RestClient, RestRequest
from seldon_conformance.server_processes import NewInterpreter, WarmInterpreter
from seldon_conformance.subjects import control_of
from seldon_conformance.vectors import Setting

# Stands for the server: answers every GET with its arguments and variables.
SERVER = """
import http.server, json, os, signal, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

if "BROKEN" in os.environ:
    sys.exit("cannot load")
if "STUBBORN" in os.environ:
    signal.signal(signal.SIGTERM, lambda *_: os._exit(3))
else:
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
print("serving", flush=True)
port = int(os.environ["PREDICTIVE_UNIT_HTTP_SERVICE_PORT"])
http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


@pytest.fixture(params=["new", "warm"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LocalPython]:
    """One app, model, and the stand-in for the server."""
    app = tmp_path / "apps" / "model"
    (app / ".s2i").mkdir(parents=True)
    (app / ".s2i" / "environment").write_text(
        "# A comment\nMODEL_NAME=MyModel\nSERVICE_TYPE=MODEL\n"
    )
    (tmp_path / "seldon_wrapper").mkdir()
    # A regular package, for one without __init__ would lose against the server that is installed.
    (tmp_path / "seldon_wrapper" / "__init__.py").touch()
    (tmp_path / "seldon_wrapper" / "__main__.py").write_text(SERVER)
    environment = {"PYTHONPATH": str(tmp_path)}
    python = Path(sys.executable)
    if request.param == "new":
        yield LocalPython(NewInterpreter(python), tmp_path / "apps", environment)
        return
    with WarmInterpreter(python, ["http.server"], environment) as launcher:
        yield LocalPython(launcher, tmp_path / "apps", environment)


def test_server_has_the_variables_of_app_and_vector(
    source: LocalPython, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none that a developer's shell has set for another server."""
    monkeypatch.setenv("PREDICTIVE_UNIT_ID", "shell")
    monkeypatch.setenv("MODEL_NAME", "shell")
    monkeypatch.setenv("THREADS", "7")

    with source.start(Setting("model", "[]", (("MODEL_METADATA", "{}"),))) as subject:
        answer = RestClient(subject.rest_url).send(RestRequest("GET", "/", {}, None))
        log = subject.log()

    arguments, directory, environment = json.loads(answer.body)
    assert arguments == ["MyModel"]
    assert directory == str(source.apps / "model")
    assert {
        name: environment.get(name)
        for name in [
            "MODEL_NAME",
            "SERVICE_TYPE",
            "PREDICTIVE_UNIT_PARAMETERS",
            "MODEL_METADATA",
            "PREDICTIVE_UNIT_ID",
            "THREADS",
        ]
    } == {
        "MODEL_NAME": "MyModel",
        "SERVICE_TYPE": "MODEL",
        "PREDICTIVE_UNIT_PARAMETERS": "[]",
        "MODEL_METADATA": "{}",
        "PREDICTIVE_UNIT_ID": None,
        "THREADS": None,
    }
    assert subject.grpc_target == f"127.0.0.1:{environment['PREDICTIVE_UNIT_GRPC_SERVICE_PORT']}"
    assert log == "serving\n"


def test_server_that_ends_at_start_is_an_error(source: LocalPython) -> None:
    """The log says why; who reads the message needs nothing else."""
    setting = Setting("model", environment=(("BROKEN", "1"),))

    with pytest.raises(SubjectError) as excinfo, source.start(setting):
        pass

    assert str(excinfo.value) == (
        "model BROKEN=1: server: ended before it was ready (expected: 200 from /ready)\ncannot load"
    )


def test_server_that_ends_with_another_code_is_an_error(source: LocalPython) -> None:
    """LIF-5."""
    setting = Setting("model", environment=(("STUBBORN", "1"),))

    with pytest.raises(SubjectError) as excinfo, source.start(setting):
        pass

    assert str(excinfo.value) == (
        "model STUBBORN=1: server: exit code 3 after SIGTERM (expected: 0)\nserving"
    )


def test_server_that_a_check_has_told_to_end_is_not_told_twice(source: LocalPython) -> None:
    """A second SIGTERM might cut off what it finishes; how it ended counts all the same."""
    with source.start(Setting("model")) as subject:
        control_of(subject).terminate()
        code = control_of(subject).exit_code(5.0)

    assert code == 0


def test_server_of_one_process_has_no_worker_to_kill(source: LocalPython) -> None:
    """The check of LIF-6 says so, instead of killing nothing."""
    with pytest.raises(SubjectError) as excinfo, source.start(Setting("model")) as subject:
        control_of(subject).kill_worker()

    assert str(excinfo.value) == (
        "model: server: one process (expected: a process for each worker)\nserving"
    )


def test_app_without_its_file_is_an_error(source: LocalPython) -> None:
    """A component of which there is no template app is told by its path."""
    with pytest.raises(SubjectError) as excinfo, source.start(Setting("router")):
        pass

    path = source.apps / "router" / ".s2i" / "environment"
    assert str(excinfo.value) == (
        f"app: no {path} (expected: a template app, with MODEL_NAME in that file)"
    )
