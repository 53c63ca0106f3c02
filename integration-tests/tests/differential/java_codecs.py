"""The Java library's codecs and dispatcher, in a JVM of their own, driven by py4j."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import py4j
from places import REPOSITORY
from py4j.java_gateway import GatewayParameters, JavaGateway
from steps import Step

_WRAPPER = REPOSITORY / "java" / "wrapper"
_SOURCES = Path(__file__).resolve().parent / "java"
_BUILD = REPOSITORY / "build" / "differential"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"


class JavaCodecs:
    """Asks them, one step a call."""

    def __init__(self, gateway: Any) -> None:
        """Ask through an entry point of py4j."""
        self._gateway = gateway

    def read(self, transport: str, what: str, body: bytes) -> Step:
        """Read a body: ``what`` is message, messages or feedback."""
        return _step(self._gateway.read(transport, what, body))

    def translated(self, source: str, target: str, body: bytes) -> Step:
        """Read a SeldonMessage from one transport and write it for one."""
        return _step(self._gateway.translated(source, target, body))

    def answered(self, verb: str, transport: str, body: bytes) -> Step:
        """Have the identity model answer a verb, by its name in capitals."""
        return _step(self._gateway.answered(verb, transport, body))


@contextmanager
def java_codecs() -> Iterator[JavaCodecs]:
    """Compile the library and the gateway, start them, and end them."""
    class_path = f"{_compiled()}:{_jar_of_py4j()}"
    _BUILD.mkdir(parents=True, exist_ok=True)
    sources = [str(path) for path in sorted(_SOURCES.glob("*.java"))]
    subprocess.run(["javac", "-d", str(_BUILD), "-cp", class_path, *sources], check=True)
    words = ["java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", f"{_BUILD}:{class_path}", "Gateway"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            gateway = JavaGateway(gateway_parameters=GatewayParameters(port=port))
            yield JavaCodecs(gateway.entry_point)
            gateway.close()
        finally:
            process.kill()


def _compiled() -> str:
    """Compile the library, and give its class path."""
    found = _BUILD.with_suffix(".classpath")
    found.parent.mkdir(parents=True, exist_ok=True)
    words = ["mvn", "-B", "-q", "-ntp", "-f", str(_WRAPPER / "pom.xml"), "compile", _PLUGIN]
    subprocess.run([*words, f"-Dmdep.outputFile={found}"], check=True)
    return f"{_WRAPPER / 'target' / 'classes'}:{found.read_text(encoding='utf-8').strip()}"


def _jar_of_py4j() -> Path:
    """Find the jar that comes with the package."""
    share = Path(py4j.__file__).parents[4] / "share" / "py4j"
    (jar,) = share.glob("py4j*.jar")
    return jar


def _step(step: Any) -> Step:
    return Step(step.text(), step.bytes(), step.error())
