"""Builds are asked of s2i and docker as a user asks for them, and their logs are read whole."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_tools import FakeTools, put_tools

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.s2i import Build, S2i
from seldon_conformance.errors import SubjectError

PROBLEMS = ["WARNING: a word", "ERROR: MODEL_NAME: not set (expected: a class)", "REMEDY: set it"]
OF_S2I = """\
---> Checking the settings and the source
WARNING: a word
ERROR: MODEL_NAME: not set (expected: a class)
REMEDY: set it
Build failed
ERROR: An error occurred: non-zero (13) exit code from builder
"""
OF_CLASSIC_DOCKER = """\
DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            Install the buildx component to build images with BuildKit:
            https://docs.docker.com/go/buildx/

Sending build context to Docker daemon  4.096kB
Step 1/7 : FROM builder
 ---> c4f8e9533dc1
Step 6/7 : RUN /usr/libexec/s2i/assemble
 ---> Running in b00553a43479
---> Checking the settings and the source
\x1b[91mWARNING: a word
\x1b[0m\x1b[91mERROR: MODEL_NAME: not set (expected: a class)
REMEDY: set it
\x1b[0mRemoved intermediate container b00553a43479
The command '/bin/sh -c /usr/libexec/s2i/assemble' returned a non-zero code: 1
"""
# A newer docker that has BuildKit says so after what the containers say.
OF_NEWER_CLASSIC_DOCKER = (
    OF_CLASSIC_DOCKER[OF_CLASSIC_DOCKER.index("Sending") :]
    + """\
DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

"""
)
OF_BUILDKIT = """\
#0 building with "default" instance using docker driver

#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 735B done
#1 WARN: JSONArgsRecommended: JSON arguments recommended for CMD (line 12)
#1 DONE 0.0s

#7 [4/4] RUN /usr/libexec/s2i/assemble
#7 0.345 ---> Checking the settings and the source
#7 0.400
#7 0.912 WARNING: a word
#7 12.001 ERROR: MODEL_NAME: not set (expected: a class)
#7 12.002 REMEDY: set it
#7 ERROR: process "/bin/sh -c /usr/libexec/s2i/assemble" did not complete successfully: exit code: 1

\x1b[33m1 warning found (use docker --debug to expand):
\x1b[0m - JSONArgsRecommended: JSON arguments recommended for CMD to prevent surprises (line 12)
------
 > [4/4] RUN /usr/libexec/s2i/assemble:
0.345 ---> Checking the settings and the source
0.912 WARNING: a word
12.001 ERROR: MODEL_NAME: not set (expected: a class)
12.002 REMEDY: set it
------
Dockerfile:9
--------------------
   7 |     COPY upload/src /tmp/src
   9 | >>> RUN /usr/libexec/s2i/assemble
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c /usr/libexec/s2i/assemble" \
did not complete successfully: exit code: 1
"""
RECIPE = Recipe(
    "wheels",
    files({"MyModel.py": ""}),
    ("-e", "A=two words", "-E", "{folder}/more"),
    mounts=(("wheels", "/whl"),),
)
WRITES_DOCKERFILE = """
while [ $# -gt 0 ]; do [ "$1" = --as-dockerfile ] && echo FROM x >"$2"; shift; done
"""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTools:
    """An s2i that writes a Dockerfile if it is asked to, and a docker."""
    (tmp_path / "bin").mkdir()
    scripts = {"s2i": WRITES_DOCKERFILE, "docker": "echo built"}
    return put_tools(tmp_path / "bin", monkeypatch, scripts)


def _built(log: str, tools: FakeTools, folder: Path, name: str, mode: Mode) -> Build:
    """Build with an s2i or a docker that prints a log, as both do, to stderr, and fails."""
    (folder / "log").write_text(log)
    body = WRITES_DOCKERFILE if name == "docker" else ""
    tools.put("s2i", body)
    tools.put(name, f"cat '{folder}/log' >&2; exit 1")
    return S2i("builder").build(RECIPE, mode, "app", folder / "build")


@pytest.mark.parametrize(
    ("log", "name", "mode"),
    [
        (OF_S2I, "s2i", Mode.S2I),
        (OF_CLASSIC_DOCKER, "docker", Mode.DOCKERFILE),
        (OF_NEWER_CLASSIC_DOCKER, "docker", Mode.DOCKERFILE),
        (OF_BUILDKIT, "docker", Mode.DOCKERFILE),
    ],
    ids=["s2i", "classic", "newer-classic", "buildkit"],
)
def test_problems_are_what_assemble_wrote_to_stderr(
    tools: FakeTools, tmp_path: Path, log: str, name: str, mode: Mode
) -> None:
    """Whoever prints the log around them; the last two are what refusals are judged by."""
    build = _built(log, tools, tmp_path, name, mode)

    assert build.code == 1
    assert build.problems == PROBLEMS
    assert build.log.count("---> Checking the settings and the source") == 1
    assert "---> Checking the settings and the source" in build.lines


def test_end_of_a_failed_build_is_in_the_error(tools: FakeTools, tmp_path: Path) -> None:
    """A check that needs the image can say nothing else."""
    build = _built(OF_S2I, tools, tmp_path, "s2i", Mode.S2I)

    with pytest.raises(SubjectError) as excinfo:
        _ = build.required_image

    assert str(excinfo.value) == f"build of app: exit code 1 (expected: 0)\n{OF_S2I.rstrip()}"


def test_good_build_has_its_image(tools: FakeTools, tmp_path: Path) -> None:
    """Both of s2i's outputs are its log."""
    tools.put("s2i", "echo out; echo err >&2")

    build = S2i("builder").build(RECIPE, Mode.S2I, "app", tmp_path / "build")

    assert (build.required_image, build.log, build.problems) == (
        "app",
        "out\nerr\n",
        ["out", "err"],
    )


def test_s2i_is_asked_as_a_user_asks(tools: FakeTools, tmp_path: Path) -> None:
    """Mounts are read-only volumes, the builder is never pulled."""
    folder = tmp_path / "build"

    build = S2i("builder").build(RECIPE, Mode.S2I, "app", folder)

    words = ["s2i", "build", f"{folder}/source", "builder", "app", "--pull-policy", "never"]
    options = ["-e", "A=two words", "-E", f"{folder}/more", "-v", f"{folder}/wheels:/whl:ro"]
    assert tools.calls == [[*words, *options]]
    assert build.command == (
        f"s2i build {folder}/source builder app --pull-policy never "
        f"-e 'A=two words' -E {folder}/more -v {folder}/wheels:/whl:ro"
    )
    assert (folder / "source" / "MyModel.py").exists()


def test_dockerfile_is_asked_of_s2i_and_built_by_docker(tools: FakeTools, tmp_path: Path) -> None:
    """There are no volumes there, so what is mounted elsewhere is injected."""
    folder = tmp_path / "build"

    build = S2i("builder").build(RECIPE, Mode.DOCKERFILE, "app", folder)

    context = folder / "context"
    made, built = tools.calls
    assert made == [
        *("s2i", "build", f"{folder}/source", "builder", "app"),
        *("--as-dockerfile", f"{context}/Dockerfile", "-e", "A=two words", "-E", f"{folder}/more"),
        *("-i", f"{folder}/wheels:/whl"),
    ]
    assert built == ["docker", "build", "--no-cache", "--force-rm", "--tag", "app", str(context)]
    assert build.command == (
        f"s2i build {folder}/source builder app --as-dockerfile {context}/Dockerfile "
        f"-e 'A=two words' -E {folder}/more -i {folder}/wheels:/whl "
        f"&& docker build --no-cache --force-rm --tag app {context}"
    )


@pytest.mark.parametrize(("mode", "program"), [(Mode.S2I, "s2i"), (Mode.DOCKERFILE, "docker")])
def test_offline_build_has_no_network(
    tools: FakeTools, tmp_path: Path, mode: Mode, program: str
) -> None:
    """The engine's own word for it, of who runs assemble."""
    S2i("builder").build(replace(RECIPE, is_offline=True), mode, "app", tmp_path / "build")

    found = [call[0] for call in tools.calls if " --network none" in " ".join(call)]
    assert found == [program]


def test_settings_are_for_builds_that_need_the_index(tools: FakeTools, tmp_path: Path) -> None:
    """Others have to do without, so that nothing is fetched by mistake."""
    s2i = S2i("builder", "s2i", tmp_path)

    for number, needs_index in enumerate((True, False)):
        recipe = replace(RECIPE, needs_index=needs_index)
        s2i.build(recipe, Mode.S2I, "app", tmp_path / str(number))

    assert [f"{tmp_path}:/run/s2i-build:ro" in call for call in tools.calls] == [True, False]


def test_refusal_of_s2i_is_a_failed_build(tools: FakeTools, tmp_path: Path) -> None:
    """Its exit code is 0 after most of what it refuses; then there is no Dockerfile to build."""
    tools.put("s2i", "echo 'ERROR: no source' >&2")

    build = S2i("builder").build(RECIPE, Mode.DOCKERFILE, "app", tmp_path / "build")

    assert (build.code, build.log) == (1, "ERROR: no source\n")
    assert [call[0] for call in tools.calls] == ["s2i"]


def test_s2i_that_cannot_be_run_is_told(tmp_path: Path) -> None:
    """The option that names it is part of the message."""
    missing = str(tmp_path / "s2i")

    with pytest.raises(SubjectError) as excinfo:
        S2i("builder", missing).run("version")

    assert str(excinfo.value) == (
        f"s2i: [Errno 2] No such file or directory: '{missing}' "
        "(expected: the s2i binary; give --s2i)"
    )
