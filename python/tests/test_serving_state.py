"""The state machine that probes, gRPC health and refusals follow."""

from __future__ import annotations

from seldon_wrapper.serving.state import Phase, State


def test_only_ready_is_ready() -> None:
    """A probe that passes while loading or draining sends traffic to the wrong place."""
    state = State()
    seen = [(state.name, state.ready)]
    for phase in (Phase.LOADING, Phase.READY, Phase.DRAINING):
        state.advance(phase)
        seen.append((state.name, state.ready))

    assert seen == [
        ("listening", False),
        ("loading", False),
        ("ready", True),
        ("draining", False),
    ]


def test_a_phase_is_never_gone_back_to() -> None:
    """A load that ends after the stop began must not make the server ready again."""
    state = State()
    state.advance(Phase.LOADING)
    state.advance(Phase.DRAINING)
    changed = state.advance(Phase.READY)

    assert not changed
    assert state.phase is Phase.DRAINING
    assert not state.ready


def test_calls_are_taken_while_draining_once_loaded() -> None:
    """What arrives during SHUTDOWN_DELAY_S would be lost otherwise (LIF-5)."""
    loaded, never_loaded = State(), State()
    loaded.advance(Phase.READY)
    loaded.advance(Phase.DRAINING)
    never_loaded.advance(Phase.LOADING)
    never_loaded.advance(Phase.DRAINING)

    assert loaded.takes_calls
    assert not never_loaded.takes_calls


def test_a_listener_hears_the_present_and_every_change() -> None:
    """Health over gRPC must not miss a change that came before it listened."""
    state = State()
    state.advance(Phase.LOADING)
    heard: list[Phase] = []
    state.listen(heard.append)
    state.advance(Phase.READY)
    state.advance(Phase.READY)
    state.advance(Phase.DRAINING)

    assert heard == [Phase.LOADING, Phase.READY, Phase.DRAINING]
