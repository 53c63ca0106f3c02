"""Subjects that are processes: the Python server in the directory of a template app."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from seldon_conformance.control import ProcessControl
from seldon_conformance.errors import SubjectError
from seldon_conformance.free_ports import free_port
from seldon_conformance.server_processes import Command, Launcher, kill
from seldon_conformance.subjects import (
    Subject,
    server_variables,
    wait_until_ready,
    with_log,
)
from seldon_conformance.vectors import Setting

_READY_TIMEOUT_S = 30.0
# Of this process's environment a server gets only these: what a shell has set for another
# server must not reach it.
_KEPT_VARIABLES = {"HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ"}
_KEPT_PREFIXES = ("PYTHON", "COVERAGE_")


@dataclass(frozen=True)
class LocalPython:
    """Starts ``python -m seldon_wrapper`` for template apps.

    Attributes:
        launcher: Has an interpreter that has the server.
        apps: Directory of the template apps, one subdirectory each, named after the component.
        environment: Further variables for every server, for instance PYTHONPATH.
    """

    launcher: Launcher
    apps: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start a server on free ports, wait until it is ready, stop it with SIGTERM afterwards.

        Raises:
            SubjectError: There is no such app, or the server does not get ready or stop with 0.
        """
        app = self.apps / setting.component
        app_variables = read_s2i_environment(app)
        ports = {name: free_port() for name in ("HTTP", "GRPC", "METRICS")}
        environment = {
            **_neutral_environment(),
            **app_variables,
            **self.environment,
            **server_variables(setting, ports),
        }
        with tempfile.TemporaryDirectory(prefix="seldon-conformance-") as scratch:
            log_path = Path(scratch) / "server.log"
            arguments = [app_variables["MODEL_NAME"]]
            command = Command("seldon_wrapper", arguments, app, environment, log_path)
            process = self.launcher.launch(command)
            control = ProcessControl(process)
            subject = Subject(
                rest_url=f"http://127.0.0.1:{ports['HTTP']}",
                grpc_target=f"127.0.0.1:{ports['GRPC']}",
                language="python",
                log=lambda: log_path.read_text(encoding="utf-8", errors="backslashreplace"),
                metrics_url=f"http://127.0.0.1:{ports['METRICS']}",
                control=control,
            )
            try:
                wait_until_ready(subject.rest_url, _READY_TIMEOUT_S, lambda: process.poll() is None)
                yield subject
                control.end()
            except SubjectError as error:
                raise with_log(error, setting, subject.log()) from error
            finally:
                kill(process)


def read_s2i_environment(app: Path) -> dict[str, str]:
    """Read the variables of an app's ``.s2i/environment``.

    Raises:
        SubjectError: The app has no such file, or it does not name the component.
    """
    path = app / ".s2i" / "environment"
    if not path.is_file():
        raise SubjectError(
            f"app: no {path} (expected: a template app, with MODEL_NAME in that file)"
        )
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    variables = {name.strip(): value.strip() for name, _, value in pairs}
    if "MODEL_NAME" not in variables:
        raise SubjectError(f"app: no MODEL_NAME in {path} (expected: MODEL_NAME=<class>)")
    return variables


def _neutral_environment() -> dict[str, str]:
    """Give what every process may have of this one's environment."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT_VARIABLES or name.startswith(_KEPT_PREFIXES)
    }
