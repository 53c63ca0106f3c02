"""Java, as the builder suite needs it."""

from pathlib import Path

from seldon_conformance.builder.java.components import (
    ENVIRONMENT,
    IDENTITY,
    NAME,
    pom,
    project,
    saying,
)
from seldon_conformance.builder.java.incremental import FROM_FOLDER, INCREMENTAL, MAVEN
from seldon_conformance.builder.java.network import Network
from seldon_conformance.builder.java.network_cases import CASES
from seldon_conformance.builder.java.packages import (
    ADDING,
    GREETING_2,
    POLITE,
    depending_on,
    write_repository,
)
from seldon_conformance.builder.java.refused_settings import REFUSALS
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.networks import Networks
from seldon_conformance.builder.recipe import Recipe, files, write_files
from seldon_conformance.builder.row import BOTH
from seldon_conformance.builder.sources import with_odd_files

_PROBE = Path(__file__).resolve().parent / "probe"
_CLASSES = "/opt/app-root/app/app.jar:/opt/app-root/app/lib/*"


def _probe_with_packages(folder: Path) -> str:
    """Give the probe as a Maven project with packages, beside their repository."""
    write_repository(folder.parent / "maven", (POLITE, GREETING_2, ADDING))
    source = with_odd_files(_PROBE)(folder)
    probe = folder / "Probe.java"
    needed = pom(depending_on(POLITE), depending_on(ADDING))
    contents = project(needed, probe.read_text(encoding="utf-8"), "Probe")
    probe.unlink()
    write_files(folder, {**contents, ".s2i/environment": "MODEL_NAME=Probe\nSTART_CACHE=off\n"})
    return source


LANGUAGE = Language(
    name="java",
    title="Java",
    # The JDK is 250 MB, Maven with the library, Spring Boot and plugins 150, git and Python 150.
    largest_builder_bytes=950_000_000,
    # The jars of the library and of Spring, 35 MB, are those of each application.
    largest_plain_layer_bytes=60_000_000,
    leftovers=("/opt/app-root/home", "/run/s2i-build", "/opt/app-root/cache"),
    app_folders=("/microservice", "/opt/app-root"),
    example_name=NAME,
    build_variables={
        "MAVEN_MIRROR_URL": "https://me:word@maven.example/",
        "MAVEN_ARGS": "package",
        "START_CACHE": "off",
    },
    saying=saying,
    said=f"java -cp '{_CLASSES}' {NAME}",
    model=Recipe(
        "model", files({f"{NAME}.java": IDENTITY, **ENVIRONMENT}), ("-e", "SERVICE_TYPE=MODEL")
    ),
    probe=Recipe("probe", with_odd_files(_PROBE), ("--allowed-uids", "1-")),
    dependent=Recipe(
        "dependent",
        _probe_with_packages,
        FROM_FOLDER,
        mounts=MAVEN,
        is_offline=True,
        is_long=True,
        modes=BOTH,
    ),
    refusals=REFUSALS,
    networks=CASES,
    incremental=INCREMENTAL,
    fixtures=Networks(Network),
    # The class is found by Spring, or is the only one.
    needs_name=False,
    usage="usage: java ... [--check off|import|load] [--train] [--help] [--version]\n",
    wrong_argument=(
        "--workers many",
        (
            "ERROR: argument '--workers': not understood "
            "(expected: [--check off|import|load] [--train] [--help] [--version])"
        ),
        "REMEDY: Give the variable a value as expected; --help lists them all.",
    ),
    # The JVM is the server: nobody is left who could tell of its end.
    on_killed="",
)
