"""Builds in the networks that people have: proxies, certificates, mirrors."""

from pathlib import Path

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import PUBLIC_NAME
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.r.network import (
    DEFAULT_NAME,
    FROM_MIRROR,
    FROM_PRIVATE,
    FROM_PUBLIC,
    Network,
    NetworkCase,
)
from seldon_conformance.builder.r.network_cases import (
    DEFAULT_MIRROR,
    MIRRORED,
    PRIVATE,
    THROUGH_GUARDED_PROXY,
    THROUGH_PROXY,
    WITHOUT_PROXY,
)
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served


def _installed(build: Build) -> list[str]:
    """Give which versions of ``greeting`` R says that it has installed."""
    assert build.code == 0, build.log
    said = "** this is package ‘greeting’ version "
    return [line.removeprefix(said) for line in build.lines if line.startswith(said)]


def _archive(version: str) -> str:
    return f"src/contrib/greeting_{version}.tar.gz"


@row("C20")
@pytest.mark.parametrize("case", THROUGH_PROXY, ids=str)
def test_proxy_that_opens_tls_is_passed_with_its_ca(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It is what most companies have; the name of this repository is known to the proxy alone."""
    build = networked(case)

    assert _installed(build) == [f"‘{FROM_PUBLIC}’"]
    asked = f"/{case}-{mode}/{_archive(FROM_PUBLIC)}"
    assert f"https://{PUBLIC_NAME}{asked}" in network.proxy.seen
    assert asked in network.public.asked


@row("C20")
@pytest.mark.parametrize("case", THROUGH_PROXY[:2], ids=str)
def test_ca_is_not_in_the_image(case: NetworkCase, networked: Networked) -> None:
    """Whoever holds its key could open the TLS of every container that trusts it."""
    build = networked(case)
    found = shell(
        build.image,
        "find /run/s2i-build /tmp -type f -size +0; env | grep -iE 'ssl|cert|curl_' || true; "
        "grep -c trustme /etc/ssl/certs/ca-certificates.crt || true",
    )

    assert found.split() == ["/tmp/.s2i/image_metadata.json", "0"]


@row("C20")
@built("probe")
def test_mounted_certificate_is_used_at_run_time(
    image: str, network: Network, folder: Path
) -> None:
    """Components ask services of the company's; without the certificate they cannot."""
    network.company.cert_pem.write_to_path(folder / "company.crt")
    probed = {"PROBED_URL": f"https://{network.intranet.address}/src/contrib/PACKAGES"}
    with served(image, probed) as container:
        without = container.rest({"strData": "fetched"})["strData"]
    trusting = {**probed, "SSL_CERT_FILE": "/ca/company.crt"}
    with served(image, trusting, mounts={folder: "/ca"}) as container:
        fetched = container.rest({"strData": "fetched"})["strData"]

    assert "SSL certificate" in without
    assert fetched == "200"


@row("C19")
@pytest.mark.parametrize("case", THROUGH_GUARDED_PROXY, ids=str)
def test_proxy_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It comes with CONNECT for TLS, and with each request for plain HTTP."""
    build = networked(case)

    scheme, version = (
        ("https", FROM_PUBLIC) if case.name == "guarded-tls" else ("http", FROM_MIRROR)
    )
    assert _installed(build) == [f"‘{version}’"]
    asked = f"{scheme}://{PUBLIC_NAME}/{case}-{mode}/{_archive(version)}"
    assert asked in network.guarded.seen


# R and the settings alone decide it, whichever way they have come.
@row("C19", modes=Mode.S2I)
@pytest.mark.parametrize("case", WITHOUT_PROXY, ids=str)
def test_no_proxy_names_hosts_that_need_none(case: NetworkCase, networked: Networked) -> None:
    """A host, with or without port, the end of a name, or every host; this proxy never answers."""
    assert _installed(networked(case)) == [f"‘{FROM_MIRROR}’"]


@row("C21")
@pytest.mark.parametrize("case", MIRRORED, ids=str)
def test_mirror_is_asked_and_nothing_else(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """Falling back to the public one would let anybody fill in a name of the company's."""
    assert _installed(networked(case)) == [f"‘{FROM_MIRROR}’"]

    asked = network.mirror.asked + network.intranet.asked
    assert f"/{case}-{mode}/{_archive(FROM_MIRROR)}" in asked


@row("C21")
@pytest.mark.parametrize("case", [DEFAULT_MIRROR], ids=[""])
def test_mirror_that_nobody_names_is_the_public_one(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """It shows that the checks which say that it is not asked can fail."""
    assert _installed(networked(case)) == [f"‘{FROM_PUBLIC}’"]
    assert f"https://{DEFAULT_NAME}/{_archive(FROM_PUBLIC)}" in network.proxy.seen


@row("C18")
@pytest.mark.parametrize("case", PRIVATE, ids=str)
def test_private_mirror_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It stands in the mirror's URL, as R users write it."""
    assert _installed(networked(case)) == [f"‘{FROM_PRIVATE}’"]
    assert f"/{case}-{mode}/{_archive(FROM_PRIVATE)}" in network.private.asked
