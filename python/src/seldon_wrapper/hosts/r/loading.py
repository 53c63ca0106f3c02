"""From an R file to the class of its component; what goes wrong is the user's to mend."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from seldon_wrapper.hosts.r.errors import RError
from seldon_wrapper.load_error import LoadError

T = TypeVar("T")


def load_file(path: Path) -> type:
    """Read an R file, without making the component's object.

    Args:
        path: The file; it may be missing.

    Returns:
        A class that is called with the parameters and asks the R object.

    Raises:
        LoadError: There is no R here, the file is missing, or R cannot read it.
    """
    if not path.is_file():
        files = sorted(file.name for file in path.parent.glob("*.[Rr]"))
        raise LoadError(
            f"no file {path.name} in {path.parent}: {', '.join(files) or 'no .R file'} "
            f"(expected: {path.name})",
            f"Add {path.name}, or set MODEL_NAME to the name of a file that is there.",
        )
    if importlib.util.find_spec("rpy2") is None:
        raise LoadError(
            f"{path.name} is R, and this server has no R (expected: the builder seldon-core-s2i-r)",
            "Build the component with seldon-core-s2i-r.",
        )
    from seldon_wrapper.hosts.r.component import component_class  # noqa: PLC0415 - needs rpy2

    remedy = "Mend the file, or move what needs the running container into initialise_seldon."
    return _told(lambda: component_class(path), f"reading {path.name} failed", remedy)


def _told(load: Callable[[], T], what: str, remedy: str) -> T:
    try:
        return load()
    except RError as error:
        raise LoadError(f"{what}: {error}", remedy) from error
