"""Components that can be built, and not be served."""

from seldon_conformance.builder.java.components import (
    ENVIRONMENT,
    IDENTITY,
    pom,
    project,
    without_annotation,
)
from seldon_conformance.builder.refusal import Refusal, refusal

_LOAD = ("-e", "BUILD_CHECK=load")


def _refused(name: str, component: str, cause: str, remedy: str, *words: str) -> Refusal:
    files = {"MyModel.java": component, **ENVIRONMENT}
    return refusal(name, files, f"ERROR: {cause}", f"REMEDY: {remedy}", *words, is_offline=True)


def _with(method: str) -> str:
    """Give the identity model with one method more."""
    return IDENTITY.rstrip().removesuffix("}") + f"\n  @Override\n  {method}\n}}\n"


def _project(name: str, contents: dict[str, str], cause: str, remedy: str) -> Refusal:
    files = {**contents, ".s2i/environment": "START_CACHE=off\n"}
    return refusal(name, files, f"ERROR: {cause}", f"REMEDY: {remedy}", is_offline=True)


_OTHER = IDENTITY.replace("MyModel", "Other")
_ROUTE = "public Object route(Input x) { return 0; }"
_AGGREGATE = "public Object aggregate(java.util.List<Input> inputs) { return 0; }"
_LOADING = 'public void load() { throw new IllegalStateException("no weights"); }'
_PREDICT = "public Object predict(Input x) {\n    return x.value();\n  }"
REFUSED_COMPONENTS = [
    _refused(
        "verb-missing",
        IDENTITY,
        "MyModel has no method route (expected: {text} for SERVICE_TYPE=ROUTER)",
        "Add the method, or set SERVICE_TYPE to what MyModel is.",
        *("-e", "SERVICE_TYPE=ROUTER"),
    ),
    _refused(
        "several-types",
        IDENTITY.replace(_PREDICT, f"{_ROUTE}\n\n  @Override\n  {_AGGREGATE}"),
        "MyModel can be any of ROUTER, COMBINER (expected: one)",
        "Set SERVICE_TYPE to one of them.",
    ),
    _refused(
        "no-verb",
        IDENTITY.replace(f"@Override\n  {_PREDICT}", ""),
        "MyModel has no method of a component (expected: predict, route, aggregate, "
        "transformInput or transformOutput)",
        "Add one of these methods.",
    ),
    _refused(
        "load-throws",
        _with(_LOADING),
        "MyModel.load raised IllegalStateException: no weights (MyModel.java, line 11)",
        "Mend the component's load, or what it needs at start (files, parameters).",
        *_LOAD,
    ),
    _refused(
        "constructor-throws",
        IDENTITY.replace(
            "  @Override",
            '  MyModel() { throw new IllegalStateException("no weights"); }\n\n  @Override',
        ),
        "new MyModel raised java.lang.IllegalStateException: no weights",
        "Mend the component's constructor, or what it needs at start (files, parameters).",
        *_LOAD,
    ),
    _refused(
        "constructor-of-others",
        IDENTITY.replace("  @Override", "  MyModel(String weights) {}\n\n  @Override"),
        "MyModel has no constructor for it (expected: one that takes Parameters, or nothing)",
        "Add one, or make the component a bean of a Spring application.",
        *_LOAD,
    ),
    _refused(
        "load-hangs",
        _with("public void load() { while (true) { Thread.onSpinWait(); } }"),
        "the component was not done with BUILD_CHECK=load within 1 s",
        "move slow work out of the class into load(), or set BUILD_CHECK_TIMEOUT_S or "
        "BUILD_CHECK=off",
        *(*_LOAD, "-e", "BUILD_CHECK_TIMEOUT_S=1"),
    ),
    _refused(
        "java-ends",
        _with(
            'public void load() throws Exception { new ProcessBuilder("sh", "-c", "kill -SEGV " + '
            "ProcessHandle.current().pid()).start().waitFor(); Thread.sleep(60000); }"
        ),
        "Java ended with exit code 134 while it tried the component (BUILD_CHECK=load)",
        "the last lines above say where; a native library may have crashed. BUILD_CHECK=off skips "
        "this",
        *_LOAD,
    ),
    _project(
        "no-bean",
        without_annotation(project(pom())),
        "no bean implements SeldonComponent or SeldonPredictionService (expected: one)",
        "Annotate the component's class with @Component, in the package of the class with "
        "@SpringBootApplication or below it.",
    ),
    _project(
        "two-beans",
        {**project(pom(), _OTHER, "Other"), **project(pom())},
        "2 beans are components: myModel, other (expected: one)",
        "Take @Component away from all but one.",
    ),
]
