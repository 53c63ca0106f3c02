"""Finds the application among the jars that Maven has made, and looks which server is in it.

Usage: ``python java_application.py SOURCE``. Prints the jar's path; exit code 1, with the cause and
the remedy on stderr, when there is none, more than one, or one with another server than ours.
"""

# ruff: noqa: T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from pathlib import Path

from problem import Problem, RefusedError, report

_FACTS = Path("/opt/seldon/facts")
_LIBRARY = "BOOT-INF/lib/"
_OURS = "io/seldon/wrapper/api/SeldonPredictionService.class"
_PLUGIN = "org.springframework.boot:spring-boot-maven-plugin"


def runnable(source: Path) -> Path:
    """Return the one jar that Spring Boot has made runnable.

    Raises:
        RefusedError: There is none, or there are several.
    """
    jars = sorted(path for path in source.rglob("target/*.jar") if path.is_file())
    found = [path for path in jars if _is_runnable(path)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(str(path.relative_to(source)) for path in found)
        raise RefusedError(
            Problem(
                f"{len(found)} runnable jars: {names} (expected: one)",
                "build one module: set MAVEN_ARGS_APPEND='-pl MODULE -am' without the quotes in "
                f".s2i/environment, or leave {_PLUGIN} out of the other modules",
            )
        )
    names = (
        ", ".join(str(path.relative_to(source)) for path in jars) or "no jar in any target folder"
    )
    raise RefusedError(
        Problem(
            f"no runnable jar: {names} (expected: one that Spring Boot has made)",
            f"add the plugin {_PLUGIN} to the build of pom.xml, with the goal repackage "
            "where spring-boot-starter-parent is not the parent",
        )
    )


def _is_runnable(path: Path) -> bool:
    """Tell whether a jar has the layout of Spring Boot."""
    try:
        with zipfile.ZipFile(path) as jar:
            return any(name.startswith("BOOT-INF/") for name in jar.namelist())
    except zipfile.BadZipFile:
        return False


def check_server(path: Path, wanted: str, version: str) -> None:
    """Look for the library in an application.

    Args:
        path: The runnable jar.
        wanted: The sha256 of our library's jar.
        version: Its version.

    Raises:
        RefusedError: It is not there, or another is.
    """
    ours, others = False, []
    with zipfile.ZipFile(path) as application:
        for name in application.namelist():
            if not name.startswith(_LIBRARY) or not name.endswith(".jar"):
                continue
            if re.match(r"seldon-core-wrappers?-\d", name.removeprefix(_LIBRARY)):
                if hashlib.sha256(application.read(name)).hexdigest() == wanted:
                    ours = True
                else:
                    others.append(name.removeprefix(_LIBRARY))
        if f"BOOT-INF/classes/{_OURS}" in application.namelist():
            others.append("classes of io.seldon.wrapper of the source's own")
    remedy = (
        f"depend on io.seldon.wrapper:seldon-core-wrapper:{version} in pom.xml, and on no other"
    )
    if others:
        raise RefusedError(
            Problem(
                f"{path.name} has another server in it: {', '.join(others)} "
                f"(expected: seldon-core-wrapper-{version}.jar of this image alone)",
                remedy,
            )
        )
    if not ours:
        raise RefusedError(
            Problem(
                f"{path.name} has no server in it (expected: seldon-core-wrapper-{version}.jar)",
                remedy,
            )
        )


def main(source: Path) -> None:
    """Print the jar."""
    jar = runnable(source)
    check_server(
        jar,
        (_FACTS / "wrapper.sha256").read_text().strip(),
        (_FACTS / "wrapper.txt").read_text().strip(),
    )
    print(jar)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except RefusedError as refused:
        sys.exit(report([refused.problem]))
