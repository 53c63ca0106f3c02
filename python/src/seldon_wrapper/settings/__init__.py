"""What a server is told by its command line, its environment and its annotations file.

Nothing is read on import: ``Settings.from_args`` is the only place that looks.
"""

from seldon_wrapper.settings.command_line import help_text
from seldon_wrapper.settings.kinds import LogLevel, Protocol
from seldon_wrapper.settings.problems import ConfigurationError
from seldon_wrapper.settings.settings import Settings, check_router_workers
from seldon_wrapper.settings.variable import Status, Variable
from seldon_wrapper.settings.variables import VARIABLES

__all__ = [
    "VARIABLES",
    "ConfigurationError",
    "LogLevel",
    "Protocol",
    "Settings",
    "Status",
    "Variable",
    "check_router_workers",
    "help_text",
]
