"""Components that can be found, and not be served."""

from dataclasses import replace

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.r.components import IDENTITY, MAKE
from seldon_conformance.builder.refusal import refusal

_LIMIT = ("--memory", "256m", "--memory-swap", "256m")
_KILLED = "most likely because the memory ran out (limit of this container: 256 MiB)"
_MEND_THE_FILE = (
    "REMEDY: Mend the file, or move what needs the running container into initialise_seldon."
)
_MEND_THE_START = "REMEDY: Mend initialise_seldon, or what it needs at start (files, parameters)."
_LOAD = ("-e", "BUILD_CHECK=load")

READING_WITHOUT_MEMORY = replace(
    refusal(
        "reading-without-memory",
        {"MyModel.R": f"weights <- numeric(1e8)\n\n{IDENTITY}"},
        "ERROR: a program was killed while the component was tried (BUILD_CHECK=import), "
        f"{_KILLED}",
        "REMEDY: give the build more memory, move what is large out of the file into "
        "initialise_seldon, or set BUILD_CHECK=off",
    ),
    of_docker=_LIMIT,
    modes=(Mode.DOCKERFILE,),
)
INSTALLING_WITHOUT_MEMORY = replace(
    refusal(
        "installing-without-memory",
        {"MyModel.R": IDENTITY, "install.R": "weights <- numeric(1e8)\n"},
        f"ERROR: a program was killed while the packages were installed, {_KILLED}",
        "REMEDY: give the build more memory, or install packages that are compiled already",
    ),
    of_docker=_LIMIT,
    modes=(Mode.DOCKERFILE,),
)
REFUSED_COMPONENTS = [
    READING_WITHOUT_MEMORY,
    INSTALLING_WITHOUT_MEMORY,
    refusal(
        "wrong-syntax",
        {"MyModel.R": f"{MAKE}predict.my_model <- function(object, newdata {{\n  newdata\n}}\n"},
        "ERROR: reading MyModel.R failed: /microservice/MyModel.R:2:46: unexpected '{' "
        '1: initialise_seldon <- function(params) structure(list(), class = "my_model") '
        "2: predict.my_model <- function(object, newdata { ^",
        _MEND_THE_FILE,
    ),
    refusal(
        "file-stops",
        {"MyModel.R": f"weights <- readRDS('/mnt/models/weights.rds')\n\n{IDENTITY}"},
        "ERROR: reading MyModel.R failed: cannot open the connection",
        _MEND_THE_FILE,
    ),
    refusal(
        "package-missing",
        {"MyModel.R": f"library(randomForest)\n\n{IDENTITY}"},
        "ERROR: reading MyModel.R failed: there is no package called ‘randomForest’",
        _MEND_THE_FILE,
    ),
    refusal(
        "no-initialise-seldon",
        {"MyModel.R": "predict.my_model <- function(object, newdata, ...) newdata\n"},
        "ERROR: reading MyModel.R failed: no function initialise_seldon "
        "(expected: initialise_seldon <- function(params))",
        _MEND_THE_FILE,
    ),
    refusal(
        "no-method",
        {"MyModel.R": MAKE},
        "ERROR: the object is of class my_model, which has no method of predict "
        "(expected: predict.my_model)",
        "REMEDY: Add the method, or mend the class of the object.",
        *_LOAD,
    ),
    refusal(
        "other-class",
        {"MyModel.R": IDENTITY.replace('"my_model"', '"my_modle"')},
        "ERROR: the object is of class my_modle, which has no method of predict "
        "(expected: predict.my_modle)",
        "REMEDY: Add the method, or mend the class of the object.",
        *_LOAD,
    ),
    refusal(
        "initialise-stops",
        {"MyModel.R": IDENTITY.replace("structure(", 'stop("no weights"); structure(')},
        "ERROR: initialise_seldon failed: no weights",
        _MEND_THE_START,
        *_LOAD,
    ),
    refusal(
        "verb-missing",
        {"MyModel.R": IDENTITY},
        "ERROR: MyModel has no method route (expected: one of route, route_raw, "
        "route_rest, route_grpc for SERVICE_TYPE=ROUTER)",
        "REMEDY: Add the method, or set SERVICE_TYPE to what MyModel is.",
        *("-e", "SERVICE_TYPE=ROUTER"),
    ),
    refusal(
        "several-types",
        {
            "MyModel.R": f"{MAKE}route.my_model <- function(object, data, ...) 0\n"
            "aggregate.my_model <- function(object, data, ...) data[[1]]\n"
        },
        "ERROR: MyModel can be any of ROUTER, COMBINER (expected: one)",
        "REMEDY: Set SERVICE_TYPE to one of them.",
    ),
    refusal(
        "reading-hangs",
        {"MyModel.R": f"repeat {{}}\n\n{IDENTITY}"},
        "ERROR: the component was not done with BUILD_CHECK=import within 1 s",
        "REMEDY: move slow work out of the file into initialise_seldon, or set "
        "BUILD_CHECK_TIMEOUT_S or BUILD_CHECK=off",
        *("-e", "BUILD_CHECK_TIMEOUT_S=1"),
    ),
    refusal(
        "r-crashes",
        {"MyModel.R": f"tools::pskill(Sys.getpid(), 11L)\n\n{IDENTITY}"},
        "ERROR: R ended with exit code 139 while it tried the component (BUILD_CHECK=import)",
        "REMEDY: the last lines above say where; a native library may have crashed. "
        "BUILD_CHECK=off skips this",
    ),
]
