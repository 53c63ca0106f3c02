"""Writes what was built: a file in the image, and the same facts as labels for s2i.

Usage: ``python report.py METHOD KEY``. s2i reads the labels from /tmp/.s2i/image_metadata.json;
it panics on a value that is not a string. With ``--as-dockerfile`` it ignores them, so the
report file is what counts.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

FACTS = Path("/opt/seldon/facts")
REPORT = Path("/opt/app-root/build/report.json")
BILL = Path("/opt/app-root/build/sbom.cdx.json")
PACKAGES = Path("/opt/app-root/build/requirements.lock")
METADATA = Path("/tmp/.s2i/image_metadata.json")  # noqa: S108 - the path is s2i's


def facts(method: str, key: str) -> dict[str, str]:
    """Return the facts about this build, all of them strings."""
    return {
        "io.seldon.builder.name": "seldon-core-s2i-python",
        "io.seldon.builder.version": (FACTS / "version").read_text().strip(),
        "io.seldon.builder.id": (FACTS / "id").read_text().strip(),
        "io.seldon.python.version": platform.python_version(),
        "io.seldon.model-name": os.environ["MODEL_NAME"].strip(),
        "io.seldon.service-type": os.environ.get("SERVICE_TYPE", "").strip(),
        "io.seldon.dependencies.from": method,
        "io.seldon.dependencies.key": key,
        "io.seldon.report": str(REPORT),
        "io.seldon.sbom": str(BILL),
    }


def main(method: str, key: str) -> None:
    """Write both files."""
    write(facts(method, key))


def write(found: dict[str, str]) -> None:
    """Write facts and the packages that are installed, as a file and as labels for s2i."""
    packages = [line for line in PACKAGES.read_text().splitlines() if line]
    report = {**found, "packages": packages, "server": (FACTS / "server.txt").read_text().split()}
    REPORT.write_text(json.dumps(report, indent=2) + "\n")
    labels = [{name: value} for name, value in found.items() if value]
    METADATA.parent.mkdir(exist_ok=True)
    METADATA.write_text(json.dumps({"labels": labels}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
