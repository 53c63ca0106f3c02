"""Builds that succeed in one of the networks, by the way in which they are told of it."""

from seldon_conformance.builder.network import PROXY_LOGIN, NetworkCases
from seldon_conformance.builder.python.network import (
    GIT_LOGIN,
    GIT_PASSWORD,
    INDEX_LOGIN,
    INDEX_PASSWORD,
    NetworkCase,
)
from seldon_conformance.builder.python.refused_networks import ONLY_AT_THE_PUBLIC_ONE, REFUSALS

_CA = {"company.crt": "{company}"}
_THROUGH_PROXY = [
    NetworkCase(
        "proxy-mounted",
        _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nPIP_INDEX_URL=https://{public}\n"},
    ),
    NetworkCase(
        "proxy-injected",
        _CA | {"build.env": "https_proxy=http://{proxy}\nPIP_INDEX_URL=https://{public}\n"},
        is_injected=True,
    ),
    NetworkCase(
        "proxy-environment-file",
        _CA,
        environment="HTTPS_PROXY=http://{proxy}\nPIP_INDEX_URL=https://{public}\n",
    ),
    NetworkCase(
        "proxy-option",
        _CA,
        options=("-e", "HTTPS_PROXY=http://{proxy}", "-e", "PIP_INDEX_URL=https://{public}"),
    ),
    NetworkCase(
        "proxy-pip-conf",
        {
            "ca/company.pem": "{company}",
            "pip.conf": "[global]\nproxy = http://{proxy}\nindex-url = https://{public}\n",
        },
    ),
    NetworkCase(
        "proxy-for-all",
        _CA | {"build.env": "ALL_PROXY=http://{proxy}\nPIP_INDEX_URL=https://{public}\n"},
    ),
]
# The one that shows that builds which name no index ask the public one, here behind the proxy.
_DEFAULT_INDEX = NetworkCase("default-index", _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\n"})
THROUGH_GUARDED_PROXY = [
    NetworkCase(
        "guarded-tls",
        _CA
        | {
            "build.env": f"HTTPS_PROXY=http://{PROXY_LOGIN}@{{guarded}}\nPIP_INDEX_URL=https://{{public}}\n"
        },
    ),
    NetworkCase(
        "guarded-plain",
        {
            "build.env": f"HTTP_PROXY=http://{PROXY_LOGIN}@{{guarded}}\nPIP_INDEX_URL=http://{{public}}\n"
        },
        is_injected=True,
    ),
    NetworkCase(
        "guarded-small-letters",
        {
            "build.env": f"http_proxy=http://{PROXY_LOGIN}@{{guarded}}\nPIP_INDEX_URL=http://{{public}}\n"
        },
    ),
]


def _without_proxy(name: str, index: str, hosts: str) -> NetworkCase:
    """Give the build that would fail if it asked the proxy, for that does not answer."""
    settings = f"HTTP_PROXY=http://{{closed}}\n{hosts}\nPIP_INDEX_URL=http://{index}\n"
    return NetworkCase(name, {"build.env": settings}, knows_mirror=index == "{named_mirror}")


_WITHOUT_PROXY = [
    _without_proxy("no-proxy-host", "{mirror}", "no_proxy=localhost,{gateway}"),
    _without_proxy("no-proxy-port", "{mirror}", "NO_PROXY={mirror_host}"),
    _without_proxy("no-proxy-all", "{mirror}", "NO_PROXY=*"),
    _without_proxy("no-proxy-name", "{named_mirror}", "no_proxy=packages.corp.test"),
    _without_proxy("no-proxy-suffix", "{named_mirror}", "NO_PROXY=localhost, .corp.test"),
]
_MIRRORED = [
    NetworkCase("mirror-build-env", {"build.env": "PIP_INDEX_URL='http://{mirror}'\n"}),
    NetworkCase("mirror-option", options=("-e", "PIP_INDEX_URL=http://{mirror}")),
    NetworkCase("mirror-environment-file", environment="UV_DEFAULT_INDEX=http://{mirror}\n"),
    NetworkCase(
        "mirror-uv-toml", {"uv.toml": '[[index]]\nurl = "http://{mirror}"\ndefault = true\n'}
    ),
    NetworkCase(
        "mirror-environment-beats-pip-conf",
        {"pip.conf": "[global]\nindex-url = http://{closed}/simple\n"},
        options=("-e", "PIP_INDEX_URL=http://{mirror}"),
    ),
    # Its certificate is the company's, and nobody has said whose that is.
    NetworkCase(
        "mirror-trusted-host",
        {"build.env": "PIP_INDEX_URL=https://{intranet}\nPIP_TRUSTED_HOST={gateway}\n"},
    ),
    # The public index could be asked, behind the proxy.
    NetworkCase(
        "mirror-beats-requirements",
        _CA | {"build.env": "HTTPS_PROXY=http://{proxy}\nPIP_INDEX_URL=http://{mirror}\n"},
        requirements="--index-url https://pypi.org/simple\ngreeting\n",
    ),
]
PRIVATE = [
    NetworkCase(
        "private-build-env", {"build.env": f"PIP_INDEX_URL=http://{INDEX_LOGIN}@{{private}}\n"}
    ),
    NetworkCase(
        "private-netrc",
        {
            "build.env": "PIP_INDEX_URL=http://{private}\n",
            ".netrc": f"machine {{gateway}} login reader password {INDEX_PASSWORD}\n",
        },
        is_injected=True,
    ),
    NetworkCase(
        "private-pip-conf",
        {
            "pip.conf": f"[install]\nindex_url = http://{INDEX_LOGIN}@{{private}}\n"
            "no-binary = :all:\n"
        },
        is_injected=True,
    ),
    NetworkCase(
        "private-uv-toml",
        {
            "uv.toml": '[[index]]\nname = "shop"\nurl = "http://{private}"\ndefault = true\n',
            "build.env": "UV_INDEX_SHOP_USERNAME=reader\n"
            f"UV_INDEX_SHOP_PASSWORD={INDEX_PASSWORD}\n",
        },
    ),
    # A package of the same name in the second index, as an attacker would put it into a public one.
    NetworkCase(
        "private-beside-mirror",
        {
            "build.env": "PIP_INDEX_URL=http://{mirror}\n"
            f"PIP_EXTRA_INDEX_URL=http://{INDEX_LOGIN}@{{private}}\n"
        },
        requirements="greeting\nfarewell\n",
    ),
    NetworkCase(
        "private-uv-index",
        {
            "build.env": "UV_DEFAULT_INDEX=http://{mirror}\n"
            f"UV_INDEX=shop=http://{INDEX_LOGIN}@{{private}}\n"
        },
        requirements="greeting\nfarewell\n",
    ),
    # uv fills the variable in; the requirement is in the image as it was written.
    NetworkCase(
        "private-url",
        {"build.env": f"INDEX_LOGIN={INDEX_LOGIN}\nPIP_INDEX_URL=http://{{mirror}}\n"},
        requirements="greeting @ http://${{INDEX_LOGIN}}@{private}/../files/greeting-3.0-py3-none-any.whl\n",
    ),
]
_GIT_NETRC = {".netrc": f"machine {{gateway}} login author password {GIT_PASSWORD}\n"}
_MIRROR = "PIP_INDEX_URL=http://{mirror}\n"
# A requirement that is in git.
IN_REPOSITORY = [
    NetworkCase(
        "repository-netrc",
        _GIT_NETRC | {"build.env": _MIRROR},
        requirements="greeting @ git+http://{repository}@main\n",
    ),
    NetworkCase(
        "repository-url",
        {"build.env": f"GIT_LOGIN={GIT_LOGIN}\n{_MIRROR}"},
        requirements="greeting @ git+http://${{GIT_LOGIN}}@{repository}\n",
    ),
    NetworkCase(
        "repository-tls",
        _CA | _GIT_NETRC | {"build.env": _MIRROR},
        requirements="greeting @ git+https://{intranet_repository}\n",
        is_injected=True,
    ),
]
CASES = NetworkCases(
    proxied=_THROUGH_PROXY,
    with_certificate=[*_THROUGH_PROXY[:2], IN_REPOSITORY[2]],
    guarded=THROUGH_GUARDED_PROXY,
    unproxied=_WITHOUT_PROXY,
    mirrored=_MIRRORED,
    default=_DEFAULT_INDEX,
    private=PRIVATE,
    refused=REFUSALS,
    missing=ONLY_AT_THE_PUBLIC_ONE,
)
