"""Binds a user method's parameters to what a verb has to give, once, by name (contract.md, DIS-1).

Signatures have changed over the years: ``predict(self, X, features_names)`` in 2018, later with
``meta``; ``send_feedback`` with routing third, last, or not at all. The first two parameters are
the value and its names, whatever they are called; the rest go by name, and a parameter without a
default that has another name gets what is left over, in order. A method of ``*args, **kwargs``
is most often a decorator's, which hands everything on: it gets no ``meta``, since many methods
behind it take none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Call = Callable[[Mapping[str, Any]], Any]
# What upstream gives by position to a feedback method that takes anything.
_FORWARDED = ("reward", "truth")
_SHOWN = {"value": "X", "values": "Xs"}
_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


class BindingError(TypeError):
    """A method has a parameter that nothing can be given for."""


def bind(method: Callable[..., Any], leading: Sequence[str], named: Sequence[str]) -> Call:
    """Make a call out of a method.

    Args:
        method: A bound method of the component.
        leading: What its first parameters get, in order.
        named: What later parameters get, by their names.

    Returns:
        A function of the values by these names, which calls the method once.

    Raises:
        BindingError: A parameter without a default is left over.
    """
    try:
        parameters = list(inspect.signature(method).parameters.values())
    except ValueError:  # a builtin without a signature
        return lambda values: method(*(values[key] for key in leading))
    positional = _positional(method, parameters, leading, named)
    keywords = _keywords(parameters, named, positional)
    if positional == list(leading) and not keywords:
        first, second = leading
        return lambda values: method(values[first], values[second])
    return lambda values: method(
        *(values[key] for key in positional), **{key: values[key] for key in keywords}
    )


def _positional(
    method: Callable[..., Any],
    parameters: list[inspect.Parameter],
    leading: Sequence[str],
    named: Sequence[str],
) -> list[str]:
    taken: list[str] = []
    own_names = {parameter.name for parameter in parameters}
    for index, parameter in enumerate(p for p in parameters if p.kind in _POSITIONAL):
        spare = [key for key in named if key not in taken and key not in own_names]
        if parameter.name in named:
            taken.append(parameter.name)
        elif index < len(leading):
            taken.append(leading[index])
        elif parameter.default is not inspect.Parameter.empty:
            break
        elif spare:
            taken.append(spare[0])
        else:
            name = getattr(method, "__qualname__", "method")
            known = ", ".join(_SHOWN.get(key, key) for key in (*leading, *named))
            message = f"{name}: parameter {parameter.name} (expected: at most {known})"
            raise BindingError(message)
    if _has(parameters, inspect.Parameter.VAR_POSITIONAL):
        wanted = [*leading, *(key for key in named if key in _FORWARDED)]
        taken.extend(wanted[len(taken) :])
    return taken


def _has(parameters: list[inspect.Parameter], kind: object) -> bool:
    return any(parameter.kind is kind for parameter in parameters)


def _keywords(
    parameters: list[inspect.Parameter], named: Sequence[str], positional: list[str]
) -> list[str]:
    if _has(parameters, inspect.Parameter.VAR_KEYWORD):
        forwards = _has(parameters, inspect.Parameter.VAR_POSITIONAL)
        return [k for k in named if k not in positional and not (forwards and k == "meta")]
    accepted = {parameter.name for parameter in parameters}
    return [key for key in named if key in accepted and key not in positional]
