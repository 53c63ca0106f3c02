"""Builds that the network ends: one line of cause, one of remedy, and no password."""

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import ONLY_PUBLIC, Network, NetworkCase
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.row import in_networks, row


@row("C08", "C33")
@in_networks("refused")
def test_network_that_ends_a_build_is_told_with_a_remedy(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """Installers say it in many lines, or not at all, and s2i shows the last."""
    build = networked(case)

    assert build.problems[-2:] == [
        f"ERROR: {case.cause.format(**network.places(case, mode))}",
        f"REMEDY: {case.remedy}",
    ], build.log
    assert build.code == 1
    assert not build.is_tagged


@row("C21")
@in_networks("missing")
def test_package_that_the_mirror_lacks_is_asked_of_nobody_else(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """Whoever puts it into the public one would have it installed in the company."""
    networked(case)

    assert any(asked.startswith(f"/{case}-{mode}/") for asked in network.mirror.asked)
    everywhere = network.proxy.seen + network.public.asked
    assert [asked for asked in everywhere if f"/{case}-" in asked or ONLY_PUBLIC in asked] == []


@row("C18")
@in_networks("refused")
def test_log_of_a_refused_build_has_no_password(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """People paste it into tickets."""
    log = networked(case).log

    assert [password for password in network.passwords if password in log] == []
