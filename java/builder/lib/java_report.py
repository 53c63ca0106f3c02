"""Writes what was built: a file in the image, and the same facts as labels for s2i.

Usage: ``python java_report.py METHOD``. See the Python builder's report.py for more.
"""

from __future__ import annotations

import os
import sys

import report


def main(method: str) -> None:
    """Write both files."""
    facts = {
        "io.seldon.builder.name": "seldon-core-s2i-java",
        "io.seldon.builder.version": "version",
        "io.seldon.builder.id": "id",
        "io.seldon.java.version": "java.txt",
        "io.seldon.maven.version": "maven.txt",
        "io.seldon.wrapper.version": "wrapper.txt",
    }
    found = {
        key: value
        if key == "io.seldon.builder.name"
        else (report.FACTS / value).read_text().strip()
        for key, value in facts.items()
    }
    found |= {
        "io.seldon.model-name": os.environ.get("MODEL_NAME", "").strip(),
        "io.seldon.service-type": os.environ.get("SERVICE_TYPE", "").strip(),
        "io.seldon.dependencies.from": method,
        "io.seldon.report": str(report.REPORT),
        "io.seldon.sbom": str(report.BILL),
    }
    report.write(found)


if __name__ == "__main__":
    main(sys.argv[1])
