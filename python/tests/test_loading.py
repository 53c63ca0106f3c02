"""From MODEL_NAME to the class: every failure is told apart, with what to do."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from seldon_wrapper.loading import (
    LoadError,
    check_signatures,
    instantiate,
    load_class,
    run_load,
    service_type,
)
from seldon_wrapper.service_type import ServiceType


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a new directory, and forget what was imported from it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        del sys.modules[name]


def _write(path: Path, source: str) -> None:
    """Write a module."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(source))


def _failure(name: str = "MyModel") -> tuple[str, str]:
    """Return cause and remedy of a class that cannot be loaded."""
    with pytest.raises(LoadError) as excinfo:
        load_class(name)
    assert str(excinfo.value) == f"{excinfo.value.cause}\n{excinfo.value.remedy}"
    return excinfo.value.cause, excinfo.value.remedy


@pytest.mark.parametrize(
    ("name", "file"), [("MyModel", "MyModel.py"), ("pkg.mod.MyModel", "pkg/mod.py")]
)
def test_both_forms_of_the_name_find_the_class(here: Path, name: str, file: str) -> None:
    """They are upstream's (design.md, 3.4)."""
    _write(here / file, "class MyModel(object): pass")

    assert load_class(name).__name__ == "MyModel"


def test_the_working_directory_comes_first(here: Path) -> None:
    """A component called like an installed module is still the component."""
    _write(here / "colorsys.py", "class colorsys: mine = True")
    sys.modules.pop("colorsys", None)

    assert vars(load_class("colorsys"))["mine"]


def test_a_missing_file_lists_those_that_are_there(here: Path) -> None:
    """Most often the name is written a little differently."""
    _write(here / "MyModle.py", "")
    _write(here / "setup.py", "")

    assert _failure() == (
        f"no module 'MyModel' in {here}: MyModle.py, setup.py (expected: MyModel.py)",
        (
            "Add MyModel.py, or set MODEL_NAME to the name of a file that is there; "
            "did you mean MyModle?"
        ),
    )


def test_a_missing_file_in_an_empty_directory(here: Path) -> None:
    """The wrong --context-dir looks like this."""
    assert _failure("pkg.mod.MyModel") == (
        f"no module 'pkg' in {here}: no .py file (expected: pkg.py)",
        "Add pkg.py, or set MODEL_NAME to the name of a file that is there.",
    )


def test_a_misspelt_module_of_seldon_core_is_not_asked_of_the_requirements(here: Path) -> None:
    """No requirement brings it, so the modules that there are have to be named."""
    _write(here / "MyModel.py", "import seldon_core.user_modle")

    assert _failure() == (
        (
            "importing MyModel needs the module 'seldon_core.user_modle', which the server's "
            "seldon_core does not have (MyModel.py, line 1: import seldon_core.user_modle)"
        ),
        (
            "Use one of seldon_core.flask_utils, seldon_core.metrics, seldon_core.proto, "
            "seldon_core.storage, seldon_core.user_model, seldon_core.utils; "
            "did you mean seldon_core.user_model?"
        ),
    )


def test_a_name_that_is_no_name_is_refused(here: Path) -> None:
    """``MyModel.py`` is read as module MyModel, class py; a path cannot be read at all."""
    del here

    assert _failure("src/MyModel") == (
        "MODEL_NAME: 'src/MyModel' (expected: MyModel or pkg.mod.Class)",
        "Set MODEL_NAME to the name of the class, without .py.",
    )


def test_a_missing_class_lists_those_that_are_there(here: Path) -> None:
    """Imported classes are not candidates."""
    _write(
        here / "MyModel.py",
        """
        from pathlib import Path
        class MyModle: pass
        class Other: pass
        """,
    )

    assert _failure() == (
        "no class MyModel in MyModel.py: MyModle, Other (expected: class MyModel)",
        "Rename the class, or set MODEL_NAME to MyModel.<class>; did you mean MyModel.MyModle?",
    )


def test_something_else_than_a_class_is_refused(here: Path) -> None:
    """An object made in the module would be called as a class."""
    _write(here / "MyModel.py", "def MyModel(): pass")

    assert _failure() == (
        "MyModel in MyModel.py is a function (expected: a class)",
        "Make MyModel a class, or set MODEL_NAME to a class of that file.",
    )


def test_a_missing_dependency_names_the_requirement(here: Path) -> None:
    """It is not the component's own file that is missing."""
    _write(here / "MyModel.py", "import no_such_package.part")

    assert _failure() == (
        (
            "importing MyModel needs the module 'no_such_package', which is not installed "
            "(MyModel.py, line 1: import no_such_package.part)"
        ),
        "Add the package of 'no_such_package' to requirements.txt.",
    )


def test_an_import_that_raises_names_the_deepest_cause_and_the_line(here: Path) -> None:
    """The traceback is in the log; the line that matters is here."""
    _write(
        here / "MyModel.py",
        """
        try:
            {}["weights"]
        except KeyError as error:
            raise RuntimeError("cannot start") from error
        """,
    )

    assert _failure() == (
        "importing MyModel raised KeyError: 'weights' (MyModel.py, line 3: {}[\"weights\"])",
        "Mend the line, or move what needs the running container into load().",
    )


def test_an_import_that_exits_is_a_failure_too(here: Path) -> None:
    """A script's ``sys.exit(0)`` would end the server as if all were well."""
    _write(here / "MyModel.py", "raise SystemExit(0)")

    assert _failure()[0] == (
        "importing MyModel raised SystemExit: 0 (MyModel.py, line 1: raise SystemExit(0))"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('print "hello"', "Missing parentheses in call to 'print'. Did you mean print(...)?"),
        (
            "x = 0777",
            (
                "leading zeros in decimal integer literals are not permitted; "
                "use an 0o prefix for octal integers"
            ),
        ),
    ],
)
def test_python_2_is_recognised(here: Path, line: str, message: str) -> None:
    """Components of 2018 may still be in it."""
    _write(here / "MyModel.py", f"\n{line}\n")

    assert _failure() == (
        f"MyModel.py, line 2 is not Python 3: {message}: {line}",
        "This is Python 2; rewrite it for Python 3 (2to3 does most of it).",
    )


