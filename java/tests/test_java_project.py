"""What becomes of a source before Maven runs."""

from __future__ import annotations

import pytest

_DEPENDENCY = """<project><properties><v>0.1.5</v></properties><dependencies><dependency>
<groupId>{group}</groupId><artifactId>{name}</artifactId><version>{version}</version>
</dependency></dependencies></project>"""


@pytest.mark.parametrize(
    ("group", "name", "version"),
    [
        ("io.seldon.wrapper", "seldon-core-wrapper", "0.1.5"),
        ("io.seldon.wrapper", "seldon-core-wrapper", "${v}"),
        ("io.seldon.wrapper", "seldon-core-wrappers", "0.4.2"),
    ],
)
def test_upstreams_server_gives_way_to_ours_with_a_notice(scripts, source, group, name, version):
    """Whoever has written the pom years ago must not get a server that answers otherwise."""
    folder = source(**{"pom.xml": _DEPENDENCY.format(group=group, name=name, version=version)})

    (line,) = scripts.java_project.replace_upstream(folder)

    shown = version.replace("${v}", "0.1.5")
    assert line == (
        f"notice pom.xml: {name} {shown} is upstream's server; the application is built against "
        "seldon-core-wrapper 1.0.0 of this image. Write that version into the file"
    )
    assert (folder / "pom.xml").read_text() == _DEPENDENCY.format(
        group="io.seldon.wrapper", name="seldon-core-wrapper", version="1.0.0"
    )


def test_pom_with_our_library_stays_as_it_is(scripts, source):
    """Nothing is to be said of it."""
    text = _DEPENDENCY.format(
        group="io.seldon.wrapper", name="seldon-core-wrapper", version="1.0.0"
    )
    folder = source(**{"pom.xml": text})

    assert list(scripts.java_project.replace_upstream(folder)) == []
    assert (folder / "pom.xml").read_text() == text


def test_class_is_named_with_its_package_when_the_pom_is_supplied(scripts, source):
    """MODEL_NAME is the short name most often, and the class loader knows the full one alone."""
    folder = source(
        **{"MyModel.java": "package a.b;\nclass MyModel {}", "Other.java": "class Other {}"}
    )

    said = list(scripts.java_project.supply_pom(folder, "MyModel"))

    assert said[-1] == "model-name a.b.MyModel"
    assert (
        "<mainClass>io.seldon.wrapper.serving.Main</mainClass>" in (folder / "pom.xml").read_text()
    )
    assert "@" not in (folder / "pom.xml").read_text()


@pytest.mark.parametrize(
    ("model_name", "cause"),
    [
        ("", "MODEL_NAME is not set (expected: the class of the component; there are: A, p.B)"),
        ("C", "MODEL_NAME: 'C' (expected: one of A, p.B)"),
    ],
)
def test_class_that_is_not_named_is_refused(scripts, source, model_name, cause):
    """Of two classes nobody knows which is the component."""
    folder = source(**{"A.java": "class A {}", "B.java": "package p;\nclass B {}"})

    with pytest.raises(scripts.problem.RefusedError) as refused:
        scripts.java_project.component_file(folder, model_name)

    assert str(refused.value) == cause


def test_only_class_needs_no_name(scripts, source):
    """There is nothing to choose."""
    folder = source(**{"A.java": "class A {}"})

    assert scripts.java_project.component_file(folder, "").name == "A.java"
