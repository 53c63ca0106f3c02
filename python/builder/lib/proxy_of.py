"""Tells which proxy stands between assemble and a URL, for its messages.

Usage: ``python proxy_of.py URL``. Prints the proxy of the environment without its password, or
nothing where there is none or NO_PROXY names the host.
"""

# ruff: noqa: INP001, T201 - a script that assemble runs: it is in no package, and it prints
from __future__ import annotations

import re
import sys
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment


def proxy_of(url: str) -> str:
    """Return the proxy's URL without user name and password; empty if there is none."""
    parts = urlsplit(url)
    proxies = getproxies_environment()
    if not parts.hostname or proxy_bypass_environment(parts.hostname, proxies):
        return ""
    proxy = proxies.get(parts.scheme) or proxies.get("all", "")
    return re.sub(r"^(.*://)?.*@", r"\1", proxy)


if __name__ == "__main__":
    print(proxy_of(sys.argv[1]))
