"""Builds in the networks that people have (matrix C18 to C21): proxies, CAs, indexes, mirrors."""

import re
from pathlib import Path

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import PUBLIC_NAME
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.python.network import (
    DEFAULT_NAME,
    FROM_MIRROR,
    FROM_PRIVATE,
    FROM_PUBLIC,
    Network,
    NetworkCase,
)
from seldon_conformance.builder.python.network_cases import (
    DEFAULT_INDEX,
    IN_REPOSITORY,
    MIRRORED,
    PRIVATE,
    THROUGH_GUARDED_PROXY,
    THROUGH_PROXY,
    WITHOUT_PROXY,
)
from seldon_conformance.builder.python.repository import FROM_REPOSITORY
from seldon_conformance.builder.row import built, row
from seldon_conformance.builder.s2i import Build
from seldon_conformance.builder.served import served


def _installed(build: Build) -> list[str]:
    """Give what uv says that it has added."""
    assert build.code == 0, build.log
    return [line.strip() for line in build.lines if line.strip().startswith("+ ")]


@row("C20")
@pytest.mark.parametrize("case", THROUGH_PROXY, ids=str)
def test_proxy_that_opens_tls_is_passed_with_its_ca(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """It is what most companies have; the name of this index is known to the proxy alone."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_PUBLIC}"]
    assert f"https://{PUBLIC_NAME}/{case}-{mode}/simple/greeting/" in network.proxy.seen
    assert f"/{case}-{mode}/simple/greeting/" in network.public.asked


@row("C20")
@pytest.mark.parametrize("case", [*THROUGH_PROXY[:2], IN_REPOSITORY[2]], ids=str)
def test_ca_is_not_in_the_image(case: NetworkCase, networked: Networked) -> None:
    """Whoever holds its key could open the TLS of every container that trusts it."""
    build = networked(case)
    found = shell(
        build.image,
        "find /run/s2i-build /tmp -type f -size +0; env | grep -iE 'ssl|cert' || true; "
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
    url = f"https://{network.intranet.address}/at-run-time/simple/greeting/"
    probed = {"PROBED_URL": url}
    with served(image, probed) as container:
        without = container.rest({"strData": "fetched"})["strData"]
    trusting = {**probed, "SSL_CERT_FILE": "/ca/company.crt"}
    with served(image, trusting, mounts={folder: "/ca"}) as container:
        fetched = container.rest({"strData": "fetched"})["strData"]

    assert without.startswith("[SSL: CERTIFICATE_VERIFY_FAILED]")
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
    assert _installed(build) == [f"+ greeting=={version}"]
    assert f"{scheme}://{PUBLIC_NAME}/{case}-{mode}/simple/greeting/" in network.guarded.seen


# uv and the settings alone decide it, whichever way they have come.
@row("C19", modes=Mode.S2I)
@pytest.mark.parametrize("case", WITHOUT_PROXY, ids=str)
def test_no_proxy_names_hosts_that_need_none(case: NetworkCase, networked: Networked) -> None:
    """A host, with or without port, the end of a name, or every host; this proxy never answers."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_MIRROR}"]


@row("C21")
@pytest.mark.parametrize("case", MIRRORED, ids=str)
def test_mirror_is_asked_and_nothing_else(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """Falling back to the public index would let anybody fill in a name of the company's."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_MIRROR}"]
    asked = network.mirror.asked + network.intranet.asked
    assert f"/{case}-{mode}/simple/greeting/" in asked


@row("C21")
@pytest.mark.parametrize("case", [DEFAULT_INDEX], ids=[""])
def test_index_that_nobody_names_is_the_public_one(
    case: NetworkCase, networked: Networked, network: Network
) -> None:
    """It shows that the checks which say that it is not asked can fail."""
    build = networked(case)

    assert _installed(build) == [f"+ greeting=={FROM_PUBLIC}"]
    assert f"https://{DEFAULT_NAME}/simple/greeting/" in network.proxy.seen


@row("C18")
@pytest.mark.parametrize("case", PRIVATE, ids=str)
def test_private_index_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """From a URL, a netrc, a pip.conf or uv's own settings, mounted or injected."""
    build = networked(case)

    assert f"greeting=={FROM_PRIVATE}" in " ".join(_installed(build))
    assert any(path.startswith(f"/{case}-{mode}/") for path in network.private.asked)


@row("C05", "C18")
@pytest.mark.parametrize("case", IN_REPOSITORY, ids=str)
def test_repository_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """A company's own packages are in git, for those who may read them."""
    build = networked(case)
    url = case.requirements.partition(" @ ")[2].strip()
    where = re.sub(r"\$.*@|@main$", "", url.format(**network.places(case, mode)))

    [said] = _installed(build)
    assert said.replace("****@", "") == (
        f"+ greeting=={FROM_REPOSITORY} (from {where}@{network.commit})"
    )
    report = shell(build.image, "grep greeting /opt/app-root/build/requirements.lock").strip()
    assert report == f"greeting @ {where}@{network.commit}"


@row("C21")
@pytest.mark.parametrize(
    "case", [case for case in PRIVATE if "farewell" in case.requirements], ids=str
)
def test_extra_index_wins_over_a_package_of_the_same_name(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """The index with the password is asked first, and what it has is looked for nowhere else."""
    build = networked(case)

    assert _installed(build) == [f"+ farewell=={FROM_MIRROR}", f"+ greeting=={FROM_PRIVATE}"]
    assert f"/{case}-{mode}/simple/farewell/" in network.mirror.asked
    assert f"/{case}-{mode}/simple/greeting/" not in network.mirror.asked


@row("C21")
@pytest.mark.parametrize(
    "case", [case for case in PRIVATE if "pip.conf" in case.settings], ids=[""]
)
def test_key_of_pip_conf_without_effect_is_told(case: NetworkCase, networked: Networked) -> None:
    """Whoever wrote it should not believe that it holds."""
    build = networked(case)

    assert "NOTICE: pip.conf: no-binary has no effect here" in build.lines
    assert "---> Build settings: 1 from pip.conf, for this build only" in build.lines
