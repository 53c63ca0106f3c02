"""Builds that have to fail, by their settings or by their component; and all the others."""

from seldon_conformance.builder.python.components import IDENTITY
from seldon_conformance.builder.python.refused_components import REFUSED_COMPONENTS
from seldon_conformance.builder.python.refused_dependencies import REFUSED_DEPENDENCIES
from seldon_conformance.builder.python.refused_sources import REFUSED_SOURCES
from seldon_conformance.builder.python.refused_ways import REFUSED_WAYS
from seldon_conformance.builder.refusal import SET, Refusal, refusal

_NUMPY_RANGE = "numpy>=1.26,<3"
_REFUSED_SETTINGS = (
    refusal(
        "no-model-name",
        {"MyModel.py": IDENTITY, ".s2i/environment": "\n"},
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)",
        SET,
    ),
    refusal(
        "model-name-with-py",
        {"MyModel.py": IDENTITY},
        "ERROR: MODEL_NAME: 'MyModel.py' (expected: without .py, such as MyModel)",
        SET,
        *("-e", "MODEL_NAME=MyModel.py"),
    ),
    refusal(
        "model-name-in-quotes",
        {"MyModel.py": IDENTITY, ".s2i/environment": 'MODEL_NAME="MyModel"\n'},
        "ERROR: MODEL_NAME: '\"MyModel\"' (expected: MyModel or pkg.mod.Class); "
        "s2i keeps quotes, leave them out",
        SET,
    ),
    refusal(
        "service-type",
        {"MyModel.py": IDENTITY},
        "ERROR: SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
        "OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)",
        SET,
        *("-e", "SERVICE_TYPE=MODLE"),
    ),
    refusal(
        "several",
        {"MyModel.py": IDENTITY},
        "ERROR: BUILD_CHECK: 'imprt' (expected: one of off, import, load; did you mean import?)\n"
        "ERROR: WORKERS: '0' (expected: a whole number, 1 or more)",
        SET,
        *("-e", "WORKERS=0", "-e", "BUILD_CHECK=imprt"),
    ),
    refusal(
        "conda",
        {"MyModel.py": IDENTITY, "environment.yml": "dependencies: [numpy]\n"},
        "ERROR: environment.yml: there is no conda here (expected: requirements.txt)",
        "REMEDY: list the packages in requirements.txt",
    ),
    refusal(
        "no-file",
        {"MyModle.py": IDENTITY},
        "ERROR: no module 'MyModel' in the source: MyModle.py (expected: MyModel.py)",
        "REMEDY: Add MyModel.py, or set MODEL_NAME to the name of a file that is there; did you "
        "mean MyModle? (a git folder is built as committed: commit the file, or give s2i -c)",
    ),
    refusal(
        "no-class",
        {"MyModel.py": IDENTITY.replace("MyModel", "MyModle")},
        "ERROR: no class MyModel in MyModel.py: MyModle (expected: class MyModel)",
        "REMEDY: Rename the class, or set MODEL_NAME to MyModel.<class>; "
        "did you mean MyModel.MyModle?",
    ),
    refusal(
        "import-raises",
        {"MyModel.py": f"weights = open('/mnt/models/weights')\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel raised FileNotFoundError: [Errno 2] does not exist: "
        "'/mnt/models/weights' (MyModel.py, line 1: weights = open('/mnt/models/weights'))",
        "REMEDY: Mend the line, or move what needs the running container into load().",
    ),
    refusal(
        "package-missing",
        {"MyModel.py": f"import pandas\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel needs the module 'pandas', which is not installed "
        "(MyModel.py, line 1: import pandas)",
        "REMEDY: Add the package of 'pandas' to requirements.txt.",
    ),
    refusal(
        "python-2",
        {"MyModel.py": "class MyModel:\n    def predict(self, X, names):\n        print X\n"},
        "ERROR: MyModel.py, line 3 is not Python 3: Missing parentheses in call to 'print'. "
        "Did you mean print(...)?: print X",
        "REMEDY: This is Python 2; rewrite it for Python 3 (2to3 does most of it).",
    ),
    refusal(
        "verb-missing",
        {"MyModel.py": IDENTITY},
        "ERROR: MyModel has no method route (expected: one of route, route_raw, "
        "route_rest, route_grpc for SERVICE_TYPE=ROUTER)",
        "REMEDY: Add the method, or set SERVICE_TYPE to what MyModel is.",
        *("-e", "SERVICE_TYPE=ROUTER"),
    ),
    refusal(
        "load-raises",
        {
            "MyModel.py": f"{IDENTITY}\n"
            "    def load(self):\n        raise ValueError('no weights')\n"
        },
        "ERROR: MyModel.load raised ValueError: no weights "
        "(MyModel.py, line 6: raise ValueError('no weights'))",
        "REMEDY: Mend the component's load, or what it needs at start (files, parameters).",
        *("-e", "BUILD_CHECK=load"),
    ),
    refusal(
        "numpy-out-of-range",
        {"MyModel.py": IDENTITY, "requirements.txt": "numpy<1.20\n"},
        "ERROR: numpy is shared with the server, and the dependencies ask for another version "
        f"(expected: {_NUMPY_RANGE}, with a wheel for Python {{type}}: {{text}}",
        "REMEDY: ask for numpy within that range, or without a version",
        needs_index=True,
    ),
    refusal(
        "no-such-package",
        {"MyModel.py": IDENTITY, "requirements.txt": "attrs==0.0.1\n"},
        "ERROR: the dependencies cannot be met: {text}",
        "REMEDY: change the names or versions that are asked for",
        needs_index=True,
    ),
    refusal(
        "no-network",
        {"MyModel.py": IDENTITY, "requirements.txt": "greeting\n"},
        "ERROR: the package index cannot be reached: {text}",
        "REMEDY: set HTTPS_PROXY or PIP_INDEX_URL in build.env of a folder mounted at "
        "/run/s2i-build, or put wheels into /whl",
        is_offline=True,
    ),
    refusal(
        "malformed-pyproject",
        {"MyModel.py": IDENTITY, "pyproject.toml": "[project\n"},
        "ERROR: the dependency files cannot be read: pyproject.toml: {text}",
        "REMEDY: mend the file",
    ),
    refusal(
        "import-hangs",
        {"MyModel.py": f"import time\n\ntime.sleep(60)\n\n\n{IDENTITY}"},
        "ERROR: the component was not done with BUILD_CHECK=import within 1 s",
        "REMEDY: move slow work out of the import into load(), or set BUILD_CHECK_TIMEOUT_S "
        "or BUILD_CHECK=off",
        *("-e", "BUILD_CHECK_TIMEOUT_S=1"),
    ),
)
REFUSALS: tuple[Refusal, ...] = (
    *_REFUSED_SETTINGS,
    *REFUSED_COMPONENTS,
    *REFUSED_DEPENDENCIES,
    *REFUSED_SOURCES,
    *REFUSED_WAYS,
)
