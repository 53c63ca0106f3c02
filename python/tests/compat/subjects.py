"""The components of the compatibility set, with their environment and what each is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from compat.components.returning import ANSWERS
from compat.questions import (
    BODIES,
    FEEDBACKS,
    GENERIC,
    META,
    METADATA,
    METRICS,
    MISSPELT_FEEDBACK,
    NUMBERS,
    PAYLOADS,
    PROBES,
    STRING,
    TENSOR,
    AnyQuestion,
    Question,
    asked,
    every_verb,
    feedback,
    some,
)


@dataclass(frozen=True, eq=False)
class Compared:
    """One server to compare.

    Attributes:
        component: As MODEL_NAME has it.
        questions: In the order in which they are asked.
        environment: Beside the ports.
        label: What it is called when a component stands here twice.
    """

    component: str
    questions: Sequence[AnyQuestion]
    environment: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def name(self) -> str:
        """The component, and the label if there is one; also the record's file name."""
        return f"{self.component}-{self.label}" if self.label else self.component


_TRANSFORMS = ("transform-input", "transform-output")
_VALUES = some("ndarray", "tensor", "strData", "jsonData, object", "binData", "meta")
_ARRAYS = some("ndarray", "tensor")
_ROWS = some("ndarray", "ndarray of one dimension", "tensor", "strData")


def _numbers(verb: str = "predict") -> list[Question]:
    return asked(verb, _ARRAYS)


def _returning() -> list[Question]:
    """Ask for every answer to a tensor, an ndarray, a string and jsonData."""
    found: list[Question] = []
    for name in ANSWERS:
        ways: dict[str, Any] = {
            "ndarray": {"data": {"names": [name], "ndarray": [[1]]}},
            "tensor": {"data": {"names": [name], "tensor": {"shape": [1], "values": [1]}}},
            "strData": {"strData": name},
            "jsonData": {"jsonData": {"return": name}},
        }
        found += asked("predict", {f"{name} to {way}": it for way, it in ways.items()})
    to_array = {"data": {"names": ["list"], "ndarray": [[1]]}}
    for verb in ("transform-input", "aggregate"):
        found += asked(verb, {"list": to_array, "dict": {"strData": "dict"}})
    for name in ("int", "numpy int", "float", "bool", "str"):
        found += asked("route", {name: {"strData": name}})
    return found


def _parameters(*given: tuple[str, str, str]) -> dict[str, str]:
    """Give PREDICTIVE_UNIT_PARAMETERS of (name, value, type)."""
    listed = [{"name": name, "value": value, "type": kind} for name, value, kind in given]
    return {"PREDICTIVE_UNIT_PARAMETERS": json.dumps(listed)}


_TYPED = _parameters(
    ("n", "3", "INT"),
    ("ratio", "0.25", "FLOAT"),
    ("double", "1e-3", "DOUBLE"),
    ("text", "5", "STRING"),
    ("flag", "true", "BOOL"),
    ("other", "no", "BOOL"),
)
_UNIT = {
    "PREDICTIVE_UNIT_ID": "unit",
    "PREDICTIVE_UNIT_IMAGE": "registry:5000/image:1.2",
    "PREDICTOR_ID": "main",
    "SELDON_DEPLOYMENT_ID": "deployed",
}
_REWARDS = [
    feedback(
        f"{number}",
        request=NUMBERS,
        response={"meta": {"routing": {"0": branch}}},
        reward=reward,
    )
    for number, (branch, reward) in enumerate([(1, 1), (0, 5), (1, 2.5)])
]


def _over_rest(questions: Sequence[Question]) -> list[Question]:
    """Ask over REST alone: upstream holds the component twice, so state differs by transport."""
    return [replace(item, transports=("rest",)) for item in questions]


