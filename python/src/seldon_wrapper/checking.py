"""``--check``: try the component without serving it, for the end of a build."""

from __future__ import annotations

from seldon_wrapper import loading
from seldon_wrapper.settings import Settings, check_router_workers


def check_component(settings: Settings) -> str:
    """Try the component as far as ``settings.check`` says.

    Args:
        settings: ``check`` is off (nothing), import (the class and its type), or load (its
            object, with the parameters, and ``load``).

    Returns:
        What was found, in one line.

    Raises:
        LoadError: The component cannot be loaded.
        ConfigurationError: Its type forbids several workers.

    Source: contract.md, LIF-8.
    """
    if settings.check == "off":
        return f"{settings.component} was not tried"
    cls = loading.load_class(settings.component)
    loading.check_signatures(cls)
    service_type = loading.service_type(cls, settings.service_type)
    check_router_workers(settings, service_type)
    found = f"{settings.component} is a {service_type}: it can be imported"
    if settings.check == "import":
        return found
    component = loading.instantiate(cls, settings.parameters)
    load = getattr(component, "load", None)
    if not callable(load) or getattr(load, "__seldon_stub__", False):
        return f"{found} and made"
    loading.run_load(cls.__name__, load)
    return f"{found}, made and loaded"
