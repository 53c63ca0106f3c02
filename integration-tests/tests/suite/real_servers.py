"""Real servers of the standard components, for tests of what talks to several of them."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from seldon_conformance.local_python import LocalPython
from seldon_conformance.server_processes import WarmInterpreter

REPOSITORY = Path(__file__).resolve().parents[3]
TEMPLATE_APPS = REPOSITORY / "python" / "template-apps"
GRAPHS = REPOSITORY / "integration-tests" / "tests" / "graphs"
# Most of what a start costs.
_SLOW_IMPORTS = ["flask", "flask_cors", "grpc", "google.protobuf.json_format", "numpy", "orjson"]


@contextmanager
def local_python(
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[LocalPython]:
    """Give what starts template apps, each server with further variables."""
    with WarmInterpreter(Path(sys.executable), _SLOW_IMPORTS) as launcher:
        yield LocalPython(launcher, TEMPLATE_APPS, environment)
