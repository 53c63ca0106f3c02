"""Upstream's ``seldon_core.user_model``: the base class that components may have, and the response.

The methods of ``SeldonComponent`` only stand there to be overridden, and for editors to know; one
that is not overridden is marked and counts as absent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from seldon_wrapper.component import STUB_MARK
from seldon_wrapper.response import SeldonResponse
from seldon_wrapper.user_errors import SeldonNotImplementedError

__all__ = ["SeldonComponent", "SeldonNotImplementedError", "SeldonResponse"]

_F = TypeVar("_F", bound=Callable[..., Any])


def _stub(method: _F) -> _F:
    setattr(method, STUB_MARK, True)
    return method


def _absent(name: str) -> NoReturn:
    message = f"{name} is not implemented"
    raise SeldonNotImplementedError(message)


class SeldonComponent:
    """A base class for components; having it changes nothing about how one is served."""

    def __init__(self, **kwargs: Any) -> None:
        """Take any parameters, for subclasses that hand theirs on."""

    @_stub
    def predict(self, X: Any, names: list[str], meta: dict[str, Any] | None = None) -> Any:
        """Answer a prediction; contract.md, PAY-14 says what may be returned."""
        _absent("predict")

    @_stub
    def transform_input(self, X: Any, names: list[str], meta: dict[str, Any] | None = None) -> Any:
        """Answer the request that goes on to the children."""
        _absent("transform_input")

    @_stub
    def transform_output(self, X: Any, names: list[str], meta: dict[str, Any] | None = None) -> Any:
        """Answer the response that goes back to the caller."""
        _absent("transform_output")

    @_stub
    def route(self, X: Any, names: list[str], meta: dict[str, Any] | None = None) -> Any:
        """Answer the number of the child to ask; -1 for all, -2 for none."""
        _absent("route")

    @_stub
    def aggregate(self, Xs: list[Any], names: list[list[str]]) -> Any:
        """Answer one value for the children's values."""
        _absent("aggregate")

    @_stub
    def send_feedback(
        self,
        X: Any,
        names: list[str],
        reward: float,
        truth: Any,
        routing: int | None = None,
    ) -> Any:
        """Learn from feedback; what is returned, if anything, is the answer."""
        _absent("send_feedback")

    @_stub
    def tags(self) -> dict[str, Any]:
        """Give tags for the meta of each answer."""
        _absent("tags")

    @_stub
    def metrics(self) -> list[dict[str, Any]]:
        """Give metrics for each answer and for Prometheus."""
        _absent("metrics")

    @_stub
    def class_names(self) -> list[str]:
        """Give the names of the answer's columns."""
        _absent("class_names")

    @_stub
    def feature_names(self) -> list[str]:
        """Give the names of a transformer's columns."""
        _absent("feature_names")

    @_stub
    def load(self) -> None:
        """Load what is needed, once, before the first call."""
        _absent("load")

    @_stub
    def health_status(self) -> Any:
        """Give the health that ``/health/status`` answers; raise if there is none."""
        _absent("health_status")

    @_stub
    def init_metadata(self) -> dict[str, Any]:
        """Give the metadata that ``/metadata`` answers."""
        _absent("init_metadata")
