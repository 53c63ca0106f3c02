"""Builds that have to fail by their settings; and all the others."""

from seldon_conformance.builder.r.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.r.refused_components import REFUSED_COMPONENTS
from seldon_conformance.builder.r.refused_packages import REFUSED_PACKAGES
from seldon_conformance.builder.refusal import SET, Refusal, refusal
from seldon_conformance.builder.spoilt_sources import spoilt_sources

_AS_COMMITTED = "(a git folder is built as committed: commit the file, or give s2i -c)"
_REFUSED_SETTINGS = (
    refusal(
        "no-model-name",
        {"MyModel.R": IDENTITY, ".s2i/environment": "\n"},
        "ERROR: MODEL_NAME: not set (expected: the component's name, such as MyModel)",
        SET,
    ),
    refusal(
        "model-name-in-quotes",
        {"MyModel.R": IDENTITY, ".s2i/environment": 'MODEL_NAME="MyModel.R"\n'},
        "ERROR: MODEL_NAME: '\"MyModel.R\"' (expected: MyModel or MyModel.R); "
        "s2i keeps quotes, leave them out",
        SET,
    ),
    refusal(
        "model-name-outside",
        {"MyModel.R": IDENTITY},
        "ERROR: MODEL_NAME: '../MyModel.R' (expected: MyModel or MyModel.R)",
        SET,
        *("-e", "MODEL_NAME=../MyModel.R"),
    ),
    refusal(
        "service-type",
        {"MyModel.R": IDENTITY},
        "ERROR: SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
        "OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)",
        SET,
        *("-e", "SERVICE_TYPE=MODLE"),
    ),
    refusal(
        "several",
        {"MyModel.R": IDENTITY},
        "ERROR: BUILD_CHECK: 'imprt' (expected: one of off, import, load; did you mean import?)\n"
        "ERROR: WORKERS: '0' (expected: a whole number, 1 or more)",
        SET,
        *("-e", "WORKERS=0", "-e", "BUILD_CHECK=imprt"),
    ),
    refusal(
        "timeout-in-words",
        {"MyModel.R": IDENTITY},
        "ERROR: BUILD_CHECK_TIMEOUT_S: 'soon' (expected: a whole number of seconds above 0)",
        SET,
        *("-e", "BUILD_CHECK_TIMEOUT_S=soon"),
    ),
    refusal(
        "no-file",
        {"MyModle.R": IDENTITY, "install.R": "", **ENVIRONMENT},
        "ERROR: no file MyModel.R in the source: MyModle.R (expected: MyModel.R)",
        "REMEDY: Add MyModel.R, or set MODEL_NAME to the name of a file that is there "
        f"{_AS_COMMITTED}",
    ),
    refusal(
        "no-r-file",
        {"README.md": "A model.\n"},
        "ERROR: no file MyModel.R in the source: no .R file (expected: MyModel.R)",
        "REMEDY: Add MyModel.R, or set MODEL_NAME to the name of a file that is there "
        f"{_AS_COMMITTED}",
    ),
)
REFUSALS: tuple[Refusal, ...] = (
    *_REFUSED_SETTINGS,
    *REFUSED_COMPONENTS,
    *REFUSED_PACKAGES,
    *spoilt_sources({"MyModel.R": IDENTITY, **ENVIRONMENT}),
)
