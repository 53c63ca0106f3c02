"""Where things are in this repository."""

import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
VERSION = (REPOSITORY / "common-proto" / "VERSION").read_text().strip()
_MACHINE = REPOSITORY / "integration-tests" / "machine"
S2I_BINARY = _MACHINE / "bin" / "s2i"


def collected_settings() -> Path:
    """Write this host's CA certificates and index settings for builds, and give the folder."""
    folder = REPOSITORY / "build" / "host"
    subprocess.run([str(_MACHINE / "ca"), str(folder)], check=True)
    return folder
