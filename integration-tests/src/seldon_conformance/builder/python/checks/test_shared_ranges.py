"""What the server shares with a component, within its ranges and outside."""

from dataclasses import dataclass

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served

_COMPONENT = """import google.protobuf
import grpc
import numpy as np
from seldon_core.proto import prediction_pb2


class MyModel:
    def predict(self, X, names):
        message = prediction_pb2.SeldonMessage()
        message.data.tensor.values.extend(X.ravel())
        again = prediction_pb2.SeldonMessage.FromString(message.SerializeToString())
        return np.array(again.data.tensor.values).reshape(X.shape) * 2

    def tags(self):
        modules = {"numpy": np, "protobuf": google.protobuf, "grpcio": grpc}
        return {name: module.__version__ for name, module in modules.items()}
"""
_RANGES = {
    "numpy": "numpy>=1.26,<3",
    "protobuf": "protobuf>=5.29.6,<8",
    "grpcio": "grpcio>=1.68,<2",
}


@dataclass(frozen=True)
class Pinned(Recipe):
    """A build with versions of what is shared, by their names."""

    versions: tuple[tuple[str, str], ...] = ()


def _pinned(name: str, **versions: str) -> Pinned:
    contents = {
        "MyModel.py": _COMPONENT,
        "requirements.txt": "".join(f"{n}=={version}\n" for n, version in versions.items()),
        ".s2i/environment": "MODEL_NAME=MyModel\n",
    }
    pins = tuple(versions.items())
    return Pinned(f"shared-{name}", files(contents), needs_index=True, versions=pins)


# numpy's own low end, 1.26, has no wheel for Debian's Python 3.13; 2.1.0 is the first that has.
LOW = _pinned("low", numpy="2.1.0", protobuf="5.29.6", grpcio="1.68.0")
HIGH = _pinned("high", numpy="2.5.5", protobuf="7.36.2", grpcio="1.85.1")
# What was built with an old numpy or grpcio beside a new protobuf.
CROSSED = _pinned("crossed", numpy="2.1.0", protobuf="7.36.2", grpcio="1.68.0")
WITHOUT_WHEEL = _pinned("numpy-without-wheel", numpy="1.26.4")
OUTSIDE = [
    _pinned("numpy-below", numpy="1.25.2"),
    _pinned("numpy-above", numpy="3.0.0"),
    _pinned("protobuf-below", protobuf="5.29.5"),
    _pinned("protobuf-above", protobuf="8.0.0"),
    _pinned("grpcio-below", grpcio="1.67.1"),
    _pinned("grpcio-above", grpcio="2.0.0"),
]


@row("C26")
@built(LOW, HIGH, CROSSED)
def test_versions_at_the_ends_of_the_ranges_serve(recipe: Pinned, image: str) -> None:
    """A range is a promise; the component's tags say which copy is really in the process."""
    request = {"data": {"tensor": {"shape": [1, 2], "values": [1.5, 2.0]}}}
    with served(image) as container:
        rest, grpc = container.rest(request), container.grpc(request)

    assert rest["data"]["tensor"] == {"shape": [1, 2], "values": [3.0, 4.0]}
    assert grpc["data"]["tensor"] == {"shape": [1, 2], "values": [3.0, 4.0]}
    assert rest["meta"]["tags"] == dict(recipe.versions)
    assert grpc["meta"]["tags"] == dict(recipe.versions)


@pytest.fixture(scope="module")
def python(builder: str) -> str:
    """The image's Python, as messages name it."""
    return shell(builder, "python --version").strip()


@row("C33")
@built(OUTSIDE)
def test_version_outside_a_range_ends_the_build_with_the_range(
    recipe: Pinned, build: Build, python: str
) -> None:
    """It would break the server, or be two copies of one library in one process."""
    ((name, version),) = recipe.versions
    cause, remedy = build.problems[-2:]

    assert cause == (
        f"ERROR: {name} is shared with the server, and the dependencies ask for another version "
        f"(expected: {_RANGES[name]}, with a wheel for {python}): "
        f"Because you require {name}=={version} and {_RANGES[name]}, we can conclude that "
        "your requirements are unsatisfiable."
    ), build.log
    assert remedy == f"REMEDY: ask for {name} within that range, or without a version"
    assert build.code == 1
    assert not build.is_tagged


@row("C33")
@built(WITHOUT_WHEEL)
def test_version_in_the_range_without_a_wheel_ends_the_build(build: Build, python: str) -> None:
    """Building numpy takes compilers and half an hour, which nobody expects of a pin."""
    cause, remedy = build.problems[-2:]

    assert cause == (
        "ERROR: numpy is shared with the server and not built from source here, and the version "
        f"that is asked for has no wheel for {python} (expected: one of {_RANGES['numpy']} "
        "that has): Because numpy==1.26.4 has no usable wheels and you require numpy==1.26.4, "
        "we can conclude that your requirements are unsatisfiable."
    ), build.log
    assert remedy == "REMEDY: ask for another version of numpy within that range, or for none"
    assert build.code == 1
    assert not build.is_tagged


@row("C26", modes=Mode.IMAGE)
def test_stated_ranges_are_those_of_the_image(builder: str) -> None:
    """The guide, this file and the constraints of every build say the same."""
    assert shell(builder, "cat /opt/seldon/facts/ranges.txt").split() == list(_RANGES.values())
