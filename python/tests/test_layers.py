"""The layers of the server: which module may know which."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent / "src" / "seldon_wrapper"
# Third-party modules that only these parts may know.
ALLOWED = {
    "grpc": {"rpc", "serving/application", "serving/drain"},
    "flask": {"rest"},
    "werkzeug": {"rest"},
    "orjson": {"rest"},
    "httptools": {"http"},
    "uvloop": {"serving"},
    "prometheus_client": {"series", "request_metrics", "worker_metrics"},
    "opentelemetry": {"tracing"},
    "simdjson": {"rest"},
    "google": {"rpc", "protos", "user_protos", "descriptors", "hosts"},
    "rpy2": {"hosts"},
}
# Parts of the server, from the ground up: a part may know those that stand before it.
LAYERS = [
    {
        "errors",
        "service_type",
        "verbs",
        "image_name",
        "openapi",
        "call_context",
        "log_format",
        "logs",
        "access_log",
        "user_errors",
        "state_view",
        "load_error",
        "http",
    },
    {"calls"},
    {"settings"},
    {"message"},
    {
        "meta",
        "series",
        "series_names",
        "request_metrics",
        "worker_metrics",
        "tracing",
        "binding",
        "response",
        "metadata_schema",
    },
    {"metrics", "component", "answer", "call_observer"},
    {"names", "metadata"},
    {"dispatch"},
    {"descriptors", "protos", "user_protos", "tftensor_proto"},
    {"rest", "rpc"},
    {"hosts"},
    {"loading", "checking", "serving"},
    {"__main__"},
]


def modules():
    """Give each module's path without its suffix, and its imports."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__")
        if name in {"_gen", "__init__"}:
            continue
        found = set()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
        yield name, found


MODULES = dict(modules())


def part_of(name):
    """Give the top-level part that a module belongs to."""
    return name.partition("/")[0]


@pytest.mark.parametrize("name", MODULES)
def test_only_its_own_part_knows_a_library(name):
    """Dispatch that knew Flask or grpc would answer differently over one of them."""
    for imported in MODULES[name]:
        library = imported.partition(".")[0]
        allowed = ALLOWED.get(library)

        assert allowed is None or name in allowed or part_of(name) in allowed, imported


@pytest.mark.parametrize("name", MODULES)
def test_a_module_knows_only_what_stands_below_it(name):
    """An arrow upwards is where two faces begin to differ."""
    height = {part: index for index, parts in enumerate(LAYERS) for part in parts}
    own = part_of(name)

    for imported in MODULES[name]:
        if not imported.startswith("seldon_wrapper."):
            continue
        other = imported.split(".")[1]
        if other not in height:
            continue
        below = height[other] < height[own] or other == own
        assert below or (height[other] == height[own] and own not in {"rest", "rpc"}), imported


def test_every_part_has_its_layer():
    """A new module must be placed before it can be used."""
    placed = set().union(*LAYERS)

    assert {part_of(name) for name in MODULES} <= placed
