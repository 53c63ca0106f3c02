"""Python projects, and what is beside a component."""

import json

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.python.components import saying
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build

UNUSED_PYTHON_2 = Recipe(
    "unused-python-2",
    files({**saying("it"), "scripts/report.py": 'print "weekly report"\n'}),
)
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


@row("C05")
@built(PACKAGE)
def test_project_with_a_build_system_is_installed(build: Build, image: str) -> None:
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


@row("C06")
@built(UNUSED_PYTHON_2)
def test_old_script_beside_the_component_is_only_warned_of(build: Build) -> None:
    """What nothing imports cannot break the server, and was no hindrance to upstream's builds."""
    assert build.is_tagged, build.log
    assert (
        "WARNING: scripts/report.py, line 1 is not Python 3: Missing parentheses in call to "
        "'print'. Did you mean print(...)?: print \"weekly report\" (MyModel does not import it)"
    ) in build.lines


@row("C25")
@built("dependent")
def test_report_lists_what_the_requirements_brought(image: str) -> None:
    """With the exact versions, also of what nobody pinned."""
    report = json.loads(shell(image, "cat /opt/app-root/build/report.json"))

    names = {package.partition("==")[0] for package in report["packages"]}
    assert {"numpy", "grpcio", "scipy", "jinja2", "markupsafe"} <= names
