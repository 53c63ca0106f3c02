"""Subjects that are JVMs of this machine: the library in `java/wrapper`, classes of template apps.

The apps are compiled here by javac, and each component is served by the library's own main, without
Spring: a start takes half a second then, and a run needs a hundred of them. That a Spring project
serves the same is for the tests with images to show.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.control import ProcessControl
from seldon_conformance.errors import SubjectError
from seldon_conformance.free_ports import free_port
from seldon_conformance.subjects import Subject, server_variables, wait_until_ready, with_log
from seldon_conformance.vectors import Setting

JAVA = Path(__file__).resolve().parent.parent
WRAPPER = JAVA / "wrapper"
MAIN = "io.seldon.wrapper.serving.Main"
_READY_TIMEOUT_S = 60.0
_KEPT_VARIABLES = {"HOME", "JAVA_HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ"}
_COMPONENT = re.compile(r"class (\w+)\s+implements (?:SeldonComponent|SeldonPredictionService)\b")
# What a short life wants: the quick compiler alone, one thread that collects.
_SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"]


def tool(name: str) -> str:
    """Give the path of a tool of the JDK that Maven uses too."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / name) if home else name


def build_library(folder: Path) -> str:
    """Compile the library, and give the class path that it needs at run time."""
    classpath = folder / "classpath"
    maven = ["mvn", "-B", "-q", "-ntp", "-f", str(WRAPPER / "pom.xml")]
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"
    wanted = ["-Dmdep.includeScope=runtime", f"-Dmdep.outputFile={classpath}"]
    subprocess.run([*maven, "compile", plugin, *wanted], check=True)
    _build_agent(folder)
    # A copy: who compiles again meanwhile must not change servers that run.
    library = shutil.copytree(WRAPPER / "target/classes", folder / "library")
    return f"{library}:{classpath.read_text(encoding='utf-8')}"


def _build_agent(folder: Path) -> None:
    """Make the jar that keeps ``System.exit`` inside a call from ending the server (ERR-8)."""
    manifest = folder / "exits.mf"
    manifest.write_text(
        "Premain-Class: io.seldon.wrapper.exits.ExitAgent\nCan-Retransform-Classes: true\n",
        encoding="utf-8",
    )
    classes = ["-C", str(WRAPPER / "target/classes"), "io/seldon/wrapper/exits"]
    agent = str(folder / "exits.jar")
    subprocess.run([tool("jar"), "cfm", agent, str(manifest), *classes], check=True)


def component_of(sources: list[Path]) -> str:
    """Give the full name of the class that is the component."""
    for source in sources:
        text = source.read_text(encoding="utf-8")
        if found := _COMPONENT.search(text):
            package = re.search(r"^package ([\w.]+);", text, re.MULTILINE)
            return f"{package[1]}.{found[1]}" if package else found[1]
    raise SubjectError(f"no component in {sources} (expected: a class that implements one)")


@dataclass(frozen=True)
class LocalJava:
    """Starts servers for template apps.

    Attributes:
        classpath: Of the library.
        scratch: Where the library's and the apps' classes go.
        apps: Directory of the template apps, one subdirectory each, named after the component.
    """

    classpath: str
    scratch: Path
    apps: Path = JAVA / "template-apps"

    def compile(self, component: str) -> str:
        """Compile an app, and give the name of its component."""
        sources = sorted((self.apps / component / "src/main/java").rglob("*.java"))
        name = component_of(sources)
        classes = self.scratch / component
        if not classes.is_dir():
            javac = [tool("javac"), "--release", "17", "-parameters", "-cp", self.classpath]
            subprocess.run([*javac, "-d", str(classes), *map(str, sources)], check=True)
        return name

    def command(self, component: str) -> list[str]:
        """Give the command that serves an app that is compiled."""
        agent = f"-javaagent:{self.scratch / 'exits.jar'}"
        classpath = f"{self.classpath}:{self.scratch / component}"
        return [tool("java"), *_SHORT_LIVED, agent, "-cp", classpath, MAIN]

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start a server on free ports, wait until it is ready, stop it with SIGTERM afterwards.

        Raises:
            SubjectError: It does not get ready, or does not stop with 0.
        """
        app = self.apps / setting.component
        ports = {name: free_port() for name in ("HTTP", "GRPC", "METRICS")}
        environment = {
            **{name: value for name, value in os.environ.items() if name in _KEPT_VARIABLES},
            **read_app_environment(app),
            "MODEL_NAME": component_of(sorted((app / "src/main/java").rglob("*.java"))),
            **server_variables(setting, ports),
        }
        with tempfile.TemporaryDirectory(prefix="seldon-java-") as folder:
            log_path = Path(folder) / "server.log"
            with log_path.open("ab") as log:
                process = subprocess.Popen(
                    self.command(setting.component),
                    cwd=app,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
            control = ProcessControl(process)
            subject = Subject(
                rest_url=f"http://127.0.0.1:{ports['HTTP']}",
                grpc_target=f"127.0.0.1:{ports['GRPC']}",
                language="java",
                log=lambda: log_path.read_text(encoding="utf-8", errors="backslashreplace"),
                metrics_url=f"http://127.0.0.1:{ports['METRICS']}",
                control=control,
            )
            try:
                wait_until_ready(subject.rest_url, _READY_TIMEOUT_S, lambda: process.poll() is None)
                yield subject
                control.end()
            except SubjectError as error:
                raise with_log(error, setting, subject.log()) from error
            finally:
                if process.poll() is None:
                    process.kill()
                process.wait()


def read_app_environment(app: Path) -> dict[str, str]:
    """Read the variables of an app's ``.s2i/environment``, where MODEL_NAME may be absent."""
    lines = (app / ".s2i" / "environment").read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("=") for line in map(str.strip, lines)]
    return {name: value for name, _, value in pairs if name and not name.startswith("#")}
