"""Provides the Maven that a project's wrapper (``mvnw``) names.

Usage: ``python maven_wrapper.py SOURCE WORK``. Prints the program and a sentence on it. The script
itself is not run: what it would download is fetched, from the address in its properties file, with
this build's proxies, certificates and passwords, and its checksum is compared.
"""

# ruff: noqa: T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import base64
import hashlib
import netrc
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from problem import Problem, RefusedError, report

PROPERTIES = ".mvn/wrapper/maven-wrapper.properties"
_KEPT = Path("/opt/app-root/repository/org/apache/maven/apache-maven")
_CENTRAL = re.compile(r"^https?://repo(1)?\.maven\.(apache\.)?org/maven2/")
_TIMEOUT_S = 60.0


def properties(text: str) -> dict[str, str]:
    """Return the names and values of a properties file, whose colons may have a backslash."""
    pairs = (line.split("=", 1) for line in text.splitlines() if re.match(r"\s*[^#!\s].*=", line))
    return {name.strip(): value.strip().replace("\\:", ":") for name, value in pairs}


def version_of(url: str) -> str:
    """Return the version in a distribution's address; empty if it has none."""
    found = re.search(r"apache-maven-([\w.-]+?)-bin\.", url)
    return found[1] if found else ""


def provide(source: Path, work: Path) -> tuple[Path, str]:
    """Return the program, and why that one.

    Raises:
        RefusedError: It cannot be had.
    """
    said = properties((source / PROPERTIES).read_text(encoding="utf-8", errors="replace"))
    url = said.get("distributionUrl", "")
    version = version_of(url)
    if not version:
        raise RefusedError(
            Problem(
                f"{PROPERTIES}: distributionUrl={url} (expected: the address of an "
                f"apache-maven-…-bin.zip)",
                "run mvn wrapper:wrapper, and commit what it makes; or set MAVEN_WRAPPER=off",
            )
        )
    own = Path("/opt/seldon/facts/maven.txt").read_text().strip()
    if version == own:
        return Path(
            "/opt/seldon/maven/bin/mvn"
        ), f"Maven {version}, as the project's wrapper says: it is in this image"
    kept = _KEPT / version / f"apache-maven-{version}-bin.zip"
    if not kept.is_file():
        _fetch(_mirrored(re.sub(r"\.tar\.gz$", ".zip", url)), kept, version)
    wanted = said.get("distributionSha256Sum", "")
    got = hashlib.sha256(kept.read_bytes()).hexdigest()
    if wanted and wanted != got and url.endswith(".zip"):
        kept.unlink()
        raise RefusedError(
            Problem(
                f"Maven {version} has sha256 {got} (expected: distributionSha256Sum={wanted})",
                f"mend {PROPERTIES} if the file is right; if not, look at who serves it",
            )
        )
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(work / "wrapper-maven")
    program = next((work / "wrapper-maven").glob("*/bin/mvn"))
    program.chmod(0o755)
    return program, f"Maven {version}, as the project's wrapper says (this image has {own})"


def _mirrored(url: str) -> str:
    """Return the address at the mirror, for what is at Maven Central."""
    mirror = os.environ.get("MVNW_REPOURL") or os.environ.get("MAVEN_MIRROR_URL", "")
    return _CENTRAL.sub(f"{mirror.rstrip('/')}/", url) if mirror else url


def _fetch(url: str, file: Path, version: str) -> None:
    """Download a file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    request, shown = _request(url)
    try:
        with urlopen(request, timeout=_TIMEOUT_S) as answer, file.open("wb") as out:  # noqa: S310
            shutil.copyfileobj(answer, out)
    except (URLError, OSError) as error:
        shutil.rmtree(file.parent)
        own = Path("/opt/seldon/facts/maven.txt").read_text().strip()
        reason = getattr(error, "reason", None) or error
        raise RefusedError(
            Problem(
                f"Maven {version}, which the project's wrapper names, cannot be fetched: "
                f"{shown}: {reason}",
                f"set MAVEN_WRAPPER=off to build with this image's Maven {own}, or HTTPS_PROXY or "
                "MAVEN_MIRROR_URL in build.env of a folder mounted at /run/s2i-build",
            )
        ) from error


def _request(url: str) -> tuple[Request, str]:
    """Return the request with the password that belongs to it, and its address without."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    shown = urlunsplit(parts._replace(netloc=host))
    request = Request(shown)  # noqa: S310 - the project's own
    if not at and os.environ.get("NETRC"):
        found = netrc.netrc(os.environ["NETRC"]).authenticators(parts.hostname or "")
        login = f"{found[0]}:{found[2]}" if found else ""
    if login:
        request.add_header(
            "Authorization", f"Basic {base64.b64encode(unquote(login).encode()).decode()}"
        )
    return request, shown


if __name__ == "__main__":
    try:
        print(*provide(Path(sys.argv[1]), Path(sys.argv[2])), sep="\n")
    except RefusedError as refused:
        sys.exit(report([refused.problem]))
