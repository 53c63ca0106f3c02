"""Maven projects that cannot be built, or make no application that can be served."""

from seldon_conformance.builder.java.components import (
    BOOT,
    IDENTITY,
    LIBRARY,
    WRAPPER,
    Dependency,
    pom,
    project,
)
from seldon_conformance.builder.refusal import Refusal, refusal

_COMPONENT = "src/main/java/com/example/mymodel/MyModel.java"
_TEST = """package com.example.mymodel;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class MyModelTest {
  @Test
  void isRight() {
    Assertions.fail("it is not");
  }
}
"""
_MODULES = """<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>all</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <modules>{modules}</modules>
</project>
"""
_STARTER_TEST = (
    "    <dependency><groupId>org.springframework.boot</groupId>"
    "<artifactId>spring-boot-starter-test</artifactId><scope>test</scope></dependency>\n"
)
_JAVAX = f"import javax.annotation.PostConstruct;\n{IDENTITY}"
_UTILITIES = f"import io.seldon.wrapper.utils.PMMLUtils;\n{IDENTITY}"


def _modules(*names: str, having: tuple[str, ...]) -> dict[str, str]:
    """Give a project of modules, each a runnable application; some are not there."""
    listed = "".join(f"<module>{name}</module>" for name in names)
    return {
        "pom.xml": _MODULES.format(modules=listed),
        **{
            f"{name}/{path}": text.replace(">mymodel<", f">{name}<")
            for name in having
            for path, text in project(pom()).items()
            if not path.startswith(".s2i")
        },
    }


def _refused(name: str, contents: dict[str, str], cause: str, remedy: str, *words: str) -> Refusal:
    """Give the refusal of a build without a network: all that it needs is in the image."""
    environment = {".s2i/environment": "START_CACHE=off\n"}
    files = {**contents, **environment}
    return refusal(name, files, f"ERROR: {cause}", f"REMEDY: {remedy}", *words, is_offline=True)


_SERVER = f"depend on io.seldon.wrapper:seldon-core-wrapper:{WRAPPER} in pom.xml, and on no other"
REFUSED_PROJECTS = [
    _refused(
        "pom-is-no-xml",
        {"pom.xml": "project: mymodel\n"},
        "pom.xml cannot be read: syntax error: line 1, column 0",
        "mend the file",
    ),
    _refused(
        "pom-is-another-file",
        {"pom.xml": "<settings/>\n"},
        "pom.xml: <settings> (expected: <project>)",
        "mend the file",
    ),
    _refused(
        "module-missing",
        _modules("core", "served", having=("served",)),
        "pom.xml: module core has no core/pom.xml (expected: a pom.xml)",
        "commit it, or give s2i the folder above with --context-dir left out: "
        "of a git folder it takes what is committed",
    ),
    _refused(
        "old-spring-boot",
        project(pom(boot="1.5.1.RELEASE")),
        "pom.xml: Spring Boot 1.5.1.RELEASE (expected: 4.0 or later, as the library needs)",
        f"set it to {BOOT}, which is in this image; java/README.md lists the other lines that "
        "change",
    ),
    _refused(
        "javax",
        project(pom(), _JAVAX),
        f"imports of packages that Spring Boot has not had since 3: {_COMPONENT}, line 3: "
        "javax.annotation.PostConstruct (expected: jakarta in place of javax)",
        "write jakarta in place of javax there, and name the jakarta packages in pom.xml",
    ),
    _refused(
        "utilities-of-upstream",
        project(pom(), _UTILITIES),
        f"{_COMPONENT}, line 3: io.seldon.wrapper.utils.PMMLUtils "
        "(expected: what this builder's library has: {text})",
        "leave PMMLUtils out: call the toolkit itself with the numbers of the request",
    ),
    _refused(
        "does-not-compile",
        project(pom(), IDENTITY.replace("x.value()", "y.value()")),
        "the source does not compile: src/main/java/com/example/mymodel/MyModel.java:[10,12] "
        "cannot find symbol",
        "mend the lines that the compiler names above",
    ),
    _refused(
        "tests-fail",
        {
            **project(pom().replace("  </dependencies>", f"{_STARTER_TEST}  </dependencies>")),
            "src/test/java/com/example/mymodel/MyModelTest.java": _TEST,
        },
        "the project's tests fail: Tests run: 1, Failures: 1, Errors: 0, Skipped: 0",
        "mend them, or set MAVEN_SKIP_TESTS=true",
        *("-e", "MAVEN_SKIP_TESTS=false"),
    ),
    _refused(
        "jar-is-not-runnable",
        project(pom(has_plugin=False)),
        "no runnable jar: target/mymodel-1.jar (expected: one that Spring Boot has made)",
        "add the plugin org.springframework.boot:spring-boot-maven-plugin to the build of "
        "pom.xml, with the goal repackage where spring-boot-starter-parent is not the parent",
    ),
    _refused(
        "two-runnable-jars",
        _modules("first", "second", having=("first", "second")),
        "2 runnable jars: first/target/first-1.jar, second/target/second-1.jar (expected: one)",
        "build one module: set MAVEN_ARGS_APPEND='-pl MODULE -am' without the quotes in "
        ".s2i/environment, or leave org.springframework.boot:spring-boot-maven-plugin out of the "
        "other modules",
    ),
    _refused(
        "no-server",
        project(
            pom(Dependency("org.springframework.boot", "spring-boot-starter", BOOT), library=None),
            "public class MyModel {}\n",
        ),
        f"mymodel-1.jar has no server in it (expected: seldon-core-wrapper-{WRAPPER}.jar)",
        _SERVER,
    ),
    _refused(
        "package-missing-offline",
        project(pom(LIBRARY, Dependency("com.example", "greeting", "1.0"))),
        "the package repository cannot be reached: {text}; it is asked for {text}",
        "set HTTPS_PROXY or MAVEN_MIRROR_URL in build.env of a folder mounted at /run/s2i-build, "
        "or put the packages into repository/ there",
    ),
]
