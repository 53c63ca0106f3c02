"""Writes what was built: a file in the image, and the same facts as labels for s2i.

Usage: ``python r_report.py METHOD``. See the Python builder's report.py for what s2i makes of it.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import os
import sys

import report


def main(method: str) -> None:
    """Write both files."""
    found = {
        "io.seldon.builder.name": "seldon-core-s2i-r",
        "io.seldon.builder.version": (report.FACTS / "version").read_text().strip(),
        "io.seldon.builder.id": (report.FACTS / "id").read_text().strip(),
        "io.seldon.r.version": (report.FACTS / "r.txt").read_text().strip(),
        "io.seldon.model-name": os.environ["MODEL_NAME"].strip(),
        "io.seldon.service-type": os.environ.get("SERVICE_TYPE", "").strip(),
        "io.seldon.dependencies.from": method,
        "io.seldon.report": str(report.REPORT),
        "io.seldon.sbom": str(report.BILL),
    }
    report.write(found)


if __name__ == "__main__":
    main(sys.argv[1])
