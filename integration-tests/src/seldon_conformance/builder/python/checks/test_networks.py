"""Builds in the networks that people have (matrix C19 to C21): proxies, CAs, indexes, mirrors."""

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.python.network import (
    FROM_MIRROR,
    FROM_PRIVATE,
    FROM_PUBLIC,
    PUBLIC_NAME,
    Network,
    NetworkCase,
)
from seldon_conformance.builder.python.network_cases import (
    MIRRORED,
    PRIVATE,
    THROUGH_GUARDED_PROXY,
    THROUGH_PROXY,
)
from seldon_conformance.builder.python.networks import Networked
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build


def _installed(build: Build) -> list[str]:
    """Give what uv says that it has added."""
    assert build.code == 0, build.log
    return [line for line in build.lines if line.startswith("+ ")]


@row("C20", modes=Mode.S2I)
@pytest.mark.parametrize("case", THROUGH_PROXY, ids=str)
def test_proxy_that_opens_tls_is_passed_with_its_ca(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """It is what most companies have; the name of this index is known to the proxy alone."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_PUBLIC}"]
    assert f"https://{PUBLIC_NAME}/{case}/simple/greeting/" in network.proxy.seen
    assert f"/{case}/simple/greeting/" in network.public.asked


@row("C20", modes=Mode.S2I)
@pytest.mark.parametrize("case", THROUGH_PROXY[:2], ids=str)
def test_ca_is_not_in_the_image(case: NetworkCase, networked: Networked) -> None:
    """Whoever holds its key could open the TLS of every container that trusts it."""
    build = networked(case)
    found = shell(
        build.image,
        "find /run/s2i-build /tmp -type f -size +0; env | grep -iE 'ssl|cert' || true; "
        "grep -c trustme /etc/ssl/certs/ca-certificates.crt || true",
    )

    assert found.split() == ["/tmp/.s2i/image_metadata.json", "0"]


@row("C19", modes=Mode.S2I)
@pytest.mark.parametrize(
    ("case", "version", "scheme"),
    [
        (THROUGH_GUARDED_PROXY[0], FROM_PUBLIC, "https"),
        (THROUGH_GUARDED_PROXY[1], FROM_MIRROR, "http"),
    ],
    ids=str,
)
def test_proxy_gets_its_password(
    case: NetworkCase, version: str, scheme: str, networked: Networked, network: Network
) -> None:
    """It comes with CONNECT for TLS, and with each request for plain HTTP."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={version}"]
    assert f"{scheme}://{PUBLIC_NAME}/{case}/simple/greeting/" in network.guarded.seen


@row("C21", modes=Mode.S2I)
@pytest.mark.parametrize("case", MIRRORED, ids=str)
def test_mirror_is_asked_and_nothing_else(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """Falling back to the public index would let anybody fill in a name of the company's."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_MIRROR}"]
    assert f"/{case}/simple/greeting/" in network.mirror.asked


@row("C18", modes=Mode.S2I)
@pytest.mark.parametrize("case", PRIVATE, ids=str)
def test_private_index_gets_its_password(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """From a URL, a netrc, a pip.conf or uv's own settings, mounted or injected."""
    build = networked(case)

    assert f"greeting=={FROM_PRIVATE}" in " ".join(_installed(build))
    assert any(path.startswith(f"/{case}/") for path in network.private.asked)


@row("C21", modes=Mode.S2I)
def test_extra_index_wins_over_a_package_of_the_same_name(
    networked: Networked, network: Network
) -> None:
    """The index with the password is asked first, and what it has is looked for nowhere else."""
    case = next(case for case in PRIVATE if case.name == "private-beside-mirror")
    build = networked(case)

    assert _installed(build) == [f"+ farewell=={FROM_MIRROR}", f"+ greeting=={FROM_PRIVATE}"]
    assert f"/{case}/simple/greeting/" not in network.mirror.asked


@row("C21", modes=Mode.S2I)
def test_key_of_pip_conf_without_effect_is_told(networked: Networked) -> None:
    """Whoever wrote it should not believe that it holds."""
    case = next(case for case in PRIVATE if case.name == "private-pip-conf")
    build = networked(case)

    assert "NOTICE: pip.conf: no-binary has no effect here" in build.lines
    assert "---> Build settings: 1 from pip.conf, for this build only" in build.lines
