"""Builds that succeed in one of the networks, by the way in which they are told of it."""

from seldon_conformance.builder.python.network import (
    INDEX_LOGIN,
    INDEX_PASSWORD,
    PROXY_LOGIN,
    NetworkCase,
)

_CA = {"company.crt": "{company}"}
THROUGH_PROXY = [
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
]
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
]
MIRRORED = [
    NetworkCase("mirror-build-env", {"build.env": "PIP_INDEX_URL='http://{mirror}'\n"}),
    NetworkCase("mirror-option", options=("-e", "PIP_INDEX_URL=http://{mirror}")),
    NetworkCase("mirror-environment-file", environment="UV_DEFAULT_INDEX=http://{mirror}\n"),
    NetworkCase(
        "mirror-uv-toml", {"uv.toml": '[[index]]\nurl = "http://{mirror}"\ndefault = true\n'}
    ),
    NetworkCase(
        "mirror-no-proxy",
        {
            "build.env": "HTTP_PROXY=http://{closed}\nno_proxy=localhost,{gateway}\n"
            "PIP_INDEX_URL=http://{mirror}\n"
        },
    ),
    NetworkCase(
        "mirror-environment-beats-pip-conf",
        {"pip.conf": "[global]\nindex-url = http://{closed}/simple\n"},
        options=("-e", "PIP_INDEX_URL=http://{mirror}"),
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
    # uv fills the variable in; the requirement is in the image as it was written.
    NetworkCase(
        "private-url",
        {"build.env": f"INDEX_LOGIN={INDEX_LOGIN}\nPIP_INDEX_URL=http://{{mirror}}\n"},
        requirements="greeting @ http://${{INDEX_LOGIN}}@{private}/../files/greeting-3.0-py3-none-any.whl\n",
    ),
]
