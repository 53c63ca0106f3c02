"""Signatures of all years, bound once and by name."""

import pytest

from seldon_wrapper.binding import BindingError, bind

PREDICT = (("value", "names"), ("meta",))
FEEDBACK = (("value", "names"), ("reward", "truth", "routing"))
VALUES = {
    "value": "X",
    "names": "N",
    "meta": "M",
    "reward": "R",
    "truth": "T",
    "routing": "B",
}


def given(*args, **kwargs):
    """Show what arrived."""
    return args, kwargs


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (lambda X: given(X), (("X",), {})),
        (lambda X, features_names: given(X, features_names), (("X", "N"), {})),
        (lambda X, names, meta: given(X, names, meta), (("X", "N", "M"), {})),
        (lambda X, names=None, meta=None: given(X, names, meta), (("X", "N", "M"), {})),
        (lambda X, meta: given(X, meta), (("X", "M"), {})),
        (lambda X, names, *, meta: given(X, names, meta=meta), (("X", "N"), {"meta": "M"})),
        (lambda X, names, **rest: given(X, names, **rest), (("X", "N"), {"meta": "M"})),
        (lambda X, names, limit=5: given(X, names, limit), (("X", "N", 5), {})),
        (
            lambda X, names, limit=5, meta=None: given(X, names, limit, meta),
            (("X", "N", 5, "M"), {}),
        ),
    ],
)
def test_predict_gets_what_its_signature_asks_for(method, expected):
    """Upstream finds out by calling twice; here the second call never happens."""
    call = bind(method, *PREDICT)

    assert call(VALUES) == expected


def test_a_decorator_of_2018_gets_no_meta():
    """A wrapper of ``*args, **kwargs`` hands everything on to a method that may take no meta."""
    call = bind(given, *PREDICT)

    assert call(VALUES) == (("X", "N"), {})


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (
            lambda features, feature_names, reward, truth: given(reward, truth),
            (("R", "T"), {}),
        ),
        (
            lambda features, feature_names, routing, reward, truth: given(routing, reward, truth),
            (("B", "R", "T"), {}),
        ),
        (
            lambda features, names, reward, truth, routing=None: given(reward, truth, routing),
            (("R", "T", "B"), {}),
        ),
        (lambda X, n, r, t: given(X, n, r, t), (("X", "N", "R", "T"), {})),
        (given, (("X", "N", "R", "T"), {"routing": "B"})),
    ],
)
def test_feedback_of_every_year_gets_its_arguments_by_name(method, expected):
    """2018's template has routing third, later ones last or not at all (upstream issue 1321)."""
    call = bind(method, *FEEDBACK)

    assert call(VALUES) == expected


def test_a_parameter_that_nothing_is_known_of_is_refused_when_loaded():
    """At the first request it would be a 500 that nobody understands."""

    def predict(X, names, threshold, unknown):
        """Ask for too much."""

    with pytest.raises(BindingError) as excinfo:
        bind(predict, *PREDICT)

    assert str(excinfo.value).endswith(
        "predict: parameter unknown (expected: at most X, names, meta)"
    )
