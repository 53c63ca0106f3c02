"""From texts to ``Settings``: precedence, conversion, and the rules between settings."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from seldon_wrapper.settings.annotations import read_annotations
from seldon_wrapper.settings.command_line import CHECK_LEVELS, read_command_line
from seldon_wrapper.settings.kinds import LogLevel, Protocol
from seldon_wrapper.settings.parameters import read_parameters
from seldon_wrapper.settings.problems import ConfigurationError
from seldon_wrapper.settings.settings import Settings, check_router_workers
from seldon_wrapper.settings.variable import Status, Variable
from seldon_wrapper.settings.variables import VARIABLES

_FIELDS = frozenset(item.name for item in fields(Settings))
_PORTS = {
    Protocol.REST: ("http_port", "PREDICTIVE_UNIT_HTTP_SERVICE_PORT"),
    Protocol.GRPC: ("grpc_port", "PREDICTIVE_UNIT_GRPC_SERVICE_PORT"),
}


class Reader:
    """Reads one configuration and gathers everything that is wrong with it."""

    def __init__(
        self, argv: Sequence[str], environ: Mapping[str, str], annotations_path: Path
    ) -> None:
        """Remember where to look; nothing is read before ``settings``."""
        self._line = read_command_line(argv)
        self._environ = environ
        self._annotations_path = annotations_path
        self._problems = list(self._line.problems)
        self._notices = list(self._line.notices)
        self._values: dict[str, Any] = {}  # fields of Settings that are not left at default
        self._loose: dict[str, Any] = {}  # values without a field of their own, by variable
        self._sources: dict[str, str] = {}

    def settings(self) -> Settings:
        """Return the settings.

        Raises:
            ConfigurationError: With every mistake that there is.
        """
        for variable in VARIABLES:
            self._read(variable)
        self._read_check()
        self._read_component()
        self._choose_protocols()
        self._choose_ports()
        self._choose_endpoints()
        self._add_annotations()
        if self._values.get("debug"):
            self._values["log_level"] = LogLevel.DEBUG
        settings = Settings(
            **{"component": "", **self._values},
            notices=tuple(self._notices),
            sources=self._sources,
        )
        self._check_ports(settings)
        if settings.service_type:
            try:
                check_router_workers(settings, settings.service_type)
            except ConfigurationError as error:
                self._problems += error.problems
        if self._problems:
            raise ConfigurationError(self._problems)
        return settings

    def _texts(self, variable: Variable) -> list[tuple[str, str]]:
        """Return where a variable is set and to what, highest precedence first."""
        found = []
        if variable.flag in self._line.flags:
            found.append((f"--{variable.flag}", self._line.flags[variable.flag]))
        for name in (variable.name, *variable.aliases):
            text = self._environ.get(name, "").strip()
            if text:
                found.append((name, text))
        return found

    def _read(self, variable: Variable) -> None:
        """Take the value of one variable, or note what is wrong with it."""
        texts = self._texts(variable)
        if not texts:
            return
        source, text = texts[0]
        if variable.status is Status.REFUSED:
            self._problems.append(f"{source}: {text!r} (expected: unset; {variable.help})")
        elif variable.status is Status.NOTICE:
            self._ignore(variable, source, text)
        elif variable.field == "parameters":
            self._values["parameters"], problems = read_parameters(text, source)
            self._problems += problems
        elif variable.kind:
            self._convert(variable, source, text)

    def _ignore(self, variable: Variable, source: str, text: str) -> None:
        """Note that a variable has no effect, unless it asks for what is so anyway."""
        if text not in {"0", "false"}:
            self._notices.append(f"{source}={text} has no effect: {variable.help}")

    def _convert(self, variable: Variable, source: str, text: str) -> None:
        """Convert one text by the kind of its variable."""
        assert variable.kind is not None  # noqa: S101 - for mypy; the caller has looked
        try:
            value = variable.kind(text)
        except ValueError as error:
            self._problems.append(f"{source}: {text!r} (expected: {error})")
            return
        if variable.field in _FIELDS:
            self._values[variable.field] = value
            self._sources[variable.field] = source
        else:
            self._loose[variable.name] = value

    def _read_check(self) -> None:
        """Read ``--check``, which has no variable: BUILD_CHECK is the image's, not the run's."""
        level = self._line.flags.get("check")
        if level is None:
            return
        if level not in CHECK_LEVELS:
            nearest = difflib.get_close_matches(level, CHECK_LEVELS, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            expected = f"one of {', '.join(CHECK_LEVELS)}{hint}"
            self._problems.append(f"--check: {level!r} (expected: {expected})")
        self._values["check"] = level

    def _read_component(self) -> None:
        """Let the positional argument count before MODEL_NAME; one of them must be there."""
        if self._line.component:
            self._values["component"] = self._line.component
            self._sources["component"] = "command line"
        if not self._values.get("component"):
            self._problems.append(
                "MODEL_NAME: not set (expected: the component's name, such as MyModel)"
            )

    def _choose_protocols(self) -> None:
        """Decide what is served by SERVE, and by upstream's GRPC_WORKERS=0."""
        served = self._loose.get("SERVE", tuple(Protocol))
        workers = self._loose.get("GRPC_WORKERS")
        if workers == 0 and "SERVE" not in self._loose:
            served = (Protocol.REST,)
        elif workers == 0 and Protocol.GRPC in served:
            self._problems.append("GRPC_WORKERS: 0 (expected: unset, since SERVE asks for GRPC)")
        elif workers and workers > 1:
            self._notices.append(
                f"GRPC_WORKERS={workers} has no effect: each of the WORKERS serves gRPC too"
            )
        self._values["serve_rest"] = Protocol.REST in served
        self._values["serve_grpc"] = Protocol.GRPC in served

    def _choose_ports(self) -> None:
        """Let PREDICTIVE_UNIT_SERVICE_PORT count when neither specific port is set."""
        port = self._loose.get("PREDICTIVE_UNIT_SERVICE_PORT")
        if port is None or "http_port" in self._values or "grpc_port" in self._values:
            return
        main = self._values.get("api_type", (Protocol.REST,))[0]
        name, _ = _PORTS[main]
        self._values[name] = port
        self._sources[name] = "PREDICTIVE_UNIT_SERVICE_PORT"

    def _choose_endpoints(self) -> None:
        """Add the operator's path to the two that are always there."""
        path = self._loose.get("PREDICTIVE_UNIT_METRICS_ENDPOINT")
        endpoints = ("/metrics", "/prometheus")
        if path and path not in endpoints:
            self._values["metrics_endpoints"] = (*endpoints, path)

    def _add_annotations(self) -> None:
        """Take what the pod's annotations say."""
        found, problems = read_annotations(self._annotations_path)
        self._problems += problems
        if found.max_message_bytes is not None:
            self._values["grpc_annotated_bytes"] = found.max_message_bytes
            self._sources["grpc_annotated_bytes"] = str(self._annotations_path)
        if found.rest_timeout_ms is not None:
            self._values["annotated_timeout_s"] = found.rest_timeout_ms / 1000
            self._sources["annotated_timeout_s"] = str(self._annotations_path)

    def _check_ports(self, settings: Settings) -> None:
        """Refuse one port for two servers."""
        used = {"PREDICTIVE_UNIT_METRICS_SERVICE_PORT": settings.metrics_port}
        if settings.serve_rest:
            used["PREDICTIVE_UNIT_HTTP_SERVICE_PORT"] = settings.http_port
        if settings.serve_grpc:
            used["PREDICTIVE_UNIT_GRPC_SERVICE_PORT"] = settings.grpc_port
        names: dict[int, list[str]] = {}
        for name, port in used.items():
            names.setdefault(port, []).append(name)
        self._problems += [
            f"{' and '.join(sorted(same))}: both {port} (expected: a port each)"
            for port, same in names.items()
            if len(same) > 1
        ]
