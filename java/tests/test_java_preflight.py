"""What is refused before Maven runs."""

from __future__ import annotations

import pytest

_PARENT = """<project xmlns="http://maven.apache.org/POM/4.0.0"><parent>
<groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId>
<version>{version}</version></parent></project>"""


def _causes(scripts, folder, **environ):
    return [one.cause for one in scripts.java_preflight._project_problems(folder, environ)]


@pytest.mark.parametrize("version", ["1.5.1.RELEASE", "2.7.18", "3.5.0"])
def test_old_spring_boot_is_told_with_its_version(scripts, source, version):
    """The library would not start there, with a trace that says nothing of versions."""
    folder = source(**{"pom.xml": _PARENT.format(version=version)})

    assert _causes(scripts, folder) == [
        f"pom.xml: Spring Boot {version} (expected: 4.0 or later, as the library needs)"
    ]


def test_spring_boot_of_today_is_taken(scripts, source):
    """Nothing is to be said of it."""
    assert _causes(scripts, source(**{"pom.xml": _PARENT.format(version="4.1.2")})) == []


def test_imports_that_have_moved_are_told_with_their_lines(scripts, source):
    """javax.sql is the JDK's own and stays."""
    text = "import javax.sql.DataSource;\nimport javax.annotation.PostConstruct;\nclass A {}"
    folder = source(**{"pom.xml": _PARENT.format(version="4.1.2"), "src__main__java__A.java": text})

    assert _causes(scripts, folder) == [
        (
            "imports of packages that Spring Boot has not had since 3: "
            "src/main/java/A.java, line 2: javax.annotation.PostConstruct "
            "(expected: jakarta in place of javax)"
        )
    ]


def test_utility_that_the_library_lacks_is_refused_by_name(scripts, source):
    """The compiler would say that a symbol cannot be found, and nobody why."""
    text = "import io.seldon.wrapper.utils.DL4JUtils;\nimport io.seldon.wrapper.utils.H2OUtils;"
    folder = source(**{"A.java": text})

    assert _causes(scripts, folder) == [
        (
            "A.java, line 1: io.seldon.wrapper.utils.DL4JUtils "
            "(expected: what this builder's library has: io.seldon.wrapper.utils.H2OUtils)"
        )
    ]


def test_project_of_another_tool_is_refused_by_its_file(scripts, source):
    """There is no Gradle here."""
    folder = source(**{"build.gradle": ""})

    assert _causes(scripts, folder) == [
        "build.gradle: it is not read here (expected: a Maven project, or Java files)"
    ]


def test_module_without_its_pom_is_refused(scripts, source):
    """Below --context-dir, or not committed, it is not there."""
    folder = source(**{"pom.xml": "<project><modules><module>m</module></modules></project>"})

    assert _causes(scripts, folder) == ["pom.xml: module m has no m/pom.xml (expected: a pom.xml)"]


@pytest.mark.parametrize(
    ("name", "value", "cause"),
    [
        ("START_CACHE", "of", "START_CACHE: 'of' (expected: one of on, off; did you mean off?)"),
        ("MAVEN_SKIP_TESTS", "no", "MAVEN_SKIP_TESTS: 'no' (expected: one of true, false)"),
    ],
)
def test_wrong_word_is_answered_with_those_that_are_allowed(scripts, name, value, cause):
    """A word that is taken for the other would cost a build, and be found later."""
    assert [one.cause for one in scripts.java_preflight._word_problems({name: value})] == [cause]
