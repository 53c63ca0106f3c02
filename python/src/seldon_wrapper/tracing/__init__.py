"""Spans of requests, for an OpenTelemetry collector (contract.md, TRC).

Off by default, and free when off: nothing of OpenTelemetry is imported then.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from seldon_wrapper.settings import ConfigurationError, Settings

if TYPE_CHECKING:
    from seldon_wrapper.tracing.tracer import Tracer


def start(settings: Settings) -> Tracer | None:
    """Make this worker's tracer; a worker that forks afterwards would lose its thread.

    Args:
        settings: Whether tracing is on, and what the spans are called by. The rest is
            OpenTelemetry's own, from ``OTEL_*`` variables.

    Returns:
        The tracer, also for the component's own spans; None if tracing is off.

    Raises:
        ConfigurationError: A variable of OpenTelemetry has a value that it does not take.
    """
    if not settings.tracing or os.environ.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    if os.environ.get("OTEL_TRACES_EXPORTER", "").strip().lower() == "none":
        return None
    try:
        from seldon_wrapper.tracing.tracer import make_tracer  # noqa: PLC0415 - only when on

        return make_tracer(settings)
    except (ValueError, OSError) as error:
        raise ConfigurationError([f"OTEL_*: {error}"]) from error
