"""The requests that a stop waits for."""

from __future__ import annotations

import pytest

from seldon_wrapper.serving.in_flight import InFlight


def test_a_request_counts_from_call_to_return() -> None:
    """A stop that does not see it would cut it off."""
    in_flight = InFlight()
    seen = []

    def wsgi(_environ: object, _start: object) -> list[bytes]:
        seen.append((len(in_flight), in_flight.paths()))
        return [b"done"]

    answer = in_flight.around(wsgi)({"PATH_INFO": "/predict"}, lambda *_: None)

    assert answer == [b"done"]
    assert seen == [(1, ["/predict"])]
    assert len(in_flight) == 0


def test_a_request_that_raises_is_no_longer_counted() -> None:
    """Or the stop would wait for it until the bound."""
    in_flight = InFlight()

    def wsgi(_environ: object, _start: object) -> list[bytes]:
        raise KeyError

    with pytest.raises(KeyError):
        in_flight.around(wsgi)({"PATH_INFO": "/predict"}, lambda *_: None)

    assert len(in_flight) == 0
