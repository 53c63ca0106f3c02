"""Builds in the networks that people have: proxies, certificates, mirrors, passwords."""

from pathlib import Path

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import (
    FROM_MIRROR,
    FROM_PRIVATE,
    FROM_PUBLIC,
    PUBLIC_NAME,
    Network,
    NetworkCase,
)
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.row import built, in_networks, row
from seldon_conformance.builder.served import served


@row("C20")
@in_networks("proxied")
def test_proxy_that_opens_tls_is_passed_with_its_ca(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It is what most companies have; the name of this repository is known to the proxy alone."""
    build = networked(case)

    assert network.installed(build) == [FROM_PUBLIC]
    asked = f"/{case}-{mode}{network.asked_for(FROM_PUBLIC)}"
    assert f"https://{PUBLIC_NAME}{asked}" in network.proxy.seen
    assert asked in network.public.asked


@row("C20")
@in_networks("with_certificate")
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
    url = f"https://{network.intranet.address}/at-run-time{network.asked_for(FROM_MIRROR)}"
    probed = {"PROBED_URL": url}
    with served(image, probed) as container:
        without = container.rest({"strData": "fetched"})["strData"]
    trusting = {**probed, "SSL_CERT_FILE": "/ca/company.crt"}
    with served(image, trusting, mounts={folder: "/ca"}) as container:
        fetched = container.rest({"strData": "fetched"})["strData"]

    assert network.untrusted in without
    assert fetched == "200"


@row("C19")
@in_networks("guarded")
def test_proxy_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It comes with CONNECT for TLS, and with each request for plain HTTP."""
    build = networked(case)

    scheme, version = (
        ("https", FROM_PUBLIC) if case.name == "guarded-tls" else ("http", FROM_MIRROR)
    )
    assert network.installed(build) == [version]
    asked = f"/{case}-{mode}{network.asked_for(version)}"
    assert f"{scheme}://{PUBLIC_NAME}{asked}" in network.guarded.seen


# The installer and the settings alone decide it, whichever way they have come.
@row("C19", modes=Mode.S2I)
@in_networks("unproxied")
def test_no_proxy_names_hosts_that_need_none(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """A host, with or without port, the end of a name, or every host; this proxy never answers."""
    assert network.installed(networked(case)) == [FROM_MIRROR]


@row("C21")
@in_networks("mirrored")
def test_mirror_is_asked_and_nothing_else(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """Falling back to the public one would let anybody fill in a name of the company's."""
    assert network.installed(networked(case)) == [FROM_MIRROR]

    asked = network.mirror.asked + network.intranet.asked
    assert f"/{case}-{mode}{network.asked_for(FROM_MIRROR)}" in asked


@row("C21")
@in_networks("default")
def test_repository_that_nobody_names_is_the_public_one(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """It shows that the checks which say that it is not asked can fail."""
    assert network.installed(networked(case)) == [FROM_PUBLIC]
    asked = network.asked_for(FROM_PUBLIC)
    assert f"https://{network.default_name}{asked}" in network.proxy.seen


@row("C18")
@in_networks("private")
def test_private_repository_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """From a URL, a netrc, or the installer's own settings, mounted or injected."""
    assert network.installed(networked(case)) == [FROM_PRIVATE]
    assert any(path.startswith(f"/{case}-{mode}/") for path in network.private.asked)
