"""Builds that the network ends: one line of cause, one of remedy."""

from dataclasses import dataclass

import pytest

from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import PROXY_PASSWORD
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.r.network import (
    MIRROR_PASSWORD,
    ONLY_PUBLIC,
    Network,
    NetworkCase,
)
from seldon_conformance.builder.row import row

_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_CA = {"company.crt": "{company}"}
_PUBLIC = "CRAN_MIRROR=https://{public}\n"
_RIGHT_PROXY = (
    "set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts that need "
    f"none, in {_FOLDER}"
)
_PROXY_LOGIN = f"write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into {_FOLDER}"


@dataclass(frozen=True)
class RepositoryRefusal(NetworkCase):
    """A build that has to fail.

    Attributes:
        cause: The line before the last, with places as in the settings.
        remedy: The last line.
    """

    cause: str = ""
    remedy: str = ""


REFUSALS = [
    RepositoryRefusal(
        "no-ca",
        {"build.env": f"HTTPS_PROXY=http://{{proxy}}\n{_PUBLIC}"},
        cause="the package repository shows a certificate that this image does not trust: "
        "https://{public}: unable to get local issuer certificate",
        remedy="mount a folder with your network's CA certificate (*.crt): "
        "s2i build … -v FOLDER:/run/s2i-build:ro",
    ),
    RepositoryRefusal(
        "ca-is-none",
        {"company.crt": "no certificate\n"},
        cause="/run/s2i-build/company.crt holds no certificate "
        "(expected: PEM, with a line BEGIN CERTIFICATE)",
        remedy="convert it: openssl x509 -inform der -in company.crt -out ca.crt",
    ),
    RepositoryRefusal(
        "proxy-unreachable",
        _CA | {"build.env": f"HTTPS_PROXY=http://caller:{PROXY_PASSWORD}@{{closed}}\n{_PUBLIC}"},
        cause="the proxy http://{closed} cannot be reached, or leads nowhere: "
        "https://{public}: Connection refused",
        remedy=_RIGHT_PROXY,
    ),
    RepositoryRefusal(
        "proxy-wrong-password",
        _CA | {"build.env": f"HTTPS_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n{_PUBLIC}"},
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: https://{{public}}",
        remedy=_PROXY_LOGIN,
    ),
    RepositoryRefusal(
        "proxy-wrong-password-for-http",
        {
            "build.env": f"HTTP_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n"
            "CRAN_MIRROR=http://{public}\n"
        },
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: http://{{public}}",
        remedy=_PROXY_LOGIN,
        is_injected=True,
    ),
    RepositoryRefusal(
        "mirror-wrong-password",
        {"build.env": f"CRAN_MIRROR=http://stranger:{MIRROR_PASSWORD}@{{private}}\n"},
        cause=f"the package repository {_NOT_ACCEPTED}: http://{{private}} (401 Unauthorized)",
        remedy=f"write CRAN_MIRROR=https://USER:PASSWORD@HOST/… into {_FOLDER}",
    ),
    RepositoryRefusal(
        "mirror-is-none",
        {"build.env": "CRAN_MIRROR=http://{index}\n"},
        cause="the package repository has no src/contrib/PACKAGES: http://{index} (404 Not Found)",
        remedy="set CRAN_MIRROR to the address below which a repository has src/contrib",
    ),
    RepositoryRefusal(
        "mirror-unreachable",
        {"build.env": "CRAN_MIRROR=http://{closed}\n"},
        cause="the package repository cannot be reached: http://{closed}: Connection refused",
        remedy=f"set HTTPS_PROXY or CRAN_MIRROR in {_FOLDER}, "
        "or put source packages into packages/ there",
    ),
    RepositoryRefusal(
        "mirror-fails-behind-the-proxy",
        {"build.env": "HTTP_PROXY=http://{proxy}\nCRAN_MIRROR=http://elsewhere.test\n"},
        cause="the package repository failed: http://elsewhere.test (502 Bad Gateway)",
        remedy="try again later, or ask who runs it, or the proxy before it",
    ),
    # The public one has it, and could be asked behind the proxy.
    RepositoryRefusal(
        "mirror-lacks-a-package",
        _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nCRAN_MIRROR=http://{mirror}\n"},
        package=ONLY_PUBLIC,
        cause=f"package {ONLY_PUBLIC} could not be installed from http://{{mirror}}: "
        f"package ‘{ONLY_PUBLIC}’ is not available for this version of R",
        remedy="mend the name, or set CRAN_MIRROR to a repository that has it",
    ),
    RepositoryRefusal(
        "malformed-build-env",
        {"build.env": "export CRAN_MIRROR=http://{mirror}\n"},
        cause="build.env: a line is not KEY=value",
        remedy="write one KEY=value per line into /run/s2i-build/build.env",
    ),
    RepositoryRefusal(
        "malformed-pip-conf",
        {"pip.conf": f"[global]\nhttp//reader {MIRROR_PASSWORD}\n"},
        cause="/run/s2i-build/pip.conf cannot be read: "
        "line 2 is neither [section] nor key = value, or stands there twice",
        remedy="mend the file, or leave it out",
    ),
]


@row("C08", "C33")
@pytest.mark.parametrize("case", REFUSALS, ids=str)
def test_network_that_ends_a_build_is_told_with_a_remedy(
    case: RepositoryRefusal, mode: Mode, networked: Networked, network: Network
) -> None:
    """R says that a package is not available, whatever stands between it and the repository."""
    build = networked(case)

    assert build.problems[-2:] == [
        f"ERROR: {case.cause.format(**network.places(case, mode))}",
        f"REMEDY: {case.remedy}",
    ], build.log
    assert build.code == 1
    assert not build.is_tagged


@row("C21")
@pytest.mark.parametrize(
    "case", [case for case in REFUSALS if case.package == ONLY_PUBLIC], ids=[""]
)
def test_package_that_the_mirror_lacks_is_asked_of_nobody_else(
    case: RepositoryRefusal, networked: Networked, network: Network
) -> None:
    """Whoever puts it into the public one would have it installed in the company."""
    networked(case)

    everywhere = network.proxy.seen + network.public.asked
    assert [asked for asked in everywhere if f"/{case}-" in asked or ONLY_PUBLIC in asked] == []


@row("C18")
@pytest.mark.parametrize("case", REFUSALS, ids=str)
def test_log_of_a_refused_build_has_no_password(
    case: RepositoryRefusal, networked: Networked
) -> None:
    """People paste it into tickets."""
    log = networked(case).log

    assert MIRROR_PASSWORD not in log
    assert PROXY_PASSWORD not in log
