"""The start-up cache, which a training run of the build makes."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.java.components import IDENTITY, NAME
from seldon_conformance.builder.recipe import Recipe, files
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served

_CACHE = "/opt/app-root/cache/start.cache"
_ENVIRONMENT = {".s2i/environment": f"MODEL_NAME={NAME}\n"}
CACHED = Recipe(
    "start-cache", files({f"{NAME}.java": IDENTITY, **_ENVIRONMENT}), is_offline=True, is_long=True
)
# Its file is mounted at run time.
_READING = IDENTITY.rstrip().removesuffix("}") + (
    "\n  @Override\n  public void load() throws Exception {\n"
    '    java.nio.file.Files.readString(java.nio.file.Path.of("/mnt/models/weights"));\n  }\n}\n'
)
WITHOUT_MODEL = Recipe(
    "start-cache-without-model",
    files({f"{NAME}.java": _READING, **_ENVIRONMENT}),
    is_offline=True,
)


@row("C05")
@built(CACHED)
def test_start_cache_is_made_and_used(build: Build, image: str) -> None:
    """The JVM drops one that does not fit without a word, so the build tries it strictly."""
    (said,) = [line for line in build.lines if line.startswith("---> The start-up cache is used: ")]
    # As `run` starts the server, and so that the JVM ends where the cache is not its own.
    java = said.partition(" MB, with ")[2]
    tried = f"{java} -XX:AOTCache={_CACHE} -XX:AOTMode=on -cp /opt/app-root/app/app.jar"
    tried = f"{tried} -version 2>&1"
    assert "openjdk version" in shell(image, tried)
    with served(image) as container:
        assert container.rest({"strData": "it"})["strData"] == "it"


@row("C05")
@built(WITHOUT_MODEL)
def test_component_without_its_model_is_built_without_a_cache(build: Build, image: str) -> None:
    """Model files that are mounted are not there while the image is built."""
    assert [line for line in build.lines if line.startswith("NOTICE: no start-up cache: ")]
    assert shell(image, f"ls {_CACHE} 2>/dev/null || echo none") == "none\n"
