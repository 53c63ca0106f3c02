"""Builds that succeed in one of the networks, by the way in which they are told of it."""

from seldon_conformance.builder.network import PROXY_LOGIN, NetworkCases
from seldon_conformance.builder.r.network import MIRROR_LOGIN, NetworkCase
from seldon_conformance.builder.r.refused_networks import ONLY_AT_THE_PUBLIC_ONE, REFUSALS

_CA = {"company.crt": "{company}"}
_PUBLIC = "CRAN_MIRROR=https://{public}\n"
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
# The one that shows that builds which name no mirror ask the public one, here behind the proxy.
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
            "CRAN_MIRROR=http://{public}\n"
        },
        is_injected=True,
    ),
]


def _without_proxy(name: str, mirror: str, hosts: str) -> NetworkCase:
    """Give the build that would fail if it asked the proxy, for that does not answer."""
    settings = f"HTTP_PROXY=http://{{closed}}\n{hosts}\nCRAN_MIRROR=http://{mirror}\n"
    return NetworkCase(name, {"build.env": settings}, knows_mirror=mirror == "{named_mirror}")


_WITHOUT_PROXY = [
    _without_proxy("no-proxy-host", "{mirror}", "no_proxy=localhost,{gateway}"),
    _without_proxy("no-proxy-port", "{mirror}", "NO_PROXY={mirror_host}"),
    _without_proxy("no-proxy-all", "{mirror}", "NO_PROXY=*"),
    _without_proxy("no-proxy-suffix", "{named_mirror}", "NO_PROXY=localhost, .corp.test"),
]
_MIRRORED = [
    # The public one could be asked, behind the proxy.
    NetworkCase(
        "mirror-build-env",
        _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nCRAN_MIRROR='http://{mirror}'\n"},
    ),
    NetworkCase("mirror-option", options=("-e", "CRAN_MIRROR=http://{mirror}")),
    NetworkCase("mirror-environment-file", environment="CRAN_MIRROR=http://{mirror}\n"),
    NetworkCase("mirror-tls", _CA | {"build.env": "CRAN_MIRROR=https://{intranet}\n"}),
]
PRIVATE = [
    NetworkCase(
        "private-mounted", {"build.env": f"CRAN_MIRROR=http://{MIRROR_LOGIN}@{{private}}\n"}
    ),
    NetworkCase(
        "private-injected",
        {"build.env": f"CRAN_MIRROR=http://{MIRROR_LOGIN}@{{private}}/\n"},
        is_injected=True,
    ),
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
