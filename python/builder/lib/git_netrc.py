"""Gives git the user name and password of a host from the netrc file of a build's settings.

Git itself reads only ``~/.netrc``. It runs this as its credential helper (gitcredentials(7)), with
what it does as the argument, and ``host=…`` among the lines on stdin; NETRC names the file.
"""

# ruff: noqa: INP001, T201 - a script that git runs: it is in no package, and it prints
from __future__ import annotations

import netrc
import os
import re
import sys


def credentials(host: str) -> str:
    """Return the lines for git; empty if the file does not know the host."""
    found = netrc.netrc(os.environ["NETRC"]).authenticators(host)
    if found is None:
        return ""
    login, _, password = found
    return f"username={login}\npassword={password}\n"


if __name__ == "__main__" and sys.argv[1:] == ["get"]:
    asked = dict(line.rstrip("\n").split("=", 1) for line in sys.stdin if "=" in line)
    # A file names hosts without their ports, as it does for indexes.
    print(credentials(re.sub(r":[0-9]+$", "", asked.get("host", ""))), end="")
