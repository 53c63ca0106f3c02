"""Components that can be built, and not be served."""

from seldon_conformance.builder.java.components import ENVIRONMENT, IDENTITY
from seldon_conformance.builder.refusal import Refusal, refusal

_LOAD = ("-e", "BUILD_CHECK=load")


def _refused(name: str, component: str, cause: str, remedy: str, *words: str) -> Refusal:
    files = {"MyModel.java": component, **ENVIRONMENT}
    return refusal(name, files, f"ERROR: {cause}", f"REMEDY: {remedy}", *words, is_offline=True)


def _with(method: str) -> str:
    """Give the identity model with one method more."""
    return IDENTITY.rstrip().removesuffix("}") + f"\n  @Override\n  {method}\n}}\n"


_ROUTE = "public Object route(Input x) { return 0; }"
_LOADING = 'public void load() { throw new IllegalStateException("no weights"); }'
REFUSED_COMPONENTS = [
    _refused(
        "verb-missing",
        IDENTITY,
        "MyModel has no method route (expected: one of {text} for SERVICE_TYPE=ROUTER)",
        "Add the method, or set SERVICE_TYPE to what MyModel is.",
        *("-e", "SERVICE_TYPE=ROUTER"),
    ),
    _refused(
        "several-types",
        _with(_ROUTE),
        "MyModel can be any of MODEL, ROUTER (expected: one)",
        "Set SERVICE_TYPE to one of them.",
    ),
    _refused(
        "load-throws",
        _with(_LOADING),
        "MyModel.load threw IllegalStateException: no weights",
        "Mend the component's load, or what it needs at start (files, parameters).",
        *_LOAD,
    ),
    _refused(
        "no-component",
        "public class MyModel {}\n",
        "{text}",
        "{text}",
    ),
]
