"""Components written in the test, in the one R of this process."""

import textwrap

import pytest

from seldon_wrapper.hosts.r.loading import load_file


@pytest.fixture
def component(tmp_path):
    """Give a function that makes a component of methods written in R."""

    def make(code, **parameters):
        path = tmp_path / "Component.R"
        start = 'initialise_seldon <- function(params) structure(list(p = params), class = "c")\n'
        path.write_text(start + textwrap.dedent(code))
        return load_file(path)(**parameters)

    return make


@pytest.fixture
def predict(component):
    """Give a function that asks a component whose predict has a body written in R."""

    def ask(body, value, names=(), extra=""):
        made = component(f"predict.c <- function(object, newdata, ...) {{ {body} }}\n{extra}")
        return made.predict(value, list(names), {})

    return ask
