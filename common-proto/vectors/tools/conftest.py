"""Lets the tests import the scripts beside them, whoever runs pytest from where."""

# ruff: noqa: INP001 (scripts, no package)

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
