"""Builds that succeed in one of the networks, by the way in which they are told of it."""

from seldon_conformance.builder.java.network import MIRROR_LOGIN, MIRROR_PASSWORD, NetworkCase
from seldon_conformance.builder.java.refused_networks import ONLY_AT_THE_PUBLIC_ONE, REFUSALS
from seldon_conformance.builder.network import (
    FROM_MIRROR,
    FROM_PRIVATE,
    PROXY_LOGIN,
    NetworkCases,
)

_CA = {"company.crt": "{company}"}
_PUBLIC = "MAVEN_MIRROR_URL=https://{public}\n"
_THROUGH_PROXY = [
    NetworkCase("proxy-mounted", _CA | {"build.env": f"HTTPS_PROXY=http://{{proxy}}\n{_PUBLIC}"}),
    NetworkCase(
        "proxy-injected",
        {"ca/company.pem": "{company}", "build.env": f"https_proxy=http://{{proxy}}\n{_PUBLIC}"},
        is_injected=True,
    ),
    NetworkCase(
        "proxy-environment-file", _CA, environment=f"HTTPS_PROXY=http://{{proxy}}\n{_PUBLIC}"
    ),
    NetworkCase("proxy-for-all", _CA | {"build.env": f"ALL_PROXY=http://{{proxy}}\n{_PUBLIC}"}),
]
# The one that shows that builds which name no mirror ask Maven Central, here behind the proxy.
_DEFAULT_MIRROR = NetworkCase("default-mirror", _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\n"})
THROUGH_GUARDED_PROXY = [
    NetworkCase(
        "guarded-tls",
        _CA | {"build.env": f"HTTPS_PROXY=http://{PROXY_LOGIN}@{{guarded}}\n{_PUBLIC}"},
    ),
    NetworkCase(
        "guarded-plain",
        {
            "build.env": f"HTTP_PROXY=http://{PROXY_LOGIN}@{{guarded}}\n"
            "MAVEN_MIRROR_URL=http://{public}\n"
        },
        is_injected=True,
        version=FROM_MIRROR,
    ),
]


def _without_proxy(name: str, mirror: str, hosts: str) -> NetworkCase:
    """Give the build that would fail if it asked the proxy, for that does not answer."""
    settings = f"HTTP_PROXY=http://{{closed}}\n{hosts}\nMAVEN_MIRROR_URL=http://{mirror}\n"
    return NetworkCase(
        name,
        {"build.env": settings},
        knows_mirror=mirror == "{named_mirror}",
        version=FROM_MIRROR,
    )


_WITHOUT_PROXY = [
    _without_proxy("no-proxy-host", "{mirror}", "no_proxy=localhost,{gateway}"),
    _without_proxy("no-proxy-port", "{mirror}", "NO_PROXY={mirror_host}"),
    _without_proxy("no-proxy-all", "{mirror}", "NO_PROXY=*"),
    _without_proxy("no-proxy-suffix", "{named_mirror}", "NO_PROXY=localhost, .corp.test"),
]
# As people have it who used Maven before: with a server for the password.
_SETTINGS_XML = f"""<settings>
  <servers><server><id>company</id><username>reader</username>
    <password>{MIRROR_PASSWORD}</password></server></servers>
  <mirrors><mirror><id>company</id><mirrorOf>*</mirrorOf><url>http://{{private}}</url></mirror></mirrors>
</settings>
"""
_MIRRORED = [
    # The public one could be asked, behind the proxy.
    NetworkCase(
        "mirror-build-env",
        _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nMAVEN_MIRROR_URL='http://{mirror}'\n"},
        version=FROM_MIRROR,
    ),
    NetworkCase(
        "mirror-option", options=("-e", "MAVEN_MIRROR_URL=http://{mirror}"), version=FROM_MIRROR
    ),
    NetworkCase(
        "mirror-environment-file",
        environment="MAVEN_MIRROR_URL=http://{mirror}\n",
        version=FROM_MIRROR,
    ),
    NetworkCase(
        "mirror-tls",
        _CA | {"build.env": "MAVEN_MIRROR_URL=https://{intranet}\n"},
        version=FROM_MIRROR,
    ),
]
PRIVATE = [
    NetworkCase(
        "private-mounted",
        {"build.env": f"MAVEN_MIRROR_URL=http://{MIRROR_LOGIN}@{{private}}\n"},
        version=FROM_PRIVATE,
    ),
    NetworkCase(
        "private-injected",
        {"build.env": f"MAVEN_MIRROR_URL=http://{MIRROR_LOGIN}@{{private}}/\n"},
        is_injected=True,
        version=FROM_PRIVATE,
    ),
    NetworkCase("private-settings", {"settings.xml": _SETTINGS_XML}, version=FROM_PRIVATE),
]
CASES = NetworkCases(
    proxied=_THROUGH_PROXY,
    with_certificate=[*_THROUGH_PROXY[:2]],
    guarded=THROUGH_GUARDED_PROXY,
    unproxied=_WITHOUT_PROXY,
    mirrored=_MIRRORED,
    default=_DEFAULT_MIRROR,
    private=PRIVATE,
    refused=REFUSALS,
    missing=ONLY_AT_THE_PUBLIC_ONE,
)
