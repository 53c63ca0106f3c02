"""What holds for any message is asked with many, and told with the smallest that breaks it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st
from identity_server import Spoil, identity_server

from seldon_conformance import message_strategies, properties
from seldon_conformance.check import ViolationError, expect
from seldon_conformance.checks import test_properties as checks
from seldon_conformance.compare import Difference
from seldon_conformance.errors import SubjectError
from seldon_conformance.example import Example
from seldon_conformance.properties import expect_answer, holds_for_all
from seldon_conformance.proto_json import proto_from_json
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

Check = Callable[[Subject, Transport], None]
_GONE = Subject("http://127.0.0.1:1", "127.0.0.1:1", "python", str)


def _not_above_ten(number: int) -> None:
    expect([Difference("number", str(number), "at most 10")] if number > 10 else [])


def test_smallest_value_that_fails_is_told() -> None:
    """A counterexample of a thousand digits helps nobody."""
    with pytest.raises(ViolationError) as excinfo:
        holds_for_all(st.integers(0), _not_above_ten)

    assert str(excinfo.value) == "number: 11 (expected: at most 10)"


def test_values_are_the_same_in_every_run() -> None:
    """What was green must be green again, or nobody trusts red."""
    runs: list[list[Any]] = [[], []]
    for values in runs:
        holds_for_all(message_strategies.payloads(), values.append, 20)

    assert json.dumps(runs[0]) == json.dumps(runs[1])
    assert len(runs[0]) == 20


def test_answer_that_changes_is_a_violation() -> None:
    """A server that answers one request in two ways breaks the rule; the suite is not broken."""
    answers = iter([False])

    def ask(number: int) -> None:
        expect([Difference("number", str(number), "right")] if not next(answers, True) else [])

    with pytest.raises(ViolationError) as excinfo:
        holds_for_all(st.just(7), ask)

    assert str(excinfo.value) == (
        "number: 7 (expected: right)\n"
        "the same request again: a right answer (expected: the same answer each time)"
    )


def test_subject_that_does_not_answer_is_asked_once() -> None:
    """Looking for a smaller message would take its time-out each time."""
    asked = []

    def ask(message: dict[str, Any]) -> None:
        asked.append(message)
        raise SubjectError("POST /predict: no answer")

    with pytest.raises(SubjectError) as excinfo:
        holds_for_all(st.just({"strData": "x"}), ask)

    assert str(excinfo.value) == 'POST /predict: no answer; asked with {"strData": "x"}'
    assert len(asked) == 1


@pytest.mark.parametrize(
    "messages",
    [
        message_strategies.tensors(),
        message_strategies.numeric_ndarrays(),
        message_strategies.text_ndarrays(),
        message_strategies.with_names(message_strategies.mixed_ndarrays()),
        message_strategies.with_meta(message_strategies.payloads()),
    ],
)
def test_generated_messages_travel_by_both_transports(
    messages: message_strategies.Messages,
) -> None:
    """What cannot be sent by one of them would break the suite, not the subject."""

    def ask(message: dict[str, Any]) -> None:
        json.dumps(message, allow_nan=False).encode()
        proto_from_json("seldon.protos.SeldonMessage", message).SerializeToString()

    holds_for_all(messages, ask)


LINES = {
    Transport.REST: (
        "curl -sS -i --globoff --path-as-is -X POST -H 'Content-Type: application/json' "
        '--data-raw \'{{"strData": "a"}}\' {rest_url}/predict'
    ),
    Transport.GRPC: (
        'grpcurl -plaintext -d \'{{"strData": "a"}}\' {grpc_target} seldon.protos.Model/Predict'
    ),
}


@pytest.mark.parametrize("transport", list(Transport))
def test_violation_shows_request_and_answer(transport: Transport) -> None:
    """Where it differs, both as a whole, and a line that sends it again."""
    example = Example("predict", {"strData": "a"})
    with (
        identity_server(lambda answer: {**answer, "strData": "b"}) as subject,
        pytest.raises(ViolationError) as excinfo,
    ):
        expect_answer(subject, transport, example, {"strData": "a"})

    whole = {Transport.REST: '{"meta": {}, "strData": "b"}', Transport.GRPC: '{"strData": "b"}'}
    assert str(excinfo.value) == (
        'strData: "b" (expected: "a")\n'
        f'predict of {{"strData": "a"}}: {whole[transport]} (expected: 200 {{"strData": "a"}})'
    )
    assert excinfo.value.repeat == LINES[transport].format(
        rest_url=subject.rest_url, grpc_target=subject.grpc_target
    )


def test_error_over_grpc_is_shown_by_its_status() -> None:
    """It has no message to show."""
    with pytest.raises(ViolationError) as excinfo:
        expect_answer(_GONE, Transport.GRPC, Example("predict", {"strData": "a"}), {"strData": "a"})

    assert [found.path for found in excinfo.value.differences] == [
        "code",
        'predict of {"strData": "a"}',
    ]
    assert excinfo.value.differences[1].got.startswith("UNAVAILABLE ")


def _named(answer: Any) -> Any:
    """Answer as the identity model does: under the names of NAM-2."""
    if "data" in answer:
        names = checks._names(answer["data"])
        answer = {**answer, "data": {**answer["data"], "names": names}}
    return answer


def _changed(key: str, change: Callable[[Any], Any]) -> Spoil:
    """Change one member of an answer's data, meta or the answer itself, where it is."""

    def spoil(answer: Any) -> Any:
        named = _named(answer)
        for at in (named, named.get("data", {}), named.get("meta", {})):
            if key in at:
                at[key] = change(at[key])
        return named

    return spoil


