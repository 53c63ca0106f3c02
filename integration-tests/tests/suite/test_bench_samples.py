"""The benchmark's conclusions: medians, spread, saturation, ratios."""

from typing import Any

import pytest
from seldon_bench.samples import Sample, Summary, ratio, summarise


def sample(value: float = 100.0, **changes: Any) -> Sample:
    return Sample("ours", "rest-small-16", value, **changes)


def summary(value: float, *, marks: tuple[str, ...] = ()) -> Summary:
    return Summary(value, 0.0, 0.0, 0.0, 5, marks)


def test_median_is_of_the_rounds_that_count() -> None:
    """A round that failed has no figure, and a 0 would pull the median down."""
    found = summarise(
        [
            sample(90.0, p50_ms=1.0, p99_ms=5.0),
            sample(110.0, p50_ms=3.0, p99_ms=9.0),
            sample(100.0, p50_ms=2.0, p99_ms=7.0),
            sample(0.0, problem="refused"),
        ]
    )

    assert found == Summary(100.0, 2.0, 7.0, 0.1, 3, ("1 of 4 rounds failed",))


def test_no_round_that_counts_is_no_figure() -> None:
    """A peer that could not be started has no row of zeros."""
    assert summarise([sample(0.0, problem="refused")]) is None


@pytest.mark.parametrize(
    ("client_cpu", "client_core", "server_core", "expected"),
    [
        (0.95, 0.97, 0.60, True),  # the generator was at its end, the server was not
        (0.95, 0.97, 0.99, False),  # both were: the server's figure is its own
        (0.40, 0.45, 0.60, False),  # neither was: one connection waits for the server
        (0.50, 0.95, 0.60, True),  # another program had taken the generator's core
        (0.89, 0.89, 0.60, False),
        (0.90, 0.90, 0.899, True),
    ],
)
def test_client_is_saturated_when_only_it_had_no_time_left(
    client_cpu: float,
    client_core: float,
    server_core: float,
    expected: bool,  # noqa: FBT001 - pytest gives it by name
) -> None:
    """Such a figure is the generator's speed, and its ratio means nothing."""
    found = sample(client_cpu=client_cpu, client_core=client_core, server_core=server_core)

    assert found.client_saturated is expected


def test_unpinned_client_is_never_called_saturated() -> None:
    """With both on all cores, the generator's share is not its limit."""
    found = sample(client_cpu=1.0, client_core=1.0, server_core=0.1, pinned=False)

    assert not found.client_saturated


def test_server_is_disturbed_when_others_used_its_core() -> None:
    """The figure is right for a loaded machine only."""
    assert sample(server_cpu=0.60, server_core=0.99).disturbed
    assert not sample(server_cpu=0.95, server_core=0.99).disturbed


def test_mark_needs_more_than_half_of_the_rounds() -> None:
    """The median is not of the few rounds that were spoilt."""
    spoilt: dict[str, Any] = {
        "client_cpu": 1.0,
        "client_core": 1.0,
        "server_core": 0.2,
        "server_cpu": 0.2,
    }
    two_of_three = summarise([sample(**spoilt), sample(**spoilt), sample()])
    one_of_two = summarise([sample(**spoilt), sample()])

    assert two_of_three is not None
    assert two_of_three.marks == ("client saturated",)
    assert not two_of_three.is_valid
    assert one_of_two is not None
    assert one_of_two.marks == ()
    assert one_of_two.is_valid


def test_ratio_is_against_the_better_configuration() -> None:
    """A peer's default would flatter ours where its best is better, and the other way round."""
    peers = {"p default": summary(10.0), "p best": summary(25.0), "p other": None}
    more = ratio(summary(100.0), peers, least=False)
    less = ratio(summary(100.0), peers, least=True)

    assert more is not None
    assert (more.value, more.against, more.is_valid) == (4.0, "p best", True)
    assert less is not None
    assert (less.value, less.against) == (10.0, "p default")


def test_ratio_with_a_saturated_client_is_invalid_on_either_side() -> None:
    """Neither a capped figure of ours nor a capped one of the peer's gives a ratio."""
    capped = summary(100.0, marks=("client saturated",))
    ours_capped = ratio(capped, {"p best": summary(10.0)}, least=False)
    peer_capped = ratio(summary(100.0), {"p best": capped}, least=False)

    assert ours_capped is not None
    assert not ours_capped.is_valid
    assert peer_capped is not None
    assert not peer_capped.is_valid


def test_there_is_no_ratio_without_both_sides() -> None:
    """A missing peer is n/a, not infinitely slow."""
    assert ratio(summary(1.0), {"p best": None}, least=False) is None
    assert ratio(None, {"p best": summary(1.0)}, least=False) is None
