"""Builds that the network ends, with the lines of cause and of remedy."""

from seldon_conformance.builder.network import ONLY_PUBLIC, PROXY_PASSWORD
from seldon_conformance.builder.python.network import GIT_PASSWORD, INDEX_PASSWORD, NetworkCase

_FOLDER = "of a folder mounted at /run/s2i-build"
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_CA = {"company.crt": "{company}"}
# The mirror does not have it, the public one does.
ONLY_AT_THE_PUBLIC_ONE = NetworkCase(
    "mirror-lacks-a-package",
    _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nPIP_INDEX_URL=http://{mirror}\n"},
    requirements=f"{ONLY_PUBLIC}\n",
    cause=f"the dependencies cannot be met: Because {ONLY_PUBLIC} was missing in the package "
    f"registry and you require {ONLY_PUBLIC}, we can conclude that your requirements are "
    "unsatisfiable.",
    remedy="change the names or versions that are asked for",
)
REFUSALS = [
    NetworkCase(
        "no-ca",
        {"build.env": "HTTPS_PROXY=http://{proxy}\nPIP_INDEX_URL=https://{public}\n"},
        cause="the package index shows a certificate that this image does not trust: "
        "https://{public_host}: invalid peer certificate: UnknownIssuer",
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
        _CA
        | {
            "build.env": f"HTTPS_PROXY=http://caller:{PROXY_PASSWORD}@{{closed}}\n"
            "PIP_INDEX_URL=https://{public}\nUV_HTTP_RETRIES=0\n"
        },
        cause="the proxy http://{closed} cannot be reached: "
        "https://{public_host}: Connection refused (os error 111)",
        remedy="set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts "
        f"that need none, in build.env {_FOLDER}",
    ),
    NetworkCase(
        "proxy-unreachable-for-http",
        {
            "build.env": "HTTP_PROXY=http://{closed}\n"
            "PIP_INDEX_URL=http://{public}\nUV_HTTP_RETRIES=0\n"
        },
        cause="the proxy http://{closed} cannot be reached: "
        "http://{public_host}: Connection refused (os error 111)",
        remedy="set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts "
        f"that need none, in build.env {_FOLDER}",
    ),
    NetworkCase(
        "proxy-wrong-password",
        _CA
        | {
            "build.env": f"HTTPS_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n"
            "PIP_INDEX_URL=https://{public}\nUV_HTTP_RETRIES=0\n"
        },
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: https://{{public_host}}",
        remedy="write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into build.env "
        f"{_FOLDER}",
    ),
    NetworkCase(
        "index-wrong-password",
        {"build.env": f"PIP_INDEX_URL=http://stranger:{INDEX_PASSWORD}@{{private}}\n"},
        cause=f"the package index {_NOT_ACCEPTED}: http://{{private_host}} (401 Unauthorized)",
        remedy=f"put the right ones into .netrc, pip.conf or build.env {_FOLDER}",
    ),
    NetworkCase(
        "repository-without-password",
        {"build.env": "PIP_INDEX_URL=http://{mirror}\n"},
        requirements="greeting @ git+http://{repository}\n",
        cause=f"the repository {_NOT_ACCEPTED}: http://{{repository_host}}",
        remedy=f"put the right ones into .netrc or build.env {_FOLDER}",
    ),
    NetworkCase(
        "repository-wrong-password",
        {".netrc": f"machine {{gateway}} login stranger password {GIT_PASSWORD}\n"},
        requirements="greeting @ git+http://{repository}\n",
        cause=f"the repository {_NOT_ACCEPTED}: http://{{repository}}/",
        remedy=f"put the right ones into .netrc or build.env {_FOLDER}",
    ),
    # The mirror has the package too, and is not asked for it.
    NetworkCase(
        "extra-index-wrong-password",
        {
            "pip.conf": "[global]\nindex-url = http://{mirror}\n"
            f"extra-index-url = http://stranger:{INDEX_PASSWORD}@{{private}}\n"
        },
        cause=f"the package index {_NOT_ACCEPTED}: http://{{private_host}} (401 Unauthorized)",
        remedy=f"put the right ones into .netrc, pip.conf or build.env {_FOLDER}",
        is_injected=True,
    ),
    # The public index has it, and could be asked behind the proxy.
    ONLY_AT_THE_PUBLIC_ONE,
    NetworkCase(
        "mirror-unreachable",
        {"build.env": "PIP_INDEX_URL=http://{closed}/simple\nUV_HTTP_RETRIES=0\n"},
        requirements="attrs\n",
        cause="the package index cannot be reached: "
        "http://{closed}: Connection refused (os error 111)",
        remedy=f"set HTTPS_PROXY or PIP_INDEX_URL in build.env {_FOLDER}, or put wheels into /whl",
    ),
    NetworkCase(
        "mirror-fails-behind-the-proxy",
        {
            "build.env": "HTTP_PROXY=http://{proxy}\n"
            "PIP_INDEX_URL=http://elsewhere.test/simple\nUV_HTTP_RETRIES=0\n"
        },
        cause="the package index failed: http://elsewhere.test: "
        "HTTP status server error (502 Bad Gateway)",
        remedy="try again later, or ask who runs it, or the proxy before it",
    ),
    NetworkCase(
        "malformed-pip-conf",
        {"pip.conf": f"[global]\nhttp//reader {INDEX_PASSWORD}\n"},
        cause="/run/s2i-build/pip.conf cannot be read: "
        "line 2 is neither [section] nor key = value, or stands there twice",
        remedy="mend the file, or leave it out",
    ),
    NetworkCase(
        "malformed-build-env",
        {"build.env": "export PIP_INDEX_URL=http://{mirror}\n"},
        cause="build.env: a line is not KEY=value",
        remedy="write one KEY=value per line into /run/s2i-build/build.env",
    ),
]
