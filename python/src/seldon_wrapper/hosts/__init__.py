"""Components in other languages, run inside this server.

A host gives a class of Python whose methods ask the component in its own language, so that nothing
outside of this package and ``loading`` knows of it.
"""

from __future__ import annotations

from pathlib import Path

_R_SUFFIXES = (".R", ".r")


def r_file(model_name: str, directory: Path) -> Path | None:
    """Find the R file that MODEL_NAME means.

    Args:
        model_name: ``MyModel.R``, or ``MyModel`` where there is a MyModel.R and no MyModel.py.
        directory: Where components are.

    Returns:
        The file, which may be missing if its suffix is given; None for a component of Python.
    """
    if model_name.endswith(_R_SUFFIXES):
        return directory / model_name
    if (directory / f"{model_name}.py").exists():
        return None
    files = (directory / f"{model_name}{suffix}" for suffix in _R_SUFFIXES)
    return next((file for file in files if file.is_file()), None)


def is_hosted(component: object) -> bool:
    """Whether a component's object stands for one in another language."""
    inside = f"{__name__}."
    return any(base.__module__.startswith(inside) for base in type(component).__mro__)
