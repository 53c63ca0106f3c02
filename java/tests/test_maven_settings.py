"""What Maven is told of proxies, mirrors and passwords, out of variables that other tools read."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("no_proxy", "expected"),
    [
        ("", ""),
        ("localhost,.corp", "localhost|*.localhost|*.corp"),
        ("nexus.corp:8081, 10.0.0.1", "nexus.corp|*.nexus.corp|10.0.0.1|*.10.0.0.1"),
        ("a,*", "*"),
    ],
)
def test_no_proxy_is_said_in_javas_words(scripts, no_proxy, expected):
    """Java knows `|` and `*.` alone, and compares no ports."""
    assert scripts.maven_settings.non_proxy_hosts(no_proxy) == expected


def test_proxy_with_a_password_is_written_for_each_protocol(scripts):
    """A password may have every character that XML and URLs have words for."""
    environ = {"https_proxy": "http://me:a%26b@proxy:3128", "no_proxy": "x"}

    text = scripts.maven_settings.settings(environ)

    assert (
        "<proxy><id>seldon-https</id><active>true</active><protocol>https</protocol>"
        "<host>proxy</host><port>3128</port><username>me</username><password>a&amp;b</password>"
        "<nonProxyHosts>x|*.x</nonProxyHosts></proxy>" in text
    )


def test_mirror_stands_for_every_repository(scripts):
    """What the mirror lacks must not be asked for elsewhere."""
    text = scripts.maven_settings.settings({"MAVEN_MIRROR_URL": "https://me:pw@nexus/maven"})

    assert "<mirrorOf>*</mirrorOf><url>https://nexus/maven</url>" in text
    assert "<server><id>seldon-mirror</id><username>me</username><password>pw</password>" in text


def test_password_of_a_mirror_is_found_in_netrc(scripts, tmp_path):
    """It is the file that git and pip read, too."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine nexus login me password pw\n")

    text = scripts.maven_settings.settings(
        {"MAVEN_MIRROR_URL": "https://nexus/maven", "NETRC": str(netrc)}
    )

    assert "<username>me</username><password>pw</password>" in text
