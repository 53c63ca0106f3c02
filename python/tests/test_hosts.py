"""Which components are another language's; how R runs them is tested in r/tests, where R is."""

import pytest

from seldon_wrapper import loading
from seldon_wrapper.hosts import is_hosted, r_file


@pytest.mark.parametrize(
    ("model_name", "files", "expected"),
    [
        ("MyModel.R", [], "MyModel.R"),
        ("MyModel", ["MyModel.R"], "MyModel.R"),
        ("MyModel", ["MyModel.r"], "MyModel.r"),
        ("MyModel", ["MyModel.py", "MyModel.R"], None),
        ("MyModel", [], None),
        ("pkg.mod.Class", ["Class.R"], None),
    ],
)
def test_a_component_is_r_by_its_file(tmp_path, model_name, files, expected):
    """The article has MODEL_NAME without the suffix; a Python component stays one."""
    for name in files:
        (tmp_path / name).touch()

    found = r_file(model_name, tmp_path)

    assert (found and found.name) == expected


def test_r_without_r_names_the_builder_to_use(tmp_path, monkeypatch):
    """The builders of Python and R have the same server; the wrong one is an easy mistake."""
    (tmp_path / "MyModel.R").touch()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(loading.LoadError) as excinfo:
        loading.load_class("MyModel")

    cause = "MyModel.R is R, and this server has no R (expected: the builder seldon-core-s2i-r)"
    assert str(excinfo.value) == f"{cause}\nBuild the component with seldon-core-s2i-r."


def test_a_missing_r_file_names_those_that_are_there(tmp_path, monkeypatch):
    """A misspelt MODEL_NAME is found without looking into the image."""
    (tmp_path / "Other.R").touch()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(loading.LoadError) as excinfo:
        loading.load_class("MyModel.R")

    assert excinfo.value.cause == f"no file MyModel.R in {tmp_path}: Other.R (expected: MyModel.R)"


def test_a_component_of_python_is_not_hosted():
    """Its calls are never interrupted."""
    assert not is_hosted(object())
