"""Which jar is the application, and which server is in it."""

from __future__ import annotations

import hashlib
import zipfile

import pytest


def _jar(path, *names):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as jar:
        for name in names:
            jar.writestr(name, name)
    return path


_LIBRARY = "BOOT-INF/lib/seldon-core-wrapper-1.0.0.jar"
_OURS = hashlib.sha256(_LIBRARY.encode()).hexdigest()


def test_several_runnable_jars_are_named(scripts, tmp_path):
    """Nobody but the user knows which of them is meant."""
    for module in ("a", "b"):
        _jar(tmp_path / module / "target" / f"{module}-1.jar", "BOOT-INF/lib/")

    with pytest.raises(scripts.problem.RefusedError) as refused:
        scripts.java_application.runnable(tmp_path)

    assert (
        str(refused.value) == "2 runnable jars: a/target/a-1.jar, b/target/b-1.jar (expected: one)"
    )


def test_jar_that_nobody_made_runnable_is_named(scripts, tmp_path):
    """The plugin is what lacks, not the code."""
    _jar(tmp_path / "target/a-1.jar", "A.class")

    with pytest.raises(scripts.problem.RefusedError) as refused:
        scripts.java_application.runnable(tmp_path)

    assert str(refused.value) == (
        "no runnable jar: target/a-1.jar (expected: one that Spring Boot has made)"
    )


def test_upstreams_server_is_never_shipped(scripts, tmp_path):
    """Another package may bring it, whatever pom.xml says."""
    jar = _jar(tmp_path / "a.jar", _LIBRARY, "BOOT-INF/lib/seldon-core-wrapper-0.1.5.jar")

    with pytest.raises(scripts.problem.RefusedError) as refused:
        scripts.java_application.check_server(jar, _OURS, "1.0.0")

    assert str(refused.value) == (
        "a.jar has another server in it: seldon-core-wrapper-0.1.5.jar "
        "(expected: seldon-core-wrapper-1.0.0.jar of this image alone)"
    )


def test_application_without_a_server_is_refused(scripts, tmp_path):
    """It would start, and listen nowhere."""
    jar = _jar(tmp_path / "a.jar", "BOOT-INF/lib/other-1.jar")

    with pytest.raises(scripts.problem.RefusedError) as refused:
        scripts.java_application.check_server(jar, _OURS, "1.0.0")

    assert (
        str(refused.value) == "a.jar has no server in it (expected: seldon-core-wrapper-1.0.0.jar)"
    )


def test_our_server_is_taken(scripts, tmp_path):
    """Its bytes count, not its name."""
    jar = _jar(tmp_path / "a.jar", _LIBRARY)

    scripts.java_application.check_server(jar, _OURS, "1.0.0")
