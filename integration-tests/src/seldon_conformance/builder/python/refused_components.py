"""Components that can be found, and not be served."""

from seldon_conformance.builder.python.components import IDENTITY
from seldon_conformance.builder.refusal import SET, refusal

_WITH_A_PARAMETER = IDENTITY.replace(
    "    def predict",
    "    def __init__(self, weights):\n        self.weights = weights\n\n    def predict",
)
_SEVERAL = f"{IDENTITY}\n    def route(self, X, names):\n        return 0\n".replace(
    "def predict", "def transform_input"
)

REFUSED_COMPONENTS = [
    refusal(
        "timeout-in-words",
        {"MyModel.py": IDENTITY},
        "ERROR: BUILD_CHECK_TIMEOUT_S: 'soon' (expected: a whole number of seconds above 0)",
        SET,
        *("-e", "BUILD_CHECK_TIMEOUT_S=soon"),
    ),
    refusal(
        "model-name-with-a-dash",
        {"MyModel.py": IDENTITY},
        "ERROR: MODEL_NAME: 'my-model' (expected: MyModel or pkg.mod.Class)",
        SET,
        *("-e", "MODEL_NAME=my-model"),
    ),
    refusal(
        "no-class-but-a-function",
        {"MyModel.py": "def MyModel(X, names):\n    return X\n"},
        "ERROR: MyModel in MyModel.py is a function (expected: a class)",
        "REMEDY: Make MyModel a class, or set MODEL_NAME to a class of that file.",
    ),
    refusal(
        "no-method",
        {"MyModel.py": "class MyModel:\n    pass\n"},
        "ERROR: MyModel has no method of a component (expected: {text})",
        "REMEDY: Add one of these methods.",
    ),
    refusal(
        "several-types",
        {"MyModel.py": _SEVERAL},
        "ERROR: MyModel can be any of {text} (expected: one)",
        "REMEDY: Set SERVICE_TYPE to one of them.",
    ),
    refusal(
        "parameter-missing",
        {"MyModel.py": _WITH_A_PARAMETER},
        "ERROR: MyModel.__init__ can't be called with {text}: "
        "missing a required argument: 'weights'",
        "REMEDY: It is declared as MyModel(weights); mend that or PREDICTIVE_UNIT_PARAMETERS.",
        *("-e", "BUILD_CHECK=load"),
    ),
    refusal(
        "init-raises",
        {"MyModel.py": f"{IDENTITY}\n    def __init__(self):\n        raise ValueError('none')\n"},
        "ERROR: MyModel.__init__ raised ValueError: none "
        "(MyModel.py, line 6: raise ValueError('none'))",
        "REMEDY: Mend the component's __init__, or what it needs at start (files, parameters).",
        *("-e", "BUILD_CHECK=load"),
    ),
    refusal(
        "python-ends",
        {"MyModel.py": f"import os\n\nos._exit(3)\n\n\n{IDENTITY}"},
        "ERROR: Python ended with exit code 3 while it tried the component (BUILD_CHECK=import)",
        "REMEDY: the last lines above say where; a native library may have crashed. "
        "BUILD_CHECK=off skips this",
    ),
    refusal(
        "uv-lock-is-no-lock",
        {
            "MyModel.py": IDENTITY,
            "uv.lock": "<<<<<<< HEAD\n",
            "pyproject.toml": '[project]\nname = "m"\nversion = "1"\nrequires-python = ">=3.11"\n',
        },
        "ERROR: uv.lock cannot be read: {text}",
        "REMEDY: run uv lock, and commit uv.lock",
    ),
]
