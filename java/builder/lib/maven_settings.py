"""Writes Maven's settings out of what other tools' users set: proxies, a mirror, passwords.

Usage: ``python maven_settings.py FILE``, with the environment of the build. The user's own
settings.xml is beside it, and wins: this one is given to Maven as the global settings.

    http_proxy https_proxy no_proxy   proxies, also with a user name and a password
    MAVEN_MIRROR_URL                  asked in place of every repository (MAVEN_MIRROR_OF: *)
    NETRC                             passwords by host, for the mirror
"""

from __future__ import annotations

import netrc
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.sax.saxutils import escape

MIRROR = "seldon-mirror"
_PORTS = {"http": 80, "https": 443}


def settings(environ: Mapping[str, str]) -> str:
    """Return the file's text."""
    mirror, login = _without_login(environ.get("MAVEN_MIRROR_URL", "").strip())
    login = login or _login_of_netrc(environ.get("NETRC", ""), mirror)
    lines = ["<settings>", "  <interactiveMode>false</interactiveMode>"]
    lines += _section("proxies", _proxies(environ))
    lines += _section("servers", [_server(*login)] if mirror and login else [])
    lines += _section("mirrors", [*([_mirror(mirror, environ)] if mirror else []), _blocker()])
    return "\n".join([*lines, "</settings>"]) + "\n"


def non_proxy_hosts(no_proxy: str) -> str:
    """Return NO_PROXY in Java's words: names with ``*``, and ``|`` between.

    A name there stands for itself and for all that end with it; ports are not compared here, as
    Java cannot.
    """
    names: dict[str, None] = {}
    for item in no_proxy.replace(",", " ").split():
        name = item.rsplit(":", 1)[0] if item.count(":") == 1 else item
        bare = name.removeprefix("*").removeprefix(".")
        if name == "*":
            return "*"
        if name == bare:
            names[bare] = None
        names[f"*.{bare}"] = None
    return "|".join(names)


def _proxies(environ: Mapping[str, str]) -> Iterator[str]:
    """Yield an element for each protocol that has a proxy."""
    hosts = non_proxy_hosts(environ.get("no_proxy", ""))
    for protocol in ("http", "https"):
        url = environ.get(f"{protocol}_proxy") or environ.get("all_proxy", "")
        if not url:
            continue
        parts = urlsplit(url if "://" in url else f"http://{url}")
        fields = {
            "id": f"seldon-{protocol}",
            "active": "true",
            "protocol": protocol,
            "host": parts.hostname or "",
            "port": str(parts.port or _PORTS.get(parts.scheme, 80)),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "nonProxyHosts": hosts,
        }
        yield _element("proxy", fields)


def _without_login(url: str) -> tuple[str, tuple[str, str] | None]:
    """Return a URL without its user name and password, and those."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, None
    user, _, password = login.partition(":")
    return urlunsplit(parts._replace(netloc=host)), (unquote(user), unquote(password))


def _login_of_netrc(path: str, url: str) -> tuple[str, str] | None:
    """Return what a netrc file has for the host of a URL."""
    host = urlsplit(url).hostname
    if not path or not host:
        return None
    found = netrc.netrc(path).authenticators(host)
    return (found[0], found[2]) if found else None


def _server(user: str, password: str) -> str:
    return _element("server", {"id": MIRROR, "username": user, "password": password})


def _mirror(url: str, environ: Mapping[str, str]) -> str:
    """Return the mirror; without MAVEN_MIRROR_OF no other repository is asked."""
    which = environ.get("MAVEN_MIRROR_OF", "").strip() or "*"
    # Maven 3.8 and later block http://…, of a mirror only when it says so.
    return _element("mirror", {"id": MIRROR, "mirrorOf": which, "url": url})


def _blocker() -> str:
    """Return what Maven's own global settings have, in whose place these are: no plain http."""
    fields = {
        "id": "maven-default-http-blocker",
        "mirrorOf": "external:http:*",
        "url": "http://0.0.0.0/",
        "blocked": "true",
    }
    return _element("mirror", fields)


def _section(name: str, elements: Iterator[str] | list[str]) -> list[str]:
    """Return a section with its elements; nothing for none."""
    found = list(elements)
    return [f"  <{name}>", *found, f"  </{name}>"] if found else []


def _element(name: str, fields: Mapping[str, str]) -> str:
    inner = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in fields.items() if value)
    return f"    <{name}>{inner}</{name}>"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(settings(os.environ), encoding="utf-8")
