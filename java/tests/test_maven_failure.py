"""What is said of a Maven that failed."""

from __future__ import annotations

import pytest

_TRANSFER = (
    "[ERROR] Failed to execute goal on project m: Could not resolve dependencies: Could not "
    "transfer artifact a:b:jar:1 from/to central (https://repo.maven.apache.org/maven2): "
)


@pytest.mark.parametrize(
    ("log", "cause"),
    [
        (
            f"{_TRANSFER}repo.maven.apache.org: Name or service not known\n",
            (
                "the package repository cannot be reached: https://repo.maven.apache.org/maven2: "
                "Name or service not known; it is asked for a:b:jar:1"
            ),
        ),
        (
            f"{_TRANSFER}PKIX path building failed: unable to find valid certification path\n",
            (
                "the package repository shows a certificate that this image does not trust: "
                "https://repo.maven.apache.org/maven2"
            ),
        ),
        (
            f"{_TRANSFER}status code: 401, reason phrase: Unauthorized (401)\n",
            (
                "the package repository does not accept the user name and password, "
                "or was given none: https://repo.maven.apache.org/maven2 (401)"
            ),
        ),
        (
            "[ERROR] Could not find artifact a:b:jar:9 in central (https://repo/maven2)\n",
            "a package is in no repository that was asked: a:b:jar:9: https://repo/maven2",
        ),
        (
            (
                "[ERROR] COMPILATION ERROR : \n[ERROR] /tmp/src/src/main/java/A.java:[3,1] "
                "';' expected\n"
            ),
            "the source does not compile: src/main/java/A.java:[3,1] ';' expected",
        ),
        (
            (
                "[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0\n[ERROR] There are "
                "test failures.\n"
            ),
            "the project's tests fail: Tests run: 2, Failures: 1, Errors: 0, Skipped: 0",
        ),
        ("[ERROR] odd\n", "Maven ended with exit code 1: odd"),
    ],
)
def test_cause_is_named(scripts, monkeypatch, log, cause):
    """Maven's own last lines are on help pages of its site."""
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)

    assert scripts.maven_failure.problem_of(log, 1).cause == cause
