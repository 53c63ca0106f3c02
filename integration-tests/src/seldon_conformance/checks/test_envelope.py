"""What every answer has around its payload, whatever the component is."""

from typing import Any

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference, differences
from seldon_conformance.example import Example
from seldon_conformance.line import Line
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

TAGS = {
    "conformance-text": "täg",
    "conformance-number": 0.5,
    "conformance-boolean": False,
    "conformance-null": None,
    "conformance-nested": {"a": [1, "b"]},
}
PAYLOADS = ["data", "jsonData", "strData", "binData", "customData"]
METRIC = {"key": "conformance", "type": "GAUGE", "value": 0.5, "tags": {"a": "b"}}


@check(
    "MET-7",
    "NAM-4",
    over=tuple(Transport),
    bug="A strict parser, a typed client or an orchestrator cannot read the answer.",
)
def test_answer_is_a_seldon_message(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """An answer is strict JSON with meta and names, or a SeldonMessage, and says what it is."""
    with Line(subject, transport) as line:
        line.ask(example)


@check(
    "PAY-1",
    over=tuple(Transport),
    bug="A client finds no answer in the answer, or two.",
)
def test_answer_has_one_payload(subject: Subject, example: Example, transport: Transport) -> None:
    """An answer has exactly one of the payloads that there are."""
    with Line(subject, transport) as line:
        message = line.ask(example)

    found = [payload for payload in PAYLOADS if payload in message]
    if len(found) != 1:
        got = " and ".join(found) or "none"
        expect([Difference("payload", got, f"one of {', '.join(PAYLOADS)}")], line.repeat(example))


@check(
    "MET-1",
    over=tuple(Transport),
    bug="Logs, feedback and the answer can no longer be matched to the request.",
)
def test_puid_is_kept(subject: Subject, example: Example, transport: Transport) -> None:
    """The answer has the request's puid, to the code point."""
    puid = "conformance-Zürich-1"

    meta, repeat = _meta(subject, transport, example.with_meta({"puid": puid}))

    expect(differences(meta.get("puid"), puid, path="meta.puid"), repeat)


@check(
    "MET-1",
    over=tuple(Transport),
    bug="Two requests in a row get one puid, and feedback goes to the wrong prediction.",
)
def test_puid_is_the_present_requests(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """Of several requests, one after another, each gets its own puid back."""
    puids = [f"conformance-{number}" for number in range(5)]

    with Line(subject, transport) as line:
        answers = [line.ask(example.with_meta({"puid": puid})) for puid in puids]

    kept = [answer.get("meta", {}).get("puid") for answer in answers]
    expect(differences(kept, puids, path="meta.puid"))


@check(
    "MET-1",
    over=tuple(Transport),
    bug="An orchestrator takes the made up puid for its own, and loses the real one.",
)
def test_no_puid_is_made_up(subject: Subject, example: Example, transport: Transport) -> None:
    """A request without a puid has an answer without one."""
    meta, repeat = _meta(subject, transport, example.with_meta({"puid": ""}))

    if "puid" in meta:
        expect([Difference("meta.puid", str(meta["puid"]), "nothing")], repeat)


@check(
    "MET-2",
    over=tuple(Transport),
    bug="What an earlier node of the graph found out about the request is lost behind this one.",
)
def test_tags_are_handed_on(subject: Subject, example: Example, transport: Transport) -> None:
    """Tags of the request are in the answer, each with its own type."""
    meta, repeat = _meta(subject, transport, example.with_meta({"tags": TAGS}))

    tags = meta.get("tags", {})
    kept = {name: tags[name] for name in TAGS if name in tags}
    expect(differences(kept, TAGS, path="meta.tags"), repeat)


@check(
    "MET-3",
    over=tuple(Transport),
    bug="Metrics of earlier nodes never reach whoever scrapes the orchestrator.",
)
def test_metrics_are_handed_on(subject: Subject, example: Example, transport: Transport) -> None:
    """Metrics of the request come first in the answer, and none is dropped."""
    meta, repeat = _meta(subject, transport, example.with_meta({"metrics": [METRIC]}))

    if "metrics" not in meta:
        pytest.skip("the answer has no metrics: INCLUDE_METRICS_IN_CLIENT_RESPONSE may be false")
    expect(differences(meta["metrics"][0], METRIC, path="meta.metrics[0]"), repeat)


@check(
    "MET-4",
    over=tuple(Transport),
    bug="Nobody can tell any more which nodes a request went through.",
)
def test_request_path_is_handed_on(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """Entries of the request's requestPath are in the answer."""
    earlier = {"conformance": "org/earlier:1.0"}

    meta, repeat = _meta(subject, transport, example.with_meta({"requestPath": earlier}))

    path = meta.get("requestPath", {})
    kept = {name: image for name, image in path.items() if name in earlier}
    expect(differences(kept, earlier, path="meta.requestPath"), repeat)


@check(
    "MET-5",
    over=tuple(Transport),
    bug="An orchestrator takes the routing of an earlier router for this component's.",
)
def test_routing_is_not_handed_on(subject: Subject, example: Example, transport: Transport) -> None:
    """Routing of the request is not in the answer."""
    meta, repeat = _meta(subject, transport, example.with_meta({"routing": {"conformance": 1}}))

    if "routing" in meta:
        expect([Difference("meta.routing", str(meta["routing"]), "nothing")], repeat)


def _meta(subject: Subject, transport: Transport, example: Example) -> tuple[dict[str, Any], str]:
    """Give the meta of the answer, without what is empty in it, and how to ask again."""
    with Line(subject, transport) as line:
        return line.ask(example).get("meta", {}), line.repeat(example)
