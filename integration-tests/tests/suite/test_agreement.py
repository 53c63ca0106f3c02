"""Two subjects' answers are compared as the judges compare an answer with a vector."""

import json
from pathlib import Path
from typing import Any

import pytest
from identity_server import Spoil, identity_server, unspoilt

from seldon_conformance.agreement import Replies, disagreement, pairs_of, replies
from seldon_conformance.asking import Answered
from seldon_conformance.descriptors import contract_descriptors
from seldon_conformance.grpc_client import ErrorInfo, GrpcAnswer
from seldon_conformance.proto_json import proto_from_json
from seldon_conformance.rest_client import RestAnswer
from seldon_conformance.vectors import Case, Step, Transport, load_vectors, ordered_cases

REST, GRPC = Transport.REST, Transport.GRPC
JSON = {"content-type": "application/json"}
REQUEST = {
    "meta": {"puid": "p1"},
    "data": {"names": ["x"], "tensor": {"shape": [1], "values": [1]}},
}
MESSAGE = "seldon.protos.SeldonMessage"


def _cases(tmp_path: Path, steps: int) -> list[Case]:
    """Give a vector of so many steps over both transports."""
    step = {"verb": "predict", "request": REQUEST, "expect": {"message": REQUEST}}
    raw = {"id": "v", "rules": ["PAY-4"], "bug": "A bug.", "component": "model"}
    (tmp_path / "verb").mkdir()
    vectors = {"vectors": [{**raw, "steps": [step] * steps}]}
    (tmp_path / "verb" / "predict.json").write_text(json.dumps(vectors))
    return ordered_cases(load_vectors(tmp_path))


def _tripled(answer: Any) -> Any:
    answer["data"]["tensor"]["values"] = [3.0]
    answer["data"]["names"] = []
    return answer


def _told(tmp_path: Path, case_number: int, steps: int, spoil: Spoil) -> str:
    case = _cases(tmp_path, steps)[case_number]
    with identity_server() as good, identity_server(spoil) as other:
        first, second = replies("A", case, good), replies("B", case, other)
    return str(disagreement(str(case), first, second))


@pytest.mark.parametrize("number", [0, 1], ids=["rest", "grpc"])
def test_subjects_that_answer_alike_agree(number: int, tmp_path: Path) -> None:
    """Nothing is told then."""
    assert _told(tmp_path, number, 1, unspoilt) == "None"


@pytest.mark.parametrize(
    ("number", "steps", "sentence"),
    [
        (0, 1, "v[rest]: B answers 0 values [] at data.names"),
        (1, 2, "v[grpc], step 1: B answers 0 values [] at data.names"),
    ],
    ids=["rest", "grpc"],
)
def test_other_answer_is_told_in_a_sentence(
    number: int, steps: int, sentence: str, tmp_path: Path
) -> None:
    """With the step, where there are several."""
    told = _told(tmp_path, number, steps, _tripled)

    assert told == f'{sentence}, A answers 1 values ["x"], and 1 more'


def test_transports_of_a_server_are_compared(tmp_path: Path) -> None:
    """The vectors' cases in pairs, each of which ought to have one answer."""
    ((rest, grpc),) = pairs_of(_cases(tmp_path, 1))
    with identity_server() as good, identity_server(_tripled) as other:
        over_rest, over_grpc = replies("A", rest, good), replies("A over grpc", grpc, other)
        alike = disagreement("v", over_rest, replies("A over grpc", grpc, good))

    found = disagreement("v", over_rest, over_grpc)

    assert alike is None
    assert found is not None
    assert [difference.path for difference in found.differences] == [
        "data.names",
        "data.tensor.values[0]",
    ]


def _step(expect: Any, **expect_on: Any) -> Step:
    return Step("predict", {}, None, None, expect, expect_on, 0.0)


def _rest(step: Step, language: str, status: int, value: Any) -> Replies:
    answer = RestAnswer(status, JSON, json.dumps(value).encode())
    return Replies(language, language, (Answered(step, REST, answer),))


def _grpc(step: Step, language: str, code: str, text: str, reason: str) -> Replies:
    info = ErrorInfo(reason, "seldon.io") if reason else None
    answer = GrpcAnswer(code, text, info, None)
    return Replies(language, language, (Answered(step, GRPC, answer, MESSAGE),))


def _error(status: int, info: str, reason: str = "R") -> Any:
    return {"status": {"code": status, "info": info, "reason": reason, "status": "FAILURE"}}


REFUSED = _step({"error": {"status": 500, "info": "got {type}", "reason": "R"}})


