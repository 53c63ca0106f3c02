"""What cannot work is refused while it is built, with cause and remedy (matrix C08, C33)."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from build import Build
from recipe import Recipe, files

from seldon_conformance.compare import text_differs

_SET = "REMEDY: set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value"
_NUMPY_RANGE = "numpy>=1.26,<3"
_IDENTITY = """class MyModel:
    def predict(self, X, names):
        return X
"""


@dataclass(frozen=True)
class Refusal(Recipe):
    """A build that has to fail.

    Attributes:
        cause: What assemble says before its last line, one line for each problem. ``{type}`` stands
            for one word, ``{text}`` for words of other programs.
        remedy: The last line.
    """

    cause: str = ""
    remedy: str = ""


def _refusal(
    name: str,
    contents: Mapping[str, str],
    cause: str,
    remedy: str,
    *options: str,
    needs_index: bool = False,
) -> Refusal:
    """Give the build of a few files, with MODEL_NAME=MyModel unless they have an environment."""
    environment = {".s2i/environment": "MODEL_NAME=MyModel\n"}
    source = files({**environment, **contents})
    return Refusal(f"refused-{name}", source, options, needs_index, cause=cause, remedy=remedy)


REFUSALS = [
    _refusal(
        "no-model-name",
        {"MyModel.py": _IDENTITY, ".s2i/environment": "\n"},
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)",
        _SET,
    ),
    _refusal(
        "model-name-with-py",
        {"MyModel.py": _IDENTITY},
        "ERROR: MODEL_NAME: 'MyModel.py' (expected: without .py, such as MyModel)",
        _SET,
        *("-e", "MODEL_NAME=MyModel.py"),
    ),
    _refusal(
        "model-name-in-quotes",
        {"MyModel.py": _IDENTITY, ".s2i/environment": 'MODEL_NAME="MyModel"\n'},
        "ERROR: MODEL_NAME: '\"MyModel\"' (expected: MyModel or pkg.mod.Class); "
        "s2i keeps quotes, leave them out",
        _SET,
    ),
    _refusal(
        "service-type",
        {"MyModel.py": _IDENTITY},
        "ERROR: SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
        "OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)",
        _SET,
        *("-e", "SERVICE_TYPE=MODLE"),
    ),
    _refusal(
        "several",
        {"MyModel.py": _IDENTITY},
        "ERROR: BUILD_CHECK: 'imprt' (expected: one of off, import, load; did you mean import?)\n"
        "ERROR: WORKERS: '0' (expected: a whole number, 1 or more)",
        _SET,
        *("-e", "WORKERS=0", "-e", "BUILD_CHECK=imprt"),
    ),
    _refusal(
        "empty-source",
        {},
        "ERROR: the source is empty (expected: a component)",
        "REMEDY: commit the files or give s2i -c: of a git folder it takes what is committed",
    ),
    _refusal(
        "conda",
        {"MyModel.py": _IDENTITY, "environment.yml": "dependencies: [numpy]\n"},
        "ERROR: environment.yml: there is no conda here (expected: requirements.txt)",
        "REMEDY: list the packages in requirements.txt",
    ),
    _refusal(
        "no-file",
        {"MyModle.py": _IDENTITY},
        "ERROR: no module 'MyModel' in /microservice: MyModle.py (expected: MyModel.py)",
        "REMEDY: Add MyModel.py, or set MODEL_NAME to the name of a file that is there; "
        "did you mean MyModle?",
    ),
    _refusal(
        "no-class",
        {"MyModel.py": _IDENTITY.replace("MyModel", "MyModle")},
        "ERROR: no class MyModel in MyModel.py: MyModle (expected: class MyModel)",
        "REMEDY: Rename the class, or set MODEL_NAME to MyModel.<class>; "
        "did you mean MyModel.MyModle?",
    ),
    _refusal(
        "import-raises",
        {"MyModel.py": f"weights = open('/mnt/models/weights')\n\n\n{_IDENTITY}"},
        "ERROR: importing MyModel raised FileNotFoundError: [Errno 2] does not exist: "
        "'/mnt/models/weights' (MyModel.py, line 1: weights = open('/mnt/models/weights'))",
        "REMEDY: Mend the line, or move what needs the running container into load().",
    ),
    _refusal(
        "package-missing",
        {"MyModel.py": f"import pandas\n\n\n{_IDENTITY}"},
        "ERROR: importing MyModel needs the module 'pandas', which is not installed "
        "(MyModel.py, line 1: import pandas)",
        "REMEDY: Add the package of 'pandas' to requirements.txt.",
    ),
    _refusal(
        "python-2",
        {"MyModel.py": "class MyModel:\n    def predict(self, X, names):\n        print X\n"},
        "ERROR: MyModel.py, line 3 is not Python 3: Missing parentheses in call to 'print'. "
        "Did you mean print(...)?: print X",
        "REMEDY: This is Python 2; rewrite it for Python 3 (2to3 does most of it).",
    ),
    _refusal(
        "verb-missing",
        {"MyModel.py": _IDENTITY},
        "ERROR: MyModel has no method route (expected: one of route, route_raw, "
        "route_rest, route_grpc for SERVICE_TYPE=ROUTER)",
        "REMEDY: Add the method, or set SERVICE_TYPE to what MyModel is.",
        *("-e", "SERVICE_TYPE=ROUTER"),
    ),
    _refusal(
        "load-raises",
        {
            "MyModel.py": f"{_IDENTITY}\n"
            "    def load(self):\n        raise ValueError('no weights')\n"
        },
        "ERROR: MyModel.load raised ValueError: no weights "
        "(MyModel.py, line 6: raise ValueError('no weights'))",
        "REMEDY: Mend the component's load, or what it needs at start (files, parameters).",
        *("-e", "BUILD_CHECK=load"),
    ),
    _refusal(
        "numpy-out-of-range",
        {"MyModel.py": _IDENTITY, "requirements.txt": "numpy<1.20\n"},
        "ERROR: numpy is shared with the server, and the dependencies ask for another version "
        f"(expected: {_NUMPY_RANGE}, with a wheel for Python {{type}}: {{text}}",
        "REMEDY: ask for numpy within that range, or without a version",
        needs_index=True,
    ),
    _refusal(
        "no-such-package",
        {"MyModel.py": _IDENTITY, "requirements.txt": "attrs==0.0.1\n"},
        "ERROR: the dependencies cannot be met: {text}",
        "REMEDY: change the names or versions that are asked for",
        needs_index=True,
    ),
    _refusal(
        "no-network",
        {"MyModel.py": _IDENTITY, "requirements.txt": "greeting\n"},
        "ERROR: the package index cannot be reached: {text}",
        "REMEDY: set HTTPS_PROXY or PIP_INDEX_URL in build.env of a folder mounted at "
        "/run/s2i-build, or put wheels into /whl",
        *("--network", "none"),
    ),
    _refusal(
        "malformed-pyproject",
        {"MyModel.py": _IDENTITY, "pyproject.toml": "[project\n"},
        "ERROR: the dependency files cannot be read: pyproject.toml: {text}",
        "REMEDY: mend the file",
    ),
    _refusal(
        "import-hangs",
        {"MyModel.py": f"import time\n\ntime.sleep(60)\n\n\n{_IDENTITY}"},
        "ERROR: the component was not done with BUILD_CHECK=import within 1 s",
        "REMEDY: move slow work out of the import into load(), or set BUILD_CHECK_TIMEOUT_S "
        "or BUILD_CHECK=off",
        *("-e", "BUILD_CHECK_TIMEOUT_S=1"),
    ),
]


@pytest.mark.parametrize("recipe", REFUSALS, ids=str)
def test_c08_build_ends_with_cause_and_remedy(recipe: Refusal, build: Build) -> None:
    """s2i hides assemble's exit code; the last two lines are all that people get."""
    *causes, remedy = build.problems[-recipe.cause.count("\n") - 2 :]
    assert remedy == recipe.remedy, build.log
    assert not text_differs("\n".join(causes), recipe.cause), "\n".join(causes)


@pytest.mark.parametrize("recipe", REFUSALS, ids=str)
def test_c08_refused_build_tags_nothing(recipe: Refusal, build: Build) -> None:
    """An image that cannot serve would fail the pod instead."""
    assert build.code == 1
    assert not build.is_tagged


@pytest.mark.parametrize("recipe", REFUSALS, ids=str)
def test_c09_assemble_runs_once(recipe: Refusal, build: Build) -> None:
    """A line on stderr with `tar … not found` makes s2i build everything a second time."""
    assert build.log.count("---> Checking the settings and the source") == 1
    assert "layered" not in build.log
