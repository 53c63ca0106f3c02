"""Finds the contract's rules, vectors and protos.

They are inside this package where it is installed, else in the repository around it.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def contract_directory() -> Path:
    """Give the directory that holds ``docs/``, ``vectors/`` and ``proto/``.

    Raises:
        FileNotFoundError: Neither the installed package nor a repository around it has them.
    """
    candidates = [_HERE / "contract", *(parent / "common-proto" for parent in _HERE.parents)]
    for candidate in candidates:
        if (candidate / "vectors" / "vector.schema.json").is_file():
            return candidate
    raise FileNotFoundError(
        f"contract: not found above {_HERE} "
        "(expected: a directory common-proto; install the package from the repository)"
    )