def _each(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Change each value of nested arrays."""

    def apply(value: Any) -> Any:
        return [apply(item) for item in value] if isinstance(value, list) else change(value)

    return apply


FAULTS: dict[str, tuple[Check, Spoil]] = {
    "tensor transposed": (
        checks.test_any_tensor_comes_back,
        _changed("tensor", lambda tensor: {**tensor, "shape": tensor["shape"][::-1]}),
    ),
    "tensor without names": (checks.test_any_tensor_comes_back, _changed("names", lambda _: [])),
    "null is zero": (
        checks.test_any_numeric_ndarray_comes_back,
        _changed("ndarray", _each(lambda number: number or 0)),
    ),
    "strings stripped": (
        checks.test_any_ndarray_of_strings_comes_back,
        _changed("ndarray", _each(str.strip)),
    ),
    "mixed rows are strings": (
        checks.test_any_mixed_ndarray_comes_back,
        _changed("ndarray", _each(str)),
    ),
    "empty objects are null": (
        checks.test_any_json_data_comes_back,
        _changed("jsonData", lambda value: value or False),
    ),
    "string is Latin-1": (
        checks.test_any_string_comes_back,
        _changed("strData", lambda text: text.encode("latin-1", "replace").decode("latin-1")),
    ),
    "bytes cut": (
        checks.test_any_bytes_come_back,
        _changed("binData", lambda encoded: encoded[:-4]),
    ),
    "puid cut": (checks.test_any_meta_comes_back, _changed("puid", lambda puid: puid[:2])),
    "tags are strings": (
        checks.test_any_meta_comes_back,
        _changed("tags", lambda tags: {key: str(value) for key, value in tags.items()}),
    ),
}


@pytest.mark.parametrize("transport", list(Transport))
@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found(name: str, transport: Transport) -> None:
    """A server with one fault is caught by the check that is about it."""
    check, spoil = FAULTS[name]
    with identity_server(spoil) as subject, pytest.raises(ViolationError):
        check(subject, transport)


@pytest.mark.parametrize("transport", list(Transport))
@pytest.mark.parametrize("check", {check for check, _ in FAULTS.values()})
def test_nothing_is_found_without_a_fault(check: Check, transport: Transport) -> None:
    """Or the test above would show nothing."""
    with identity_server(_named) as subject:
        check(subject, transport)


def test_lost_names_are_found() -> None:
    """The stand-in has the transforms over REST alone."""
    with (
        identity_server(_changed("names", lambda _: [])) as subject,
        pytest.raises(ViolationError) as excinfo,
    ):
        checks.test_any_names_are_passed_on(subject, Transport.REST)

    assert str(excinfo.value.differences[0]) == 'data.names: 0 values [] (expected: 1 values [""])'


def test_search_for_a_smaller_value_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """A slow subject must not be asked for minutes; the smallest value so far will do."""
    monkeypatch.setattr(properties, "_SEARCH_S", -1.0)
    asked = []

    def ask(number: int) -> None:
        asked.append(number)
        _not_above_ten(number)

    with pytest.raises(ViolationError) as excinfo:
        holds_for_all(st.integers(0), ask)

    assert str(excinfo.value) == f"number: {asked[-1]} (expected: at most 10)"
