"""R, as the builder suite needs it."""

from pathlib import Path

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.networks import Networks
from seldon_conformance.builder.r.components import ENVIRONMENT, IDENTITY, NAME, saying
from seldon_conformance.builder.r.incremental import INCREMENTAL
from seldon_conformance.builder.r.network import Network
from seldon_conformance.builder.r.network_cases import CASES
from seldon_conformance.builder.r.packages import ADDING, GREETING_2, POLITE, write_repository
from seldon_conformance.builder.r.refused_settings import REFUSALS
from seldon_conformance.builder.recipe import Recipe, files, write_files
from seldon_conformance.builder.row import BOTH
from seldon_conformance.builder.sources import with_odd_files

_PROBE = Path(__file__).resolve().parent / "probe"
_INSTALL = """install.packages(c("polite", "adding"))
stopifnot(polite::polite() == "2.0", adding::adding(1) == 2)
"""


def _probe_with_packages(folder: Path) -> str:
    """Give the probe with packages, one of them compiled, beside their repository."""
    write_repository(folder.parent / "cran", (POLITE, GREETING_2, ADDING))
    source = with_odd_files(_PROBE)(folder)
    write_files(folder, {"install.R": _INSTALL})
    return source


LANGUAGE = Language(
    name="r",
    title="R",
    # R is 290 MB of Debian's packages, the compilers that nearly every package needs 440.
    largest_builder_bytes=900_000_000,
    # The component, its report, and nothing else.
    largest_plain_layer_bytes=500_000,
    leftovers=("/opt/app-root/home", "/run/s2i-build", "/var/cache/r-library"),
    app_folders=("/microservice", "/opt/app-root"),
    example_name=NAME,
    build_variables={"CRAN_MIRROR": "https://me:word@cran.example/"},
    saying=saying,
    said="""Rscript -e 'source("MyModel.R"); cat(predict(initialise_seldon(list()), 0))'""",
    model=Recipe("model", files({NAME: IDENTITY, **ENVIRONMENT}), ("-e", "SERVICE_TYPE=MODEL")),
    probe=Recipe("probe", with_odd_files(_PROBE), ("--allowed-uids", "1-")),
    dependent=Recipe(
        "dependent",
        _probe_with_packages,
        ("-e", "CRAN_MIRROR=file:///cran"),
        mounts=(("cran", "/cran"),),
        is_offline=True,
        is_long=True,
        modes=BOTH,
    ),
    refusals=REFUSALS,
    networks=CASES,
    incremental=INCREMENTAL,
    fixtures=Networks(Network),
)
