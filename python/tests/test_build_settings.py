"""Settings of a build, from files to the variables that uv reads; containers try them for real."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import guide_tables
import pytest

LIB = guide_tables.PYTHON / "builder" / "lib"
_SHOW = """set -euo pipefail
. "$0/say.sh"; . "$0/build_config.sh"
build_config_dir=$1
load_build_config "$2" >"$2/said"
env
"""


def _run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", **variables}
    return subprocess.run(words, env=environ, capture_output=True, text=True, check=False)


def _loaded(tmp_path: Path, contents: dict[str, str], **variables: str) -> dict[str, str]:
    """Give the environment after the files of a folder were read."""
    settings, work = tmp_path / "settings", tmp_path / "work"
    work.mkdir()
    settings.mkdir()
    for name, text in contents.items():
        (settings / name).write_text(text, encoding="utf-8")
    done = _run("bash", "-c", _SHOW, str(LIB), str(settings), str(work), **variables)
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)


def _pip_conf(tmp_path: Path, text: bytes) -> subprocess.CompletedProcess[str]:
    path = tmp_path / "pip.conf"
    path.write_bytes(text)
    return _run(sys.executable, str(LIB / "pip_conf.py"), str(path))


def test_each_setting_of_pip_becomes_that_of_uv(tmp_path):
    """A whole pip.conf; lists have a line for each value there, and uv's own form here."""
    text = (
        "[global]\n"
        "index-url = https://a.test/simple\n"
        "extra-index-url =\n    https://b.test/simple\n    https://c.test/simple\n"
        "trusted-host = a.test\n    b.test:8443\n"
        "find-links = /wheels\n    https://d.test/\n"
        "timeout = 60\nretries = 7\nproxy = http://e.test:3128\nno-index = true\n"
    )

    environ = _loaded(tmp_path, {"pip.conf": text})

    assert environ["UV_DEFAULT_INDEX"] == "https://a.test/simple"
    assert environ["UV_INDEX"].split() == ["https://b.test/simple", "https://c.test/simple"]
    assert environ["UV_INSECURE_HOST"].split() == ["a.test", "b.test:8443"]
    assert environ["UV_FIND_LINKS"] == "/wheels,https://d.test/"
    assert environ["UV_HTTP_TIMEOUT"] == "60"
    assert environ["UV_HTTP_RETRIES"] == "7"
    assert environ["PIP_NO_INDEX"] == "true"
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"):
        assert environ[name] == "http://e.test:3128"


def test_install_beats_global_and_keys_may_have_underscores(tmp_path):
    """As in pip; files from Windows may begin with a byte order mark."""
    text = b"\xef\xbb\xbf[install]\r\nindex_url = https://b.test/simple\r\n[global]\r\nindex-url = https://a.test/\r\n"

    done = _pip_conf(tmp_path, text)

    assert done.stdout == "PIP_INDEX_URL=https://b.test/simple\0"
    assert done.stderr == ""


def test_key_that_matters_and_has_no_effect_is_named(tmp_path):
    """What only concerns a terminal is passed over in silence."""
    done = _pip_conf(tmp_path, b"[global]\nconstraint = c.txt\nprogress-bar = off\n")

    assert done.stdout == ""
    assert done.stderr == "ignored constraint\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"index-url = https://reader:word@a.test\n", "line 1"),
        (b"[global]\nhttps//reader word\n", "line 2"),
        (b"[global]\ntimeout = 1\ntimeout = 2\n", "line 3"),
    ],
)
def test_malformed_pip_conf_is_told_by_line_without_its_text(tmp_path, text, told):
    """The text may be a password."""
    done = _pip_conf(tmp_path, text)

    assert done.returncode == 1
    assert done.stderr == (f"{told} is neither [section] nor key = value, or stands there twice\n")


def test_pip_conf_that_is_not_text_is_told(tmp_path):
    """A file saved in another encoding is common on Windows."""
    done = _pip_conf(tmp_path, "[global]\n# größe\n".encode("latin-1"))

    assert done.returncode == 1
    assert done.stderr == "it is not UTF-8\n"


