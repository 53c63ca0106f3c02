"""Builds that Maven ends, and packages that are not what they should be."""

from collections.abc import Mapping
from pathlib import Path

from seldon_conformance.builder.counterparts.maven_repository import Artifact
from seldon_conformance.builder.java.components import MAVEN, Dependency, pom, project
from seldon_conformance.builder.java.packages import GREETING_1, depending_on, write_repository
from seldon_conformance.builder.recipe import Source, write_files
from seldon_conformance.builder.refusal import Refusal, refusal

_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_WRAPPER = ".mvn/wrapper/maven-wrapper.properties"
_ELSEWHERE = "https://maven.example/other.zip"
_OLDER = (
    "https://repo.maven.apache.org/maven2/org/apache/maven/apache-maven/3.9.9/"
    "apache-maven-3.9.9-bin.zip"
)
_ENVIRONMENT = {".s2i/environment": "START_CACHE=off\n"}
_OTHER_SERVER = Artifact("com.example", "seldon-core-wrapper", "0.1")
_BY_HTTP = (
    "<repositories><repository><id>ours</id><url>http://maven.example/</url></repository>"
    "</repositories>\n  <build>"
)
_WITHOUT_VERSION = pom(depending_on(GREETING_1)).replace("<version>1.0</version>", "")
_NAMED = "mend what the lines above name"


def _refused(
    name: str, contents: Mapping[str, str], cause: str, remedy: str, *words: str
) -> Refusal:
    files = {**project(pom()), **contents, **_ENVIRONMENT}
    return refusal(name, files, f"ERROR: {cause}", f"REMEDY: {remedy}", *words, is_offline=True)


def _with_repository(artifact: Artifact, spoilt: str = "") -> Source:
    """Give a project that needs a package, beside its repository.

    Args:
        artifact: The package.
        spoilt: A file of the repository that gets another content than its checksums are of.
    """

    def write(folder: Path) -> str:
        repository = folder.parent / "maven"
        write_repository(repository, [artifact])
        if spoilt:
            (repository / spoilt).write_bytes(b"something else")
        write_files(folder, {**project(pom(depending_on(artifact))), **_ENVIRONMENT})
        return str(folder)

    return write


def _from_repository(name: str, source: Source, cause: str, remedy: str) -> Refusal:
    return Refusal(
        f"refused-{name}",
        source,
        ("-e", "MAVEN_MIRROR_URL=file:///maven"),
        mounts=(("maven", "/maven"),),
        is_offline=True,
        cause=f"ERROR: {cause}",
        remedy=f"REMEDY: {remedy}",
    )


REFUSED_BY_MAVEN = [
    _refused(
        "wrapper-of-another-program",
        {_WRAPPER: f"distributionUrl={_ELSEWHERE}\n"},
        f"{_WRAPPER}: distributionUrl={_ELSEWHERE} "
        "(expected: the address of an apache-maven-…-bin.zip)",
        "run mvn wrapper:wrapper, and commit what it makes; or set MAVEN_WRAPPER=off",
    ),
    _refused(
        "wrapper-offline",
        {_WRAPPER: f"distributionUrl={_OLDER}\n"},
        "Maven 3.9.9, which the project's wrapper names, cannot be fetched: {text}: {text}",
        f"set MAVEN_WRAPPER=off to build with this image's Maven {MAVEN}, or HTTPS_PROXY or "
        f"MAVEN_MIRROR_URL in {_FOLDER}",
    ),
    _refused(
        "flags-of-no-jvm",
        {},
        "Maven ended with exit code 1: {text}",
        _NAMED,
        *("-e", "MAVEN_OPTS=-XX:+NoSuchFlag"),
    ),
    _refused(
        "release-of-no-java",
        {},
        "Maven failed: {text}",
        _NAMED,
        *("-e", "MAVEN_ARGS_APPEND=-Djava.version=99"),
    ),
    _refused(
        "dependency-without-version",
        {"pom.xml": _WITHOUT_VERSION},
        "a pom.xml cannot be read: {text}",
        "mend the line that Maven names",
    ),
    _refused(
        "repository-by-http",
        {"pom.xml": pom(Dependency("com.example", "greeting", "1.0")).replace("<build>", _BY_HTTP)},
        "Maven asks no repository by http: {text}",
        "write https in pom.xml, or set MAVEN_MIRROR_URL to a mirror",
    ),
    _from_repository(
        "spoilt-package",
        _with_repository(GREETING_1, f"{GREETING_1.base}.jar"),
        "a package is another than its checksum says: {text}: {text}",
        "try again; if it stays so, look at who serves this repository",
    ),
    _from_repository(
        "another-server",
        _with_repository(_OTHER_SERVER),
        "mymodel-1.jar has another server in it: {text} "
        "(expected: seldon-core-wrapper-1.0.0.jar of this image alone)",
        "depend on io.seldon.wrapper:seldon-core-wrapper:1.0.0 in pom.xml, and on no other",
    ),
]
