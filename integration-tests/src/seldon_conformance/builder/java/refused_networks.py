"""Builds that the network ends, with the lines of cause and of remedy."""

from seldon_conformance.builder.java.network import MIRROR_PASSWORD, NetworkCase
from seldon_conformance.builder.network import ONLY_PUBLIC, PROXY_PASSWORD

_FOLDER = "build.env of a folder mounted at /run/s2i-build"
_NOT_ACCEPTED = "does not accept the user name and password, or was given none"
_CA = {"company.crt": "{company}"}
_PUBLIC = "MAVEN_MIRROR_URL=https://{public}\n"
# The mirror does not have it, the public one does.
ONLY_AT_THE_PUBLIC_ONE = NetworkCase(
    "mirror-lacks-a-package",
    _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nMAVEN_MIRROR_URL=http://{mirror}\n"},
    package=ONLY_PUBLIC,
    cause=f"a package is in no repository that was asked: com.example:{ONLY_PUBLIC}:jar:1.0: "
    "http://{mirror}",
    remedy="mend its name or version in pom.xml, or add the repository that has it",
)
REFUSALS = [
    NetworkCase(
        "no-ca",
        {"build.env": f"HTTPS_PROXY=http://{{proxy}}\n{_PUBLIC}"},
        cause="the package repository shows a certificate that this image does not trust: "
        "https://{public}",
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
        "https://{public}: Connect to {closed} [/{gateway}] failed: Connection refused (connect "
        "failed)",
        remedy="set HTTPS_PROXY and HTTP_PROXY to the proxy's right address, or NO_PROXY to hosts "
        f"that need none, in {_FOLDER}",
    ),
    NetworkCase(
        "proxy-wrong-password",
        _CA | {"build.env": f"HTTPS_PROXY=http://stranger:{PROXY_PASSWORD}@{{guarded}}\n{_PUBLIC}"},
        cause=f"the proxy http://{{guarded}} {_NOT_ACCEPTED}: https://{{public}}",
        remedy=f"write HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT (and HTTP_PROXY) into {_FOLDER}",
    ),
    NetworkCase(
        "mirror-wrong-password",
        {"build.env": f"MAVEN_MIRROR_URL=http://stranger:{MIRROR_PASSWORD}@{{private}}\n"},
        cause=f"the package repository {_NOT_ACCEPTED}: http://{{private}} (401)",
        remedy="put the right ones into settings.xml, .netrc or build.env of a folder mounted at "
        "/run/s2i-build",
    ),
    NetworkCase(
        "mirror-unreachable",
        {"build.env": "MAVEN_MIRROR_URL=http://{closed}\n"},
        cause="the package repository cannot be reached: http://{closed}: Connect to {closed} "
        "[/{gateway}] failed: Connection refused (connect failed); "
        "it is asked for com.example:greeting:jar:1.0",
        remedy=f"set HTTPS_PROXY or MAVEN_MIRROR_URL in {_FOLDER}, "
        "or put the packages into repository/ there",
    ),
    NetworkCase(
        "mirror-fails-behind-the-proxy",
        {"build.env": "HTTP_PROXY=http://{proxy}\nMAVEN_MIRROR_URL=http://elsewhere.test\n"},
        cause="the package repository failed: http://elsewhere.test: status code: 502, "
        "reason phrase: Bad Gateway (502)",
        remedy="try again later, or ask who runs it, or the proxy before it",
    ),
    # The public one has it, and could be asked behind the proxy.
    ONLY_AT_THE_PUBLIC_ONE,
    NetworkCase(
        "malformed-build-env",
        {"build.env": "export MAVEN_MIRROR_URL=http://{mirror}\n"},
        cause="build.env: a line is not KEY=value",
        remedy="write one KEY=value per line into /run/s2i-build/build.env",
    ),
]
