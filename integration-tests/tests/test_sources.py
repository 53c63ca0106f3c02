"""From where a build takes its source and its variables (matrix C05 to C07)."""

from pathlib import Path

import pytest
from build import Build
from engine import inspected, shell, variables
from recipe import Recipe, commit, files, write_files
from recipes import PROBE

_ENVIRONMENT = "MODEL_NAME=MyModel\n"


def _component(says: str) -> dict[str, str]:
    """Give the files of a component that can be told from others."""
    text = f'class MyModel:\n    def predict(self, X, names):\n        return "{says}"\n'
    return {"MyModel.py": text, ".s2i/environment": _ENVIRONMENT}


def _says(image: str) -> str:
    """Ask the component in an image, without a server."""
    return shell(
        image, "python -c 'from MyModel import MyModel as M; print(M().predict(0, 0))'"
    ).strip()


def _repository_with_a_change(folder: Path) -> str:
    commit(folder, _component("committed"))
    write_files(folder, {**_component("changed"), "weights.bin": "not committed"})
    return str(folder)


def _repository_with_a_branch(folder: Path) -> str:
    commit(folder, _component("first"))
    commit(folder, _component("second"))
    return f"file://{folder}"


def _repository_with_two_components(folder: Path) -> str:
    deeper = {f"models/deep/{name}": text for name, text in _component("deep").items()}
    commit(folder, {**_component("top"), **deeper})
    return f"file://{folder}"


GIT_FOLDER = Recipe("git-folder", _repository_with_a_change)
GIT_FOLDER_COPIED = Recipe("git-folder-copied", _repository_with_a_change, ("-c",))
GIT_REF = Recipe("git-ref", _repository_with_a_branch, ("--ref", "main~1"))
CONTEXT_DIR = Recipe(
    "context-dir", _repository_with_two_components, ("--context-dir", "models/deep")
)


def _of_windows(folder: Path) -> str:
    write_files(folder, _component("it"))
    (folder / ".s2i" / "environment").write_bytes(b"# Settings\r\nMODEL_NAME=MyModel\r\n")
    return str(folder)


WINDOWS_ENVIRONMENT = Recipe("windows-environment", _of_windows, is_dockerfile=True)


@pytest.mark.built(GIT_FOLDER)
def test_c06_git_folder_is_built_as_committed(image: str) -> None:
    """This surprises people most; usage and the guide say it, and -c is the way out."""
    assert _says(image) == "committed"
    assert shell(image, "ls") == "MyModel.py\n"


@pytest.mark.built(GIT_FOLDER_COPIED)
def test_c06_copy_takes_what_is_not_committed(image: str) -> None:
    """Models are often too large for git."""
    assert _says(image) == "changed"
    assert "weights.bin" in shell(image, "ls").splitlines()


@pytest.mark.built(GIT_REF)
def test_c06_ref_chooses_the_commit_of_a_repository(image: str) -> None:
    """A file:// URL is cloned as any other."""
    assert _says(image) == "first"


@pytest.mark.built(CONTEXT_DIR)
def test_c06_context_dir_is_the_source(image: str) -> None:
    """Everything outside of it is absent, .s2i too."""
    assert _says(image) == "deep"
    assert shell(image, "ls") == "MyModel.py\n"


@pytest.mark.built(CONTEXT_DIR)
def test_c25_image_says_from_which_commit_it_is(build: Build, image: str) -> None:
    """Whoever finds it in a cluster can find the source."""
    labels = inspected(image)["Config"]["Labels"]

    assert labels["io.openshift.s2i.build.source-location"] == f"file://{build.folder}/source"
    assert labels["io.openshift.s2i.build.source-context-dir"] == "models/deep"
    assert labels["io.seldon.model-name"] == "MyModel"
    assert labels["io.seldon.builder.name"] == "seldon-core-s2i-python"


@pytest.mark.built(PROBE)
def test_c06_odd_files_arrive_as_they_are(image: str) -> None:
    """Names with spaces and umlauts, hidden files, links and empty folders are all somebody's."""
    found = shell(image, "cd odd && find . -printf '%P %l\\n' | LC_ALL=C sort")

    assert found.splitlines() == [
        " ",
        ".hidden ",
        "empty ",
        "größe.txt ",
        # s2i follows links when it copies a folder.
        "link.txt ",
        "private.txt ",
        "with space.txt ",
    ]


@pytest.mark.built(PROBE)
def test_c06_private_file_can_be_read_by_any_uid(image: str) -> None:
    """A model saved with mode 0400 fails the pod of an arbitrary uid only."""
    assert shell(image, "cat odd/private.txt", "--user", "12345:0") == "private"


