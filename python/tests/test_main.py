"""The command, as a user and the builder run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest


def _run(
    directory: Path, *arguments: str, source: str | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a directory that holds MyModel.py."""
    if source is not None:
        (directory / "MyModel.py").write_text(textwrap.dedent(source))
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(
        [sys.executable, "-m", "seldon_wrapper", *arguments],
        cwd=directory,
        env={**variables, **environ},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


_MODEL = """
class MyModel(object):
    def __init__(self, rate=1):
        print("made with", rate)

    def predict(self, X, features_names):
        return X

    def load(self):
        print("loaded")
"""


def test_configuration_errors_end_with_2_and_nothing_else(tmp_path: Path) -> None:
    """All of them on one screen."""
    ended = _run(tmp_path, "--http-port", "http", WORKERS="x")

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        "ERROR: --http-port: 'http' (expected: a port, 1 to 65535)\n"
        "ERROR: WORKERS: 'x' (expected: a whole number, 1 or more)\n"
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)\n"
        "REMEDY: Give the variable or the flag a value as expected; --help lists them all.\n"
    )


def test_sigint_that_came_before_python_ends_the_start() -> None:
    """The image's run script holds it back so; Python's own start makes an exit code 1 of it."""
    command = [sys.executable, "-m", "seldon_wrapper", "--help"]
    ended = subprocess.run(
        ["env", "--block-signal=INT", "sh", "-c", 'kill -INT $$; exec "$@"', "sh", *command],
        capture_output=True,
        timeout=30,
        check=False,
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, b"", b"")


def test_check_import_makes_no_object(tmp_path: Path) -> None:
    """Model files may be mounted at run time only, so a build must not need them."""
    ended = _run(tmp_path, "MyModel", "--check", "import", source=_MODEL)

    said = "MyModel is a MODEL: it can be imported\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, said, "")


def test_check_load_makes_it_and_loads(tmp_path: Path) -> None:
    """Who asks for it wants to know that the model file is right."""
    parameters = '[{"name": "rate", "value": "2", "type": "INT"}]'
    ended = _run(tmp_path, "MyModel", "--check", "load", "--parameters", parameters, source=_MODEL)

    assert (ended.returncode, ended.stdout) == (
        0,
        "made with 2\nloaded\nMyModel is a MODEL: it can be imported, made and loaded\n",
    )


def test_check_off_looks_at_nothing(tmp_path: Path) -> None:
    """Not even whether the file is there."""
    ended = _run(tmp_path, "MyModel", "--check", "off")

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "MyModel was not tried\n", "")


def test_check_of_a_broken_component_is_two_lines(tmp_path: Path) -> None:
    """s2i shows the end of the build's output: cause, remedy."""
    ended = _run(tmp_path, "MyModel", "--check", "import", source="class Other: pass")

    assert ended.returncode == 1
    assert ended.stderr == (
        "ERROR: no class MyModel in MyModel.py: Other (expected: class MyModel)\n"
        "REMEDY: Rename the class, or set MODEL_NAME to MyModel.<class>.\n"
    )


def test_check_refuses_a_router_with_several_workers(tmp_path: Path) -> None:
    """Its type is known by its methods at the end of the build already."""
    source = "class MyModel:\n    def route(self, X, names): return 0\n"
    ended = _run(tmp_path, "MyModel", "--check", "import", source=source, WORKERS="2")

    assert ended.returncode == 2
    assert ended.stderr.startswith("ERROR: WORKERS: 2 (expected: 1 for a ROUTER")


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_on_stdout(tmp_path: Path, flag: str) -> None:
    """It goes through a pager."""
    ended = _run(tmp_path, flag)

    assert ended.returncode == 0
    assert ended.stdout.startswith("usage: seldon-core-microservice [COMPONENT] [flags]\n")
    assert ended.stderr == ""


def test_a_notice_is_a_warning_in_the_log(tmp_path: Path) -> None:
    """It is not an error, and not silent."""
    ended = _run(tmp_path, "MyModel", "--check", "off", PERSISTENCE="1")

    assert ended.returncode == 0
    line = (
        "WARNING seldon_wrapper: PERSISTENCE=1 has no effect: upstream dropped it too; "
        "keep state in the component's own store\n"
    )
    assert ended.stderr.endswith(line)


def test_debug_says_where_each_setting_came_from(tmp_path: Path) -> None:
    """Image, pod and operator all set some."""
    ended = _run(tmp_path, "MyModel", "--check", "off", "--debug", GUNICORN_THREADS="2")

    assert "threads is 2, from GUNICORN_THREADS" in ended.stderr
    assert "component is 'MyModel', from command line" in ended.stderr


def test_the_command_imports_no_server_before_it_needs_one() -> None:
    """A build check must not pay for grpc, and an error must come at once."""
    code = (
        "import sys, seldon_wrapper.__main__\n"
        "heavy = {'grpc', 'uvloop', 'flask', 'numpy', 'prometheus_client'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    variables = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    out = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    ).stdout

    assert out == "[]\n"