def test_variables_beat_pip_conf_and_build_env_beats_both(tmp_path):
    """The nearest to the build wins; pip has the first half of it."""
    contents = {
        "pip.conf": "[global]\nindex-url = https://conf.test/\ntimeout = 1\nretries = 1\n",
        "build.env": "PIP_INDEX_URL='https://env.test/'\n",
    }

    environ = _loaded(tmp_path, contents, PIP_INDEX_URL="https://var.test/", PIP_TIMEOUT="2")

    assert environ["UV_DEFAULT_INDEX"] == "https://env.test/"
    assert environ["UV_HTTP_TIMEOUT"] == "2"
    assert environ["UV_HTTP_RETRIES"] == "1"


def test_emptied_files_count_as_absent(tmp_path):
    """It is what s2i leaves of injected ones."""
    environ = _loaded(
        tmp_path, dict.fromkeys(("pip.conf", "build.env", "uv.toml", ".netrc", "a.crt"), "")
    )

    assert not {"NETRC", "UV_CONFIG_FILE", "SSL_CERT_FILE"} & environ.keys()


def test_git_gets_its_password_from_the_netrc(tmp_path):
    """It reads only the file of its user's home; a password of another host is not for it."""
    contents = {".netrc": "machine git.test login me password word\n"}

    environ = _loaded(tmp_path, contents, GIT_CONFIG_COUNT="0", GIT_CONFIG_NOSYSTEM="1")
    answers = [
        subprocess.run(
            ["git", "credential", "fill"],
            input=f"protocol=https\nhost={host}\n\n",
            env={**environ, "GIT_TERMINAL_PROMPT": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        for host in ("git.test:8443", "other.test")
    ]

    assert answers[0].stdout == ("protocol=https\nhost=git.test:8443\nusername=me\npassword=word\n")
    assert answers[1].returncode == 128


def test_no_proxy_is_what_uv_understands(tmp_path):
    """It compares no ports."""
    hosts = "localhost, a.test:8080,.b.test,[::1]"

    environ = _loaded(tmp_path, {}, NO_PROXY=hosts, HTTP_PROXY="http://p.test:1")

    assert environ["no_proxy"] == environ["NO_PROXY"] == f"{hosts},a.test"
    assert environ["http_proxy"] == "http://p.test:1"


def test_no_proxy_of_a_star_is_no_proxy_at_all(tmp_path):
    """Addresses would still be asked for through it, since uv compares names."""
    environ = _loaded(
        tmp_path, {"build.env": "HTTP_PROXY=http://p.test:1\nALL_PROXY=x\nno_proxy=a.test, *\n"}
    )

    assert not {"http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"} & environ.keys()


@pytest.mark.parametrize(
    ("url", "variables", "told"),
    [
        ("https://a.test/x", {"HTTPS_PROXY": "http://me:w@rd@p.test:1"}, "http://p.test:1"),
        ("https://a.test/x", {"https_proxy": "me:word@p.test:1"}, "p.test:1"),
        ("http://a.test/x", {"HTTPS_PROXY": "http://p.test:1"}, ""),
        ("http://a.test/x", {"ALL_PROXY": "http://p.test:1"}, "http://p.test:1"),
        ("http://a.test:80/x", {"HTTP_PROXY": "http://p.test:1", "NO_PROXY": ".test"}, ""),
        ("", {"HTTP_PROXY": "http://p.test:1"}, ""),
    ],
)
def test_proxy_of_a_url_is_told_without_its_password(url, variables, told):
    """Messages name it, and are pasted into tickets."""
    done = _run(sys.executable, str(LIB / "proxy_of.py"), url, **variables)

    assert done.stdout == f"{told}\n"


def test_passwords_of_urls_are_taken_out_of_what_other_programs_say():
    """Git shows the whole URL when a clone fails."""
    words = "fatal: unable to access 'https://me:word@a.test/r.git/', git+ssh://git@b.test/x"
    done = _run("bash", "-c", '. "$0/say.sh"; redact <<<"$1"', str(LIB), words)

    assert done.stdout == (
        "fatal: unable to access 'https://****@a.test/r.git/', git+ssh://****@b.test/x\n"
    )