@pytest.mark.parametrize("recipe", [PROBE, WINDOWS_ENVIRONMENT], ids=str)
def test_c06_environment_file_of_windows_is_read(recipe: Recipe, image: str) -> None:
    """CR at the end of a line would be part of the component's name."""
    expected = "Probe" if recipe is PROBE else "MyModel"
    assert variables(image)["MODEL_NAME"] == expected


_VALUES = """# A comment
MODEL_NAME=MyModel
FROM_FILE=file
FROM_E=file
FROM_BIG_E=file
QUOTES="two words"
DOLLAR=$HOME and `id`
EQUALS=a=b,c
"""


def _with_variables(folder: Path) -> str:
    write_files(folder, {**_component("it"), ".s2i/environment": _VALUES})
    (folder.parent / "more").write_text("FROM_BIG_E=big\n")
    return str(folder)


_VARIABLE_OPTIONS = ("-e", "FROM_E=small", "-e", "FROM_BIG_E=small", "-E", "{folder}/more")
VARIABLES = Recipe("variables", _with_variables, _VARIABLE_OPTIONS)
VARIABLES_AS_DOCKERFILE = Recipe(
    "variables-as-dockerfile", _with_variables, _VARIABLE_OPTIONS, is_dockerfile=True
)


@pytest.mark.parametrize("recipe", [VARIABLES, VARIABLES_AS_DOCKERFILE], ids=str)
def test_c07_file_of_options_beats_options_beat_file_of_the_source(
    recipe: Recipe, image: str
) -> None:
    """-E beats -e beats .s2i/environment, as the guide says."""
    found = shell(image, "printenv FROM_FILE FROM_E FROM_BIG_E")

    assert found.split() == ["file", "small", "big"]


@pytest.mark.parametrize("recipe", [VARIABLES, VARIABLES_AS_DOCKERFILE], ids=str)
def test_c07_values_are_taken_literally(recipe: Recipe, image: str) -> None:
    """Nothing is expanded, and quotes stay."""
    found = shell(image, "printenv QUOTES DOLLAR EQUALS")

    assert found.splitlines() == ['"two words"', "$HOME and `id`", "a=b,c"]


UNUSED_PYTHON_2 = Recipe(
    "unused-python-2",
    files({**_component("it"), "scripts/report.py": 'print "weekly report"\n'}),
)


@pytest.mark.built(UNUSED_PYTHON_2)
def test_c06_old_script_beside_the_component_is_only_warned_of(build: Build) -> None:
    """What nothing imports cannot break the server, and was no hindrance to upstream's builds."""
    assert build.is_tagged, build.log
    assert (
        "WARNING: scripts/report.py, line 1 is not Python 3: Missing parentheses in call to "
        "'print'. Did you mean print(...)?: print \"weekly report\" (MyModel does not import it)"
    ) in build.lines


PACKAGE = Recipe(
    "pyproject-package",
    files(
        {
            "pyproject.toml": '[build-system]\nrequires = ["setuptools"]\n'
            'build-backend = "setuptools.build_meta"\n'
            '[project]\nname = "my-package"\nversion = "1.0"\ndependencies = ["attrs"]\n'
            '[tool.setuptools]\npackages = ["my_package"]\n',
            "my_package/__init__.py": "",
            "my_package/model.py": "import attrs\n\n\nclass Model:\n"
            "    def predict(self, X, names):\n        return attrs.__name__\n",
            ".s2i/environment": "MODEL_NAME=my_package.model.Model\n",
        }
    ),
    needs_index=True,
)


@pytest.mark.built(PACKAGE)
def test_c05_project_with_a_build_system_is_installed(build: Build, image: str) -> None:
    """Its dependencies come with it, and its name is known to importlib.metadata."""
    found = shell(
        image,
        "python -c 'import importlib.metadata as m; from my_package.model import Model as M;"
        'print(m.version("my-package"), M().predict(0, 0))\'',
    )

    assert found == "1.0 attrs\n"
    assert (
        "---> Installing dependencies with uv "
        "(pyproject.toml with [build-system], installed as a link to /microservice)"
    ) in build.lines


QUIET = Recipe(
    "quiet", files(_component("it")), ("-q", "-e", "PIP_INDEX_URL=https://me:word@index.example/")
)


@pytest.mark.built(QUIET)
def test_c10_quiet_build_shows_warnings_alone(build: Build) -> None:
    """With -q s2i drops stdout: progress belongs there, warnings to stderr, and no password."""
    assert build.code == 0
    assert not [line for line in build.lines if line.startswith("---> ")]
    *_, warning, last = build.problems
    assert warning == (
        "WARNING: PIP_INDEX_URL holds a user name and password, and s2i writes it into the image. "
        "Put it into build.env of a folder mounted at /run/s2i-build instead"
    )
    assert last == "Build completed successfully"
