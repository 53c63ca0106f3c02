"""Python, as the builder suite needs it."""

from pathlib import Path

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.networks import Networks
from seldon_conformance.builder.python.components import ENVIRONMENT, IDENTITY, saying
from seldon_conformance.builder.python.incremental import INCREMENTAL
from seldon_conformance.builder.python.network import Network
from seldon_conformance.builder.python.network_cases import CASES
from seldon_conformance.builder.python.refused_settings import REFUSALS
from seldon_conformance.builder.recipe import Recipe, files, write_files
from seldon_conformance.builder.row import BOTH
from seldon_conformance.builder.sources import with_odd_files

_PROBE = Path(__file__).resolve().parent / "probe"


def _probe_with_packages(folder: Path) -> str:
    """Give the probe with packages that like to write caches and to load native code."""
    source = with_odd_files(_PROBE)(folder)
    write_files(folder, {"requirements.txt": "scipy\njinja2\n"})
    return source


LANGUAGE = Language(
    name="python",
    title="Python",
    # Debian's slim image is 78 MB, Python with numpy and grpcio 110, uv 38, the rest git and ours.
    largest_builder_bytes=350_000_000,
    # The component, its report, and nothing else.
    largest_plain_layer_bytes=500_000,
    leftovers=(
        *("/opt/app-root/home", "/run/s2i-build", "/whl", "/var/cache/uv"),
        *("/opt/app-root/venv/.lock", "/microservice/__pycache__"),
    ),
    app_folders=("/microservice", "/opt/app-root"),
    example_name="MyModel",
    build_variables={
        "PIP_INDEX_URL": "https://me:word@index.example/",
        "EXTRA_INDEX_URL": "https://me:word@index.example/",
        "UV_INDEX": "x",
        "UV_INDEX_SHOP_PASSWORD": "word",
    },
    saying=saying,
    said="python -c 'from MyModel import MyModel as M; print(M().predict(0, 0))'",
    model=Recipe(
        "model", files({"MyModel.py": IDENTITY, **ENVIRONMENT}), ("-e", "SERVICE_TYPE=MODEL")
    ),
    probe=Recipe("probe", with_odd_files(_PROBE), ("--allowed-uids", "1-")),
    dependent=Recipe("dependent", _probe_with_packages, needs_index=True, is_long=True, modes=BOTH),
    refusals=REFUSALS,
    networks=CASES,
    incremental=INCREMENTAL,
    fixtures=Networks(Network),
)
