"""Builds that fail by the way in which they are asked for: flags of s2i, limits of docker."""

from dataclasses import replace
from pathlib import Path

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.odd_sources import add_submodule
from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.python.wheels import write_wheel
from seldon_conformance.builder.recipe import commit, write_files
from seldon_conformance.builder.refusal import SET, refusal, refusal_of

_LIMIT = ("--memory", "128m", "--memory-swap", "128m")
_KILLED = "most likely because the memory ran out (limit of this container: 128 MiB)"


def _with_a_submodule_outside(folder: Path) -> str:
    inner = folder.parent / "inner"
    commit(inner, {"shared.py": ""})
    component = {"MyModel.py": f"import libs.shared\n\n\n{IDENTITY}", **ENVIRONMENT}
    commit(folder, {f"models/deep/{name}": text for name, text in component.items()})
    add_submodule(folder, inner, "models/deep/libs")
    return f"file://{folder}"


def _with_a_wheel_of_windows(folder: Path) -> str:
    write_wheel(folder.parent / "wheels", "greeting", "1.0")
    wheel = folder.parent / "wheels" / "greeting-1.0-py3-none-any.whl"
    wheel.rename(wheel.with_name("greeting-1.0-cp27-cp27m-win32.whl"))
    write_files(folder, {"MyModel.py": IDENTITY, "requirements.txt": "greeting\n", **ENVIRONMENT})
    return str(folder)


RUNTIME_IMAGE = replace(
    refusal(
        "runtime-image",
        {"MyModel.py": IDENTITY},
        "ERROR: --runtime-image: a Python component cannot be moved to another image "
        "(expected: s2i build without it)",
        "REMEDY: leave --runtime-image out. To compile in a larger builder and serve from this "
        "one, build with that, then with this one and --incremental",
        *("--runtime-image", "{builder}", "--runtime-artifact", "/microservice"),
    ),
    # With --as-dockerfile s2i itself refuses it.
    modes=(Mode.S2I,),
)
IMPORT_WITHOUT_MEMORY = replace(
    refusal(
        "import-without-memory",
        {"MyModel.py": f"weights = bytearray(300 << 20)\n\n\n{IDENTITY}"},
        "ERROR: a program was killed while the component was tried (BUILD_CHECK=import), "
        f"{_KILLED}",
        "REMEDY: give the build more memory, move what is large out of the import into load(), "
        "or set BUILD_CHECK=off",
    ),
    of_docker=_LIMIT,
    modes=(Mode.DOCKERFILE,),
)
INSTALL_WITHOUT_MEMORY = replace(
    refusal(
        "install-without-memory",
        {
            "MyModel.py": IDENTITY,
            "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\n'
            'backend-path = ["."]\n[project]\nname = "large"\nversion = "1.0"\n',
            "backend.py": "def build_editable(*_):\n    bytearray(300 << 20)\n",
        },
        f"ERROR: a program was killed while the dependencies were installed, {_KILLED}",
        "REMEDY: give the build more memory, or ask for packages that have wheels",
        needs_index=True,
    ),
    of_docker=_LIMIT,
    modes=(Mode.DOCKERFILE,),
)
REFUSED_WAYS = [
    RUNTIME_IMAGE,
    IMPORT_WITHOUT_MEMORY,
    INSTALL_WITHOUT_MEMORY,
    replace(
        refusal_of(
            "wheel-of-windows",
            _with_a_wheel_of_windows,
            "ERROR: a package has no wheel for Python {type} and cannot be built here: {text}",
            "REMEDY: ask for a version with a wheel, put a wheel into /whl, or make the builder "
            "with EXTRA_PACKAGES='build-essential python3-dev' or another BASE_IMAGE "
            "(python:3.x-slim)",
            *("-e", "PIP_NO_INDEX=1"),
        ),
        mounts=(("wheels", "/whl"),),
    ),
    refusal_of(
        "submodule-outside",
        _with_a_submodule_outside,
        "ERROR: empty folders that MyModel imports from: libs (expected: their files)",
        "REMEDY: leave --ignore-submodules out, or run git submodule update --init --recursive "
        "and build with s2i build -c",
        *("--context-dir", "models/deep", "--ignore-submodules"),
    ),
    refusal(
        "empty-model-name",
        {"MyModel.py": IDENTITY},
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)",
        SET,
        *("-e", "MODEL_NAME="),
    ),
]