CLASSES_2018 = [
    Compared("classes_2018.Identity", [*asked("predict", PAYLOADS), *BODIES, *GENERIC, *PROBES]),
    Compared("classes_2018.Classifier", [*_numbers(), *FEEDBACKS, *every_verb()[1:]]),
    Compared("classes_2018.Regressor", _numbers()),
    Compared(
        "classes_2018.Transformer", [*_numbers("transform-input"), *_numbers("transform-output")]
    ),
    Compared(
        "classes_2018.Bandit",
        _over_rest(
            [*asked("route", _ARRAYS), *_REWARDS, Question("route again", "route", NUMBERS)]
        ),
        _parameters(("n_branches", "3", "INT"), ("verbose", "false", "BOOL")),
    ),
    Compared("classes_2018.FeedbackWithoutRouting", FEEDBACKS[:2]),
    Compared("classes_2018.Outlier", _numbers("transform-input")),
    Compared("classes_2018.OutlierThatTransforms", _numbers("transform-input")),
    Compared("classes_2018.Mean", asked("aggregate", some("ndarray", "ndarray of one dimension"))),
    Compared(
        "classes_2018.Counter",
        [
            *_over_rest([Question(f"call {n}", "predict", NUMBERS) for n in range(3)]),
            METRICS,
        ],
    ),
]
SPIES = [
    Compared(
        "spies.Spy",
        [
            *asked("predict", PAYLOADS),
            *(question for verb in _TRANSFORMS for question in asked(verb, _VALUES)),
            *asked("route", {**_VALUES, **some("jsonData, array", "customData")}),
            *asked("aggregate", {**_VALUES, **some("jsonData, array", "customData")}),
            Question(
                "aggregate: different messages",
                "aggregate",
                {"seldonMessages": [{"meta": {"puid": "1"}, **NUMBERS}, STRING, TENSOR]},
            ),
            *FEEDBACKS,
            MISSPELT_FEEDBACK,
        ],
    ),
    Compared(
        "spies.Spy",
        [*asked("predict", {"meta": {"meta": META, **NUMBERS}}), *FEEDBACKS],
        _UNIT,
        "in-a-graph",
    ),
    Compared(
        "spies.SpyByKeyword", [*asked("predict", _VALUES), *asked("route", _ARRAYS), *FEEDBACKS]
    ),
    Compared(
        "spies.SpyWithMetaOnly", [*asked("predict", _VALUES), *asked("transform-input", _VALUES)]
    ),
    Compared("spies.Writer", [*_numbers(), *_numbers("transform-input")]),
]
NAMES = [
    Compared(
        f"names.{component}",
        [
            *asked("predict", _ROWS),
            *(question for verb in _TRANSFORMS for question in asked(verb, _ARRAYS)),
        ],
    )
    for component in (
        "NamesByMethod",
        "NamesByAttribute",
        "NamesByInstance",
        "NamesByProperty",
        "NamesByStaticMethod",
        "NamesByTuple",
        "NamesByArray",
        "NamesTooFew",
        "NamesNumeric",
        "FeatureNames",
        "NoNames",
    )
]
REPORTING = [
    Compared(
        "reporting.Reporter", [*every_verb(), *asked("predict", _VALUES), *PROBES, METRICS], _UNIT
    ),
    Compared(
        "reporting.Reporter",
        every_verb(),
        {"INCLUDE_METRICS_IN_CLIENT_RESPONSE": "false"},
        "without-metrics",
    ),
    Compared(
        "reporting.RuntimeReporter",
        [*every_verb(), *every_verb({"meta": META, **NUMBERS}, "meta"), METRICS],
    ),
    *(
        Compared(f"reporting.{component}", every_verb())
        for component in (
            "TagsByProperty",
            "TagsByAttribute",
            "MetricsByAttribute",
            "NumpyTags",
            "MetricWithoutType",
            "MetricOfText",
            "MetricsNoList",
            "RuntimeMetricOfText",
        )
    ),
    Compared("reporting.LabelledMetrics", [*every_verb()[:1], METRICS]),
]
SELDON_COMPONENTS = [
    Compared("seldon_components.Bare", [*every_verb(), *FEEDBACKS, *PROBES]),
    Compared("seldon_components.Empty", every_verb()),
    Compared(
        "seldon_components.Model",
        [*_numbers(), *_numbers("transform-output"), *FEEDBACKS, *PROBES, *METADATA, METRICS],
        {**_parameters(("scale", "2.5", "FLOAT")), **_UNIT},
    ),
    Compared("seldon_components.LazyModel", _numbers()),
    Compared("seldon_components.Declines", [*every_verb(), *PROBES]),
    Compared(
        "seldon_components.Router",
        [
            *asked(
                "route",
                {
                    **_VALUES,
                    **{
                        f"to {branch}": {"meta": {"tags": {"branch": branch}}, **NUMBERS}
                        for branch in (0, 7, -1, -2, -3)
                    },
                },
            ),
            *FEEDBACKS,
        ],
    ),
    Compared(
        "seldon_components.Combiner",
        [
            *asked("aggregate", _VALUES),
            Question("aggregate: one", "aggregate", {"seldonMessages": [TENSOR]}),
            Question(
                "aggregate: meta of several",
                "aggregate",
                {
                    "seldonMessages": [
                        {"meta": {"puid": "1", "tags": {"a": 1, "both": 1}}, **NUMBERS},
                        {"meta": {**META, "tags": {"b": 2, "both": 2}}, **NUMBERS},
                    ]
                },
            ),
            Question("aggregate: kinds", "aggregate", {"seldonMessages": [STRING, TENSOR]}),
        ],
    ),
    Compared(
        "seldon_components.Transformers",
        [*_numbers("transform-input"), *_numbers("transform-output")],
    ),
]
RAW = [
    Compared("raw.RawByTransport", [*every_verb(), *PROBES, METRICS]),
    Compared(
        "raw.RawEcho",
        [
            *asked("predict", some("ndarray", "meta", "strData", "jsonData, object")),
            *asked("transform-input", _ARRAYS),
        ],
    ),
    Compared("raw.RawWithStatus", _numbers()),
    Compared("raw.RawByUtils", _numbers()),
    Compared("raw.RawDeclines", [*_numbers(), *_numbers("transform-input")]),
    Compared("raw.RawRaises", _numbers()),
    Compared("raw.ByTransport", _numbers()),
    Compared("raw.PassThrough", _numbers(), {"PAYLOAD_PASSTHROUGH": "true"}),
]
_FAULTS = {
    what: {"strData": what}
    for what in (
        "value",
        "key",
        "type",
        "empty",
        "micro",
        "micro403",
        "micro503",
        "subclass",
        "own",
        "unicode",
    )
}
FAILING = [
    Compared(
        "failing.Failing",
        [
            *asked("predict", _FAULTS),
            *(
                question
                for verb in ("transform-input", "transform-output", "route", "aggregate")
                for question in asked(verb, {key: _FAULTS[key] for key in ("value", "micro403")})
            ),
            feedback("value", reward=1),
            feedback("micro403", reward=403),
        ],
    ),
    Compared("failing.FailsInTags", every_verb()),
    Compared("failing.FailsInHealth", [*_numbers(), *PROBES]),
    Compared(
        "failing.WithBlueprint",
        asked(
            "predict",
            {"blueprint": {"strData": "blueprint"}, **_FAULTS, "hello": STRING},
        ),
    ),
]
CONFIGURED = [
    Compared("configured.Parameters", _numbers()[:1], _TYPED),
    Compared("configured.AnyParameters", _numbers()[:1], _TYPED),
    Compared("configured.Metadata", METADATA, {"PREDICTIVE_UNIT_IMAGE": "registry:5000/name:1.2"}),
    Compared(
        "configured.Metadata",
        METADATA,
        {"MODEL_METADATA": "name: from the variable\nplatform: xgboost\n"},
        "by-variable",
    ),
    Compared("configured.WrongMetadata", [*METADATA, *_numbers()[:1]]),
    Compared("configured.PlainHealth", [*PROBES, *METADATA], {"PREDICTIVE_UNIT_IMAGE": "name"}),
    Compared("deep.er.model.Model", _numbers()),
]
SUBJECTS = [
    *CLASSES_2018,
    *SPIES,
    *NAMES,
    *REPORTING,
    *SELDON_COMPONENTS,
    *RAW,
    *FAILING,
    *CONFIGURED,
    Compared("returning.Returning", _returning()),
]
