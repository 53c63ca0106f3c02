"""The extra that the checks of builders need."""

from importlib.util import find_spec

from seldon_conformance.errors import OptionError

_MODULES = ("cyclonedx", "testcontainers", "trustme")


def require_extra() -> None:
    """Look whether the checks' own dependencies are installed.

    Raises:
        OptionError: One of them is missing.
    """
    for module in _MODULES:
        if find_spec(module) is None:
            raise OptionError(
                f"builder: no module {module} "
                "(expected: the extra `builder`; pip install 'seldon-conformance[builder]')"
            )