def test_word_that_the_vector_leaves_to_the_language_may_differ() -> None:
    """``int`` is ``integer`` elsewhere; two servers of one language have one word."""
    python, r = _error(500, "got int"), _error(500, "got integer")

    between_languages = disagreement(
        "v", _rest(REFUSED, "python", 500, python), _rest(REFUSED, "r", 500, r)
    )
    within_one = disagreement(
        "v", _rest(REFUSED, "python", 500, python), _rest(REFUSED, "python", 500, r)
    )

    assert between_languages is None
    assert str(within_one) == (
        'v: python answers "got integer" at body.status.info, python answers "got int"'
    )


def test_answers_that_the_vector_lets_differ_may_differ() -> None:
    """PAY-18: integers beyond 2^53 are rounded in all languages but Python."""
    step = _step({"message": {"strData": "a"}}, r={"message": {"strData": "b"}})
    python = _rest(step, "python", 200, {"meta": {}, "strData": "a"})

    assert disagreement("v", python, _rest(step, "r", 200, {"meta": {}, "strData": "b"})) is None
    assert disagreement("v", python, _rest(step, "java", 200, {"meta": {}, "strData": "b"}))


@pytest.mark.parametrize(
    ("status", "value", "path"),
    [
        (501, _error(501, "got int"), "status"),
        (500, _error(500, "got int", "S"), "body.status.reason"),
        (500, _error(500, "other words"), "body.status.info"),
        (500, {"error": "got int"}, "body.status"),
        (200, {"meta": {}, "strData": "a"}, "status"),
    ],
)
def test_every_part_of_an_error_is_compared(status: int, value: Any, path: str) -> None:
    """Upstream's three languages had three kinds of errors."""
    first = _rest(REFUSED, "python", 500, _error(500, "got int"))

    found = disagreement("v", first, _rest(REFUSED, "r", status, value))

    assert found is not None
    assert found.differences[0].path == path


@pytest.mark.parametrize(
    ("code", "text", "reason", "path"),
    [
        ("UNKNOWN", "got int", "R", "code"),
        ("INTERNAL", "other words", "R", "message"),
        ("INTERNAL", "got int", "S", "ErrorInfo.reason"),
        ("INTERNAL", "got int", "", "ErrorInfo"),
    ],
)
@pytest.mark.parametrize("transport", Transport)
def test_every_part_of_a_grpc_error_is_compared(
    code: str, text: str, reason: str, path: str, transport: Transport
) -> None:
    """Also with the error that REST had."""
    first = (
        _rest(REFUSED, "python", 500, _error(500, "got int"))
        if transport is REST
        else _grpc(REFUSED, "python", "INTERNAL", "got int", "R")
    )

    found = disagreement("v", first, _grpc(REFUSED, "r", code, text, reason))

    assert disagreement("v", first, _grpc(REFUSED, "r", "INTERNAL", "got int", "R")) is None
    assert found is not None
    assert found.differences[0].path == path


def test_headers_and_texts_are_compared_where_the_vector_names_them() -> None:
    """What it leaves open, dates for instance, may differ."""
    step = _step({"http": {"status": 405, "headers": {"Allow": "GET, POST"}, "body": "no"}})

    def answer(body: bytes, name: str = "B", **headers: str) -> Replies:
        return Replies(name, "", (Answered(step, REST, RestAnswer(405, headers, body)),))

    first = answer(b'"no"', "A", allow="GET, POST", date="1")
    assert disagreement("v", first, answer(b'"no"', allow="POST, GET", date="2")) is None
    other_header = disagreement("v", first, answer(b'"no"', allow="GET"))
    other_body = disagreement("v", first, answer(b"no", allow="GET, POST"))

    assert str(other_header) == "v: B answers GET at header Allow, A answers GET, POST"
    assert str(other_body) == 'v: B answers "no" at body, A answers "\\"no\\""'


def test_message_that_is_no_json_is_compared_as_text() -> None:
    """A broken answer is told, not stumbled over."""
    step = _step({"message": {}})

    def answer(body: bytes) -> Replies:
        return Replies("A", "", (Answered(step, REST, RestAnswer(200, JSON, body)),))

    assert disagreement("v", answer(b"{"), answer(b"{")) is None
    assert disagreement("v", answer(b"{"), answer(b"}"))


def test_other_messages_than_ours_are_compared() -> None:
    """Metadata and health have types of their own."""
    metadata = "seldon.protos.SeldonModelMetadata"
    step = _step({"grpc": {"code": "OK", "response": {"name": "n"}}})

    def answer(name: str) -> Replies:
        proto = proto_from_json(metadata, {"name": name}).SerializeToString()
        reply = GrpcAnswer("OK", "", None, proto)
        return Replies("A", "", (Answered(step, GRPC, reply, metadata),))

    assert contract_descriptors().message_class(metadata)
    assert disagreement("v", answer("a"), answer("a")) is None
    assert str(disagreement("v", answer("a"), answer("b"))) == (
        'v: A answers "b" at response.name, A answers "a"'
    )
