"""``python -m seldon_wrapper`` and ``seldon-core-microservice``."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence

from seldon_wrapper import logs
from seldon_wrapper.load_error import LoadError
from seldon_wrapper.serving import exits
from seldon_wrapper.settings import ConfigurationError, Settings, help_text

_log = logging.getLogger("seldon_wrapper")


def main(argv: Sequence[str]) -> int:
    """Serve or check a component, as the command line and the environment say.

    Args:
        argv: Arguments without the program's name.

    Returns:
        The exit code: 0, 1 for a component that cannot be loaded or calls that were cut off,
        2 for a wrong configuration.
    """
    if "--help" in argv or "-h" in argv:
        sys.stdout.write(f"{help_text()}\n")
        return 0
    if "--version" in argv:
        from importlib import metadata  # noqa: PLC0415 - 40 ms of the start

        version = metadata.version("seldon-wrapper")
        sys.stdout.write(f"{version}\n")
        return 0
    try:
        settings = Settings.from_args(argv, os.environ)
    except ConfigurationError as error:
        return exits.report(error)
    logs.configure(settings.log_level, settings.log_format)
    for notice in settings.notices:
        _log.warning(notice)
    for field, source in settings.sources.items():
        _log.debug("%s is %r, from %s", field, getattr(settings, field), source)
    return _check(settings) if settings.check else _serve(settings)


def _check(settings: Settings) -> int:
    """Try the component and return the exit code."""
    from seldon_wrapper.checking import check_component  # noqa: PLC0415 - a server needs it not

    try:
        found = check_component(settings)
    except (LoadError, ConfigurationError) as error:
        return exits.report(error)
    sys.stdout.write(f"{found}\n")
    return 0


def _serve(settings: Settings) -> int:
    """Serve the component and return the exit code."""
    from seldon_wrapper.serving.supervisor import serve  # noqa: PLC0415 - uvloop is large

    return serve(settings)


def run() -> None:
    """Be the console script.

    A SIGINT before the server listens to it ends the program at once. The image's run script blocks
    it until here: within Python's own start it would be an exit code 1 and a traceback of Python's.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
