"""The component's metrics, from its dicts to Prometheus text."""

import json
import os
import re

import pytest
from doubles import dispatcher_of, text
from prometheus_client.parser import text_string_to_metric_families
from seldon_conformance.contract_files import contract_directory

from seldon_core.metrics import create_counter, create_gauge, create_timer, validate_metrics
from seldon_wrapper.errors import MetricError
from seldon_wrapper.message import Feedback
from seldon_wrapper.metrics import Metrics, checked
from seldon_wrapper.settings import Settings
from seldon_wrapper.verbs import Verb


def samples_of(metrics: Metrics) -> dict:
    """Give each sample's value by its name and the labels that the test set."""
    body, _ = metrics.exposition()
    return {
        (
            sample.name,
            sample.labels.get("method"),
            sample.labels.get("le"),
            sample.labels.get("tag"),
        ): (sample.value)
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def test_counters_add_gauges_set_and_timers_observe_seconds():
    """MTR-2: a value in milliseconds that is exposed as seconds."""
    metrics = Metrics(Settings(component="M"))

    for value in (1, 2):
        found = [
            create_counter("c", value),
            create_gauge("g", value),
            create_timer("t", 20.5 * value),
        ]
        metrics.record(checked(found, "metrics()"), "predict")

    samples = samples_of(metrics)
    assert samples["c_total", "predict", None, None] == 3
    assert samples["g", "predict", None, None] == 2
    assert samples["t_count", "predict", None, None] == 2
    assert samples["t_sum", "predict", None, None] == pytest.approx(0.0615)
    assert samples["t_bucket", "predict", "+Inf", None] == 2
    assert samples["t_bucket", "predict", "0.001", None] == 0


def test_labels_are_upstreams():
    """MTR-3: dashboards made for upstream find what they ask for."""
    settings = Settings(
        component="M",
        unit_id="unit",
        unit_image="registry:5000/team/model:1.2",
        predictor_id="predictor",
        predictor_version="v2",
        deployment_id="deployment",
    )
    metrics = Metrics(settings)

    metrics.record(checked([create_gauge("g", 1, {"tag": "a"})], "metrics()"), "router")

    families = text_string_to_metric_families(metrics.exposition()[0].decode())
    (family,) = [family for family in families if family.name == "g"]
    assert family.samples[0].labels == {
        "tag": "a",
        "method": "router",
        "deployment_name": "deployment",
        "model_name": "unit",
        "model_image": "registry:5000/team/model",
        "model_version": "1.2",
        "predictor_name": "predictor",
        "predictor_version": "v2",
        "seldon_deployment_name": "deployment",
        "image_name": "registry:5000/team/model",
        "image_version": "1.2",
        "worker_id": str(os.getpid()),
    }


def test_tags_in_another_order_are_the_same_series():
    """Upstream makes a second series, and the scrape is refused (issue 3968)."""
    metrics = Metrics(Settings(component="M"))

    for tags in ({"a": "1", "tag": "2"}, {"tag": "2", "a": "1"}):
        metrics.record(checked([create_counter("c", 1, tags)], "metrics()"), "predict")

    assert samples_of(metrics)["c_total", "predict", None, "2"] == 2


def test_two_tag_sets_are_two_series():
    """One key, one value per tag set."""
    metrics = Metrics(Settings(component="M"))

    for value, tag in ((1, "x"), (5, "y")):
        metrics.record(checked([create_gauge("g", value, {"tag": tag})], "metrics()"), "predict")

    samples = samples_of(metrics)
    assert (samples["g", "predict", None, "x"], samples["g", "predict", None, "y"]) == (1, 5)


@pytest.mark.parametrize(
    ("metrics", "info"),
    [
        ({"a": 1}, "metrics(): dict (expected: a list)"),
        ([1], "metrics()[0]: int (expected: a mapping)"),
        (
            [{"key": "k", "value": 1}],
            "metrics()[0].type: NoneType (expected: COUNTER, GAUGE or TIMER)",
        ),
        (
            [{"type": "SUM", "key": "k", "value": 1}],
            'metrics()[0].type: "SUM" (expected: COUNTER, GAUGE or TIMER)',
        ),
        (
            [{"type": "GAUGE", "key": "a b", "value": 1}],
            'metrics()[0].key: "a b" (expected: a name of letters, digits, _ and :)',
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": "x"}],
            "metrics()[0].value: str (expected: a number)",
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": True}],
            "metrics()[0].value: bool (expected: a number)",
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": 1e39}],
            "metrics()[0].value: out of range (expected: a finite float32)",
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": 1, "tags": {"a": 2}}],
            'metrics()[0].tags["a"]: int (expected: a string)',
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": 1, "tags": {"a-b": "c"}}],
            'metrics()[0].tags: "a-b" (expected: names of letters, digits and _)',
        ),
        (
            [{"type": "GAUGE", "key": "k", "value": 1, "tags": {"le": "low"}}],
            'metrics()[0].tags: "le" (expected: names of letters, digits and _)',
        ),
        (
            [{"type": "GAUGE", "key": "seldon_microservice_ready", "value": 1}],
            (
                'metrics()[0].key: "seldon_microservice_ready" '
                "(expected: a name that does not begin with seldon_microservice_)"
            ),
        ),
        (
            [{"type": "COUNTER", "key": "_total", "value": 1}],
            'metrics()[0].key: "_total" (expected: a name of letters, digits, _ and :)',
        ),
    ],
)
def test_a_metric_that_is_none_is_refused(metrics, info):
    """MTR-4: one bad name would make Prometheus refuse the whole scrape."""
    with pytest.raises(MetricError) as excinfo:
        checked(metrics, "metrics()")

    assert excinfo.value.info == info


def test_a_bad_metric_leaves_nothing_behind():
    """MTR-4: the good metrics of a failed call are not counted either."""

    class Model:
        def predict(self, X, names):
            return X

        def metrics(self):
            return [create_counter("good", 1), {"type": "GAUGE"}]

    dispatcher = dispatcher_of(Model())
    before = dispatcher.exposition()
    with pytest.raises(MetricError):
        dispatcher.call(Verb.PREDICT, text("x"))

    assert dispatcher.exposition() == before


@pytest.mark.parametrize(
    ("first", "second", "info"),
    [
        (
            create_gauge("k", 1),
            create_timer("k", 1),
            'metric "k": TIMER (expected: another key, since GAUGE "k" has the series k)',
        ),
        (
            create_timer("k", 1),
            create_gauge("k_sum", 1),
            'metric "k_sum": GAUGE (expected: another key, since TIMER "k" has the series k_sum)',
        ),
        (
            create_counter("k", 1),
            create_gauge("k_total", 1),
            (
                'metric "k_total": GAUGE '
                '(expected: another key, since COUNTER "k" has the series k_total)'
            ),
        ),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_a_series_belongs_to_one_metric(first, second, info, together):
    """MTR-9: a text with two types for one family is none that every Prometheus reads."""
    metrics = Metrics(Settings(component="M"))
    calls = [[create_gauge("other", 1), first, second]] if together else [[first], [second]]
    for call in calls[:-1]:
        metrics.record(checked(call, "metrics()"), "predict")
    before = metrics.exposition()

    with pytest.raises(MetricError) as excinfo:
        metrics.record(checked(calls[-1], "metrics()"), "predict")

    # Of two that come together, the first by type and key has the name.
    assert together or excinfo.value.info == info
    assert metrics.exposition() == before


def test_a_counter_and_a_gauge_may_share_a_key():
    """MTR-9: their series have other names, so upstream's components with both go on."""
    metrics = Metrics(Settings(component="M"))

    metrics.record(checked([create_counter("k", 2), create_gauge("k", 1)], "metrics()"), "predict")

    samples = samples_of(metrics)
    assert (samples["k_total", "predict", None, None], samples["k", "predict", None, None]) == (
        2,
        1,
    )


def test_a_counter_may_be_called_with_its_ending_or_without():
    """MTR-2: both are the same series."""
    metrics = Metrics(Settings(component="M"))

    for key in ("k", "k_total"):
        metrics.record(checked([create_counter(key, 2)], "metrics()"), "predict")

    assert samples_of(metrics)["k_total", "predict", None, None] == 4


def test_each_family_says_whose_it_is():
    """Who meets a metric in Prometheus sees its help first."""
    metrics = Metrics(Settings(component="M"))
    found = [create_counter("c", 1), create_gauge("g", 1), create_timer("t", 1)]
    metrics.record(checked(found, "metrics()"), "predict")
    metrics.record_feedback(1.0)

    families = text_string_to_metric_families(metrics.exposition()[0].decode())
    helps = {family.name: family.documentation for family in families}
    assert {k: v for k, v in helps.items() if "microservice" not in k} == {
        "c": "The component's metric of type COUNTER.",
        "g": "The component's metric of type GAUGE.",
        "t": "The component's metric of type TIMER, in seconds.",
        "seldon_api_model_feedback": "Feedback with a reward other than 0.",
        "seldon_api_model_feedback_reward": "Sum of the positive rewards.",
    }


def test_buckets_of_timers_are_the_contracts():
    """MTR-11: they are labels, so a digit that differs makes another series of each."""
    expected = (contract_directory() / "timer-buckets.json").read_text(encoding="utf-8")
    metrics = Metrics(Settings(component="M"))
    metrics.record(checked([create_timer("t", 1)], "metrics()"), "predict")

    found = re.findall(r't_bucket\{.*le="([^"]+)"', metrics.exposition()[0].decode())

    assert found == [*map(repr, json.loads(expected)), "+Inf"]


@pytest.mark.parametrize(
    ("rewards", "executor", "count", "total"),
    [
        ((1.0, 0.5), True, 2, 1.5),
        ((0.0,), True, None, None),
        ((-1.0, 2.0), True, 2, 2.0),
        ((1.0,), False, None, None),
    ],
)
def test_feedback_is_counted(rewards, executor, count, total):
    """MTR-5: a counter never falls, so a negative reward counts as a feedback only."""

    class Model:
        def predict(self, X, names):
            return X

    dispatcher = dispatcher_of(Model(), executor_enabled=executor)
    for reward in rewards:
        dispatcher.call(Verb.SEND_FEEDBACK, Feedback(None, None, reward, None))

    samples = samples_of(dispatcher)
    assert samples.get(("seldon_api_model_feedback_total", "feedback", None, None)) == count
    assert samples.get(("seldon_api_model_feedback_reward_total", "feedback", None, None)) == total


def test_upstreams_validation_says_yes_and_no():
    """Components call it in their own tests."""
    assert validate_metrics([create_counter("c", 1)])
    assert not validate_metrics([{"key": "c"}])
    assert not validate_metrics({"key": "c"})
