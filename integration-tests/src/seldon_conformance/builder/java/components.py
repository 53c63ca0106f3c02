"""Components that several apps share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NAME = "MyModel"
# What the builder has in its own repository, so that an application needs no network.
BOOT, WRAPPER, MAVEN = "4.1.2", "1.0.0", "3.9.16"
# The start-up cache takes ten seconds and 60 MB; its own check asks for it.
ENVIRONMENT = {".s2i/environment": f"MODEL_NAME={NAME}\nSTART_CACHE=off\n"}
_COMPONENT = """import io.seldon.wrapper.component.Input;
import io.seldon.wrapper.component.SeldonComponent;
{imports}
public class MyModel implements SeldonComponent {{
  @Override
  public Object predict(Input x) {{
    return {expression};
  }}
{more}}}
"""
_MAIN = """
  public static void main(String[] words) {
    System.out.print(new MyModel().predict(null));
  }
"""
_IMPORTS = "import java.io.IOException;\nimport java.io.InputStream;\n"
_TEXT = """
  private static String text(String name) {
    try (InputStream file = MyModel.class.getResourceAsStream("/" + name + ".txt")) {
      return new String(file.readAllBytes());
    } catch (IOException error) {
      throw new IllegalStateException(error);
    }
  }
"""
IDENTITY = _COMPONENT.format(imports="", expression="x.value()", more="")
_APPLICATION = """import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Application {
  public static void main(String[] words) {
    SpringApplication.run(Application.class, words);
  }
}
"""
_ANNOTATION = "@org.springframework.stereotype.Component\n"
_POM = """<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>{boot}</version>
    <relativePath/>
  </parent>
  <groupId>com.example</groupId>
  <artifactId>mymodel</artifactId>
  <version>1</version>
  <properties><java.version>17</java.version></properties>
  <dependencies>
{dependencies}  </dependencies>
  <build>
    <plugins>
{plugins}    </plugins>
  </build>
</project>
"""
_PLUGIN = (
    "      <plugin><groupId>org.springframework.boot</groupId>"
    "<artifactId>spring-boot-maven-plugin</artifactId></plugin>\n"
)


@dataclass(frozen=True)
class Dependency:
    """A dependency, as a pom.xml names it."""

    group: str
    name: str
    version: str

    def __str__(self) -> str:
        """Give the element."""
        return (
            f"    <dependency><groupId>{self.group}</groupId><artifactId>{self.name}</artifactId>"
            f"<version>{self.version}</version></dependency>\n"
        )


LIBRARY = Dependency("io.seldon.wrapper", "seldon-core-wrapper", WRAPPER)


def saying(text: str) -> dict[str, str]:
    """Give the files of a component that answers one string, always; there is no pom.xml."""
    component = _COMPONENT.format(imports="", expression=f'"{text}"', more=_MAIN)
    return {f"{NAME}.java": component, **ENVIRONMENT}


def pom(
    *more: Dependency,
    library: Dependency | None = LIBRARY,
    boot: str = BOOT,
    has_plugin: bool = True,
) -> str:
    """Give a pom.xml as Spring's own site makes them.

    Args:
        more: What the component needs beside the library.
        library: As it is named there; or nothing.
        boot: The version of Spring Boot.
        has_plugin: Whether Spring Boot makes the jar runnable.
    """
    needed: Sequence[Dependency] = (*([library] if library else []), *more)
    return _POM.format(
        boot=boot,
        dependencies="".join(map(str, needed)),
        plugins=_PLUGIN if has_plugin else "",
    )


def project(text: str, component: str = IDENTITY, name: str = NAME) -> dict[str, str]:
    """Give the files of a Maven project.

    Args:
        text: Its pom.xml.
        component: The component's source, without its package and Spring's annotation.
        name: The component's class.
    """
    folder = "src/main/java/com/example/mymodel"
    annotated = component.replace("public class", f"{_ANNOTATION}public class", 1)
    return {
        "pom.xml": text,
        f"{folder}/Application.java": f"package com.example.mymodel;\n\n{_APPLICATION}",
        f"{folder}/{name}.java": f"package com.example.mymodel;\n\n{annotated}",
        **ENVIRONMENT,
    }


def without_annotation(contents: Mapping[str, str]) -> dict[str, str]:
    """Give the files of a project whose component Spring does not find."""
    return {path: text.replace(_ANNOTATION, "") for path, text in contents.items()}


def reading(*names: str) -> str:
    """Give a component that answers what is in the files ``NAME.txt`` of some packages' jars."""
    expression = ' + " " + '.join(f'text("{name}")' for name in names)
    return _COMPONENT.format(imports=_IMPORTS, expression=expression, more=_TEXT)
