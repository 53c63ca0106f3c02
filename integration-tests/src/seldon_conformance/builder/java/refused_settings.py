"""Builds that have to fail by their settings; and all the others."""

from seldon_conformance.builder.java.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.java.refused_components import REFUSED_COMPONENTS
from seldon_conformance.builder.java.refused_maven import REFUSED_BY_MAVEN
from seldon_conformance.builder.java.refused_projects import REFUSED_PROJECTS
from seldon_conformance.builder.refusal import SET, Refusal, refusal
from seldon_conformance.builder.spoilt_sources import spoilt_sources

_MODEL = {"MyModel.java": IDENTITY}
_OTHER = {"Other.java": IDENTITY.replace("MyModel", "Other")}
_NO_PROJECT = (
    "REMEDY: add a pom.xml, or give --context-dir if it is in another folder "
    "(a git folder is built as committed: commit the file, or give s2i -c)"
)
_REFUSED_SETTINGS = (
    refusal(
        "no-model-name",
        {**_MODEL, **_OTHER, ".s2i/environment": "\n"},
        "ERROR: MODEL_NAME is not set "
        "(expected: the class of the component; there are: MyModel, Other)",
        SET,
    ),
    refusal(
        "model-name-of-no-class",
        _MODEL,
        "ERROR: MODEL_NAME: 'MyModle' (expected: one of MyModel)",
        SET,
        *("-e", "MODEL_NAME=MyModle"),
    ),
    refusal(
        "model-name-in-two-packages",
        {
            f"{package}/MyModel.java": f"package {package};\n\n{IDENTITY}"
            for package in ("first", "second")
        },
        "ERROR: MODEL_NAME: 'MyModel' "
        "(expected: with its package, one of first.MyModel, second.MyModel)",
        SET,
    ),
    refusal(
        "service-type",
        _MODEL,
        "ERROR: SERVICE_TYPE: 'MODLE' (expected: one of MODEL, ROUTER, COMBINER, TRANSFORMER, "
        "OUTPUT_TRANSFORMER, OUTLIER_DETECTOR; did you mean MODEL?)",
        SET,
        *("-e", "SERVICE_TYPE=MODLE"),
    ),
    refusal(
        "several",
        _MODEL,
        "ERROR: BUILD_CHECK: 'imprt' (expected: one of off, import, load; did you mean import?)\n"
        "ERROR: START_CACHE: 'yes' (expected: one of on, off)\n"
        "ERROR: WORKERS: '0' (expected: a whole number, 1 or more)",
        SET,
        *("-e", "WORKERS=0", "-e", "BUILD_CHECK=imprt", "-e", "START_CACHE=yes"),
    ),
    refusal(
        "timeout-in-words",
        _MODEL,
        "ERROR: BUILD_CHECK_TIMEOUT_S: 'soon' (expected: a whole number of seconds above 0)",
        SET,
        *("-e", "BUILD_CHECK_TIMEOUT_S=soon"),
    ),
    refusal(
        "no-project",
        {"README.md": "A model.\n"},
        "ERROR: no pom.xml and no Java file in the source (expected: a Maven project, or Java "
        "files)",
        _NO_PROJECT,
    ),
    refusal(
        "project-of-gradle",
        {"build.gradle": "plugins { id 'java' }\n"},
        "ERROR: build.gradle: it is not read here (expected: a Maven project, or Java files)",
        _NO_PROJECT,
    ),
)
REFUSALS: tuple[Refusal, ...] = (
    *_REFUSED_SETTINGS,
    *REFUSED_PROJECTS,
    *REFUSED_BY_MAVEN,
    *REFUSED_COMPONENTS,
    *spoilt_sources({**_MODEL, **ENVIRONMENT}),
)
