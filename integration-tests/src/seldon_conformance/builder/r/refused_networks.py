"""Builds that the network ends, with the lines of cause and of remedy."""

from seldon_conformance.builder.network import ONLY_PUBLIC, PROXY_PASSWORD
from seldon_conformance.builder.r.network import MIRROR_PASSWORD, NetworkCase

_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_CA = {"company.crt": "{company}"}
_PUBLIC = "CRAN_MIRROR=https://{public}\n"
_RIGHT_PROXY = (
    "set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts that need "
    f"none, in {_FOLDER}"
)
_PROXY_LOGIN = f"write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into {_FOLDER}"
# The mirror does not have it, the public one does.
ONLY_AT_THE_PUBLIC_ONE = NetworkCase(
    "mirror-lacks-a-package",
    _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nCRAN_MIRROR=http://{mirror}\n"},
    package=ONLY_PUBLIC,
    cause=f"package {ONLY_PUBLIC} could not be installed from http://{{mirror}}: "
    f"package ‘{ONLY_PUBLIC}’ is not available for this version of R",
    remedy="mend the name, or set CRAN_MIRROR to a repository that has it",
)
REFUSALS = [
    NetworkCase(
        "no-ca",
        {"build.env": f"HTTPS_PROXY=http://{{proxy}}\n{_PUBLIC}"},
        cause="the package repository shows a certificate that this image does not trust: "
        "https://{public}: unable to get local issuer certificate",
        remedy="mount a folder with your network's CA certificate (*.crt): "
        "s2i build … -v FOLDER:/run/s2i-build:ro",
    ),
    NetworkCase(
        "ca-is-none",
        {"company.crt": "no certificate\n"},
        cause="/run/s2i-build/company.crt holds no certificate "
        "(expected: PEM, with a line BEGIN CERTIFICATE)",
        remedy="convert it: openssl x509 -inform der -in company.crt -out ca.crt",
    ),
    NetworkCase(
        "proxy-unreachable",
        _CA | {"build.env": f"HTTPS_PROXY=http://caller:{PROXY_PASSWORD}@{{closed}}\n{_PUBLIC}"},
        cause="the proxy http://{closed} cannot be reached, or leads nowhere: "
        "https://{public}: Connection refused",
        remedy=_RIGHT_PROXY,
    ),
    NetworkCase(
        "proxy-wrong-password",
        _CA | {"build.env": f"HTTPS_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n{_PUBLIC}"},
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: https://{{public}}",
        remedy=_PROXY_LOGIN,
    ),
    NetworkCase(
        "proxy-wrong-password-for-http",
        {
            "build.env": f"HTTP_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n"
            "CRAN_MIRROR=http://{public}\n"
        },
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: http://{{public}}",
        remedy=_PROXY_LOGIN,
        is_injected=True,
    ),
    NetworkCase(
        "mirror-wrong-password",
        {"build.env": f"CRAN_MIRROR=http://stranger:{MIRROR_PASSWORD}@{{private}}\n"},
        cause=f"the package repository {_NOT_ACCEPTED}: http://{{private}} (401 Unauthorized)",
        remedy=f"write CRAN_MIRROR=https://USER:PASSWORD@HOST/… into {_FOLDER}",
    ),
    NetworkCase(
        "mirror-is-none",
        {"build.env": "CRAN_MIRROR=http://{index}\n"},
        cause="the package repository has no src/contrib/PACKAGES: http://{index} (404 Not Found)",
        remedy="set CRAN_MIRROR to the address below which a repository has src/contrib",
    ),
    NetworkCase(
        "mirror-unreachable",
        {"build.env": "CRAN_MIRROR=http://{closed}\n"},
        cause="the package repository cannot be reached: http://{closed}: Connection refused",
        remedy=f"set HTTPS_PROXY or CRAN_MIRROR in {_FOLDER}, "
        "or put source packages into packages/ there",
    ),
    NetworkCase(
        "mirror-fails-behind-the-proxy",
        {"build.env": "HTTP_PROXY=http://{proxy}\nCRAN_MIRROR=http://elsewhere.test\n"},
        cause="the package repository failed: http://elsewhere.test (502 Bad Gateway)",
        remedy="try again later, or ask who runs it, or the proxy before it",
    ),
    # The public one has it, and could be asked behind the proxy.
    ONLY_AT_THE_PUBLIC_ONE,
    NetworkCase(
        "malformed-build-env",
        {"build.env": "export CRAN_MIRROR=http://{mirror}\n"},
        cause="build.env: a line is not KEY=value",
        remedy="write one KEY=value per line into /run/s2i-build/build.env",
    ),
    NetworkCase(
        "malformed-pip-conf",
        {"pip.conf": f"[global]\nhttp//reader {MIRROR_PASSWORD}\n"},
        cause="/run/s2i-build/pip.conf cannot be read: "
        "line 2 is neither [section] nor key = value, or stands there twice",
        remedy="mend the file, or leave it out",
    ),
]
