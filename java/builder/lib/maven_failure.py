"""Says why Maven failed, from what it has printed: the cause and the remedy, a line each.

Usage: ``python maven_failure.py LOG STATUS``. The first case that fits counts; the last fits all.
"""

# ruff: noqa: T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from problem import Problem
from proxy_of import proxy_of

_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_LONGEST = 400
_URL = re.compile(r"(?:https?|file)://[^\s()'\",]+")
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_UNREACHED = (
    r"Unknown host|UnknownHost|Name or service not known|Temporary failure in name"
    r"|Connection refused"
    r"|Connect(?:ion)? (?:to .* )?(?:timed out|failed)|Network is unreachable|Connection reset"
    r"|Read timed out|No route to host"
)


def problem_of(log: str, status: int) -> Problem:
    """Return what went wrong."""
    errors = "\n".join(line for line in log.splitlines() if line.startswith("[ERROR]"))
    for look in (_of_network, _of_packages, _of_sources):
        found = look(log, errors)
        if found:
            return found
    first = (
        _first(errors, r"\[ERROR\] (.+)")
        or (log.strip().splitlines() or ["nothing was printed"])[-1]
    )
    return Problem(
        f"Maven ended with exit code {status}: {first}", "mend what the lines above name"
    )


def _of_network(log: str, errors: str) -> Problem | None:
    """Return a problem with a repository, or with the way to it."""
    url = _repository(errors)
    if not url:
        return None
    proxy = proxy_of(url)
    if re.search(
        r"PKIX path|unable to find valid certification path|SSLHandshake|certificate_unknown", log
    ):
        return Problem(
            f"the package repository shows a certificate that this image does not trust: {url}",
            "mount a folder with your network's CA certificate (*.crt): s2i build … -v "
            "FOLDER:/run/s2i-build:ro",
        )
    if re.search(r"\b407\b|Proxy Authentication Required", errors):
        return Problem(
            f"the proxy {proxy} {_NOT_ACCEPTED}: {url}",
            f"write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into {_FOLDER}",
        )
    denied = re.search(
        r"status(?: code)?: (40[13])|\b(40[13]) (?:Unauthorized|Forbidden)|status code: (40[13])",
        errors,
    )
    if denied:
        return Problem(
            f"the package repository {_NOT_ACCEPTED}: {url} "
            f"({next(filter(None, denied.groups()))})",
            "put the right ones into settings.xml, .netrc or build.env of a folder "
            "mounted at /run/s2i-build",
        )
    if re.search(r"Checksum validation failed", errors):
        said = _first(errors, r"(Checksum validation failed[^:\n]*)")
        package = _first(errors, r"artifact (\S+) from")
        return Problem(
            f"a package is another than its checksum says: {package or url}: {said}",
            "try again; if it stays so, look at who serves this repository",
        )
    if re.search(_UNREACHED, errors):
        said = _first(errors, rf"((?:{_UNREACHED})[^:\[\]]*)")
        if proxy:
            return Problem(
                f"the proxy {proxy} cannot be reached, or leads nowhere: {url}: {said}",
                "set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts "
                f"that need none, in {_FOLDER}",
            )
        wanted = _first(errors, r"(?:artifact|transfer artifact|descriptor for) ([\w.-]+:[\w.:-]+)")
        return Problem(
            f"the package repository cannot be reached: {url}: "
            f"{said}{f'; it is asked for {wanted}' if wanted else ''}",
            f"set HTTPS_PROXY or MAVEN_MIRROR_URL in {_FOLDER}, or put the packages into "
            f"repository/ there",
        )
    failed = _first(errors, r"(status code: 5\d\d[^\[]*|5\d\d [A-Z][\w ]+)")
    if failed:
        return Problem(
            f"the package repository failed: {url}: {failed}",
            "try again later, or ask who runs it, or the proxy before it",
        )
    return None


def _of_packages(_: str, errors: str) -> Problem | None:
    """Return a problem with what the project asks for."""
    missing = re.search(
        r"(?:Could not find artifact|Failure to find|[Mm]issing artifact) (\S+)"
        r"(?: in (\S+))?(?: \(([^)]+)\))?",
        errors,
    )
    if missing:
        place = missing[3] or missing[2] or "any repository"
        return Problem(
            f"a package is in no repository that was asked: {missing[1]}: {place}",
            "mend its name or version in pom.xml, or add the repository that has it",
        )
    blocked = _first(errors, r"(Blocked mirror for repositories: \[[^\]]*\])")
    if blocked:
        return Problem(
            f"Maven asks no repository by http: {blocked}",
            "write https in pom.xml, or set MAVEN_MIRROR_URL to a mirror",
        )
    unread = re.search(
        r"Non-parseable POM|Malformed POM|Non-resolvable|'[\w.]+' .* is missing", errors
    )
    if unread:
        line = next(one for one in errors.splitlines() if unread[0] in one)
        return Problem(f"a pom.xml cannot be read: {_cut(line)}", "mend the line that Maven names")
    return None


def _of_sources(log: str, errors: str) -> Problem | None:
    """Return a problem with the project's own code."""
    if "COMPILATION ERROR" in log:
        lines = [line for line in errors.splitlines() if re.search(r"\.(java|kt):\[", line)]
        first = re.sub(r"^\[ERROR\] \S*?/src/", "", lines[0]) if lines else "see above"
        more = (
            f" (and {len(dict.fromkeys(lines)) - 1} more)" if len(dict.fromkeys(lines)) > 1 else ""
        )
        return Problem(
            f"the source does not compile: {_cut(first)}{more}",
            "mend the lines that the compiler names above",
        )
    if "There are test failures" in log or re.search(r"Tests run:.*(Failures|Errors): [1-9]", log):
        summary = re.findall(r"Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+", log)
        return Problem(
            f"the project's tests fail: {summary[-1] if summary else 'see above'}",
            "mend them, or set MAVEN_SKIP_TESTS=true",
        )
    goal = _first(errors, r"Failed to execute goal (.+)")
    return Problem(f"Maven failed: {goal}", "mend what the lines above name") if goal else None


def _repository(errors: str) -> str:
    """Return the repository that Maven speaks of last, without what would be a password."""
    found = [url for url in _URL.findall(errors) if "cwiki.apache.org" not in url]
    if not found:
        return ""
    parts = urlsplit(found[0].rstrip(".,:"))
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _first(text: str, pattern: str) -> str:
    match = re.search(pattern, text)
    return _cut(match[1]) if match else ""


def _cut(text: str) -> str:
    return " ".join(text.removeprefix("[ERROR] ").split())[:_LONGEST]


if __name__ == "__main__":
    found = problem_of(
        Path(sys.argv[1]).read_text(encoding="utf-8", errors="replace"), int(sys.argv[2])
    )
    print(found.cause, found.remedy, sep="\n")