def test_another_mistake_in_the_syntax_is_only_that(here: Path) -> None:
    """Not everything is Python 2."""
    _write(here / "MyModel.py", "class MyModel\n")

    assert _failure() == (
        "MyModel.py, line 1 is not Python 3: expected ':': class MyModel",
        "Mend the line.",
    )


class _Parameters:
    def __init__(self, rate: float, *, deep: bool = False) -> None:
        self.given = (rate, deep)


def test_parameters_are_given_by_name() -> None:
    """Their order in PREDICTIVE_UNIT_PARAMETERS does not matter."""
    made = instantiate(_Parameters, {"deep": True, "rate": 0.5})

    assert vars(made)["given"] == (0.5, True)


def test_parameters_that_do_not_fit_are_said() -> None:
    """Without the declaration the user has to look for it."""
    with pytest.raises(LoadError) as excinfo:
        instantiate(_Parameters, {"rat": 0.5})

    assert str(excinfo.value) == (
        "_Parameters.__init__ can't be called with rat: "
        "missing a required argument: 'rate'\n"
        "It is declared as _Parameters(rate: 'float', *, deep: 'bool' = False) -> 'None'; "
        "mend that or PREDICTIVE_UNIT_PARAMETERS."
    )


def test_a_load_that_exits_is_a_failure(here: Path) -> None:
    """In a thread it would end nothing but the thread."""
    del here
    with pytest.raises(LoadError) as excinfo:
        run_load("MyModel", lambda: sys.exit("no model"))

    assert str(excinfo.value) == (
        "MyModel.load raised SystemExit: no model (outside of the component's files)\n"
        "Mend the component's load, or what it needs at start (files, parameters)."
    )


def _stub(*_: object) -> None:
    """Stand for a method that SeldonComponent only declares."""


_stub.__seldon_stub__ = True  # type: ignore[attr-defined]


def _class(*methods: str) -> type:
    """Return a class with these methods, and empty declarations of all others."""
    names = ["predict", "route", "aggregate", "transform_input", "transform_output", "score"]
    members = dict.fromkeys(names, _stub) | dict.fromkeys(methods, lambda *_: None)
    return type("MyModel", (), members)


@pytest.mark.parametrize(
    ("methods", "found"),
    [
        (["predict"], ServiceType.MODEL),
        (["predict_raw"], ServiceType.MODEL),
        (["predict_rest"], ServiceType.MODEL),
        (["predict", "transform_input", "route"], ServiceType.MODEL),
        (["route"], ServiceType.ROUTER),
        (["route_raw"], ServiceType.ROUTER),
        (["aggregate"], ServiceType.COMBINER),
        (["transform_input"], ServiceType.TRANSFORMER),
        (["transform_input", "transform_output"], ServiceType.TRANSFORMER),
        (["transform_output"], ServiceType.OUTPUT_TRANSFORMER),
        (["score"], ServiceType.OUTLIER_DETECTOR),
        (["score", "transform_input"], ServiceType.OUTLIER_DETECTOR),
    ],
)
def test_the_type_follows_from_the_methods(methods: list[str], found: ServiceType) -> None:
    """Nobody has to say what can be seen (LIF-8)."""
    assert service_type(_class(*methods), None) is found


def test_a_type_that_is_not_clear_is_asked_for() -> None:
    """Guessing would serve half of the component."""
    with pytest.raises(LoadError) as excinfo:
        service_type(_class("route", "aggregate"), None)

    assert str(excinfo.value) == (
        "MyModel can be any of ROUTER, COMBINER (expected: one)\nSet SERVICE_TYPE to one of them."
    )


def test_a_class_without_any_method_is_refused() -> None:
    """Declarations that a base class brings do not count."""
    with pytest.raises(LoadError) as excinfo:
        service_type(_class(), None)

    assert str(excinfo.value) == (
        "MyModel has no method of a component (expected: predict, route, aggregate, "
        "transform_input, transform_output or score)\nAdd one of these methods."
    )


def test_a_class_that_lacks_the_method_of_its_type_is_refused() -> None:
    """Upstream answered with an empty payload and 200 (LIF-8)."""
    with pytest.raises(LoadError) as excinfo:
        service_type(_class("predict"), ServiceType.ROUTER)

    assert str(excinfo.value) == (
        "MyModel has no method route (expected: one of route, route_raw, route_rest, route_grpc "
        "for SERVICE_TYPE=ROUTER)\nAdd the method, or set SERVICE_TYPE to what MyModel is."
    )


def test_either_transform_makes_a_transformer() -> None:
    """Both default to identity, so one of them is enough."""
    wanted = ServiceType.TRANSFORMER

    assert service_type(_class("transform_output"), wanted) is wanted


def test_a_method_that_asks_for_too_much_is_refused(here):
    """At the first request it would be a 500 in somebody else's log."""
    _write(
        here / "Greedy.py",
        """
        class Greedy:
            def predict(self, X, names, meta, session):
                return X
        """,
    )
    cls = load_class("Greedy")

    with pytest.raises(LoadError) as excinfo:
        check_signatures(cls)

    assert excinfo.value.cause == (
        "Greedy.predict: parameter session (expected: at most X, names, meta)"
    )
    assert excinfo.value.remedy == "Give the parameter a default, or take it away."
