"""What holds for any message: the identity model answers what it is sent, whatever that is.

Each check sends fifty messages that hypothesis makes up, and fails with the smallest that is
answered wrongly. Both transports are held to one answer, so they agree with each other as well.
"""

from typing import Any

import pytest

from seldon_conformance.check import check
from seldon_conformance.example import Example
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

pytest.importorskip("hypothesis", reason="needs hypothesis (install the extra `properties`)")

from seldon_conformance import message_strategies as generated
from seldon_conformance.properties import expect_answer, holds_for_all

BOTH = tuple(Transport)


@pytest.fixture
def identity(subject: Subject, component: str) -> Subject:
    """The subject, if it is the standard identity model."""
    if component != "model":
        pytest.skip("needs the standard component model (give --component model)")
    return subject


@check(
    "PAY-4", "PAY-5", "PAY-14", over=BOTH, bug="A prediction is for other numbers than those sent."
)
def test_any_tensor_comes_back(identity: Subject, transport: Transport) -> None:
    """Any tensor comes back with its shape and its values, NaN and infinities too."""
    holds_for_all(generated.tensors(), lambda sent: _predicted(identity, transport, sent))


@check(
    "PAY-6", "PAY-7", "PAY-8", over=BOTH, bug="Missing numbers become others, or end in an error."
)
def test_any_numeric_ndarray_comes_back(identity: Subject, transport: Transport) -> None:
    """Any array of numbers and nulls comes back with its nesting, its numbers and its nulls."""
    holds_for_all(generated.numeric_ndarrays(), lambda sent: _predicted(identity, transport, sent))


@check("PAY-7", "PAY-11", over=BOTH, bug="Text that is not plain ASCII reaches a model as another.")
def test_any_ndarray_of_strings_comes_back(identity: Subject, transport: Transport) -> None:
    """Any array of strings comes back, kept to the code point."""
    holds_for_all(generated.text_ndarrays(), lambda sent: _predicted(identity, transport, sent))


@check("PAY-7", "PAY-18", over=BOTH, bug="Numbers beside words become words, as in a table's rows.")
def test_any_mixed_ndarray_comes_back(identity: Subject, transport: Transport) -> None:
    """Any array of numbers, strings, booleans, nulls and objects comes back, each as it was."""
    holds_for_all(generated.mixed_ndarrays(), lambda sent: _predicted(identity, transport, sent))


@check("PAY-9", "PAY-14", over=BOTH, bug="Structured input loses keys, or changes its types.")
def test_any_json_data_comes_back(identity: Subject, transport: Transport) -> None:
    """Any JSON comes back as it was."""
    holds_for_all(generated.json_data(), lambda sent: _predicted(identity, transport, sent))


@check("PAY-11", over=BOTH, bug="Text that is not plain ASCII reaches a model as another.")
def test_any_string_comes_back(identity: Subject, transport: Transport) -> None:
    """Any string comes back, kept to the code point."""
    holds_for_all(generated.str_data(), lambda sent: _predicted(identity, transport, sent))


@check("PAY-10", over=BOTH, bug="An image or a file reaches a model with other bytes.")
def test_any_bytes_come_back(identity: Subject, transport: Transport) -> None:
    """Any bytes come back, in JSON as standard base64."""
    holds_for_all(generated.bin_data(), lambda sent: _predicted(identity, transport, sent))


@check("DIS-3", "NAM-3", over=BOTH, bug="A transformer that does nothing loses the columns' names.")
def test_any_names_are_passed_on(identity: Subject, transport: Transport) -> None:
    """A transform that the component lacks answers any array with its names, of any number."""
    messages = generated.with_names(generated.mixed_ndarrays())

    holds_for_all(messages, lambda sent: _passed(identity, transport, sent))


@check("MET-1", "MET-2", over=BOTH, bug="A request cannot be found again in a log or a feedback.")
def test_any_meta_comes_back(identity: Subject, transport: Transport) -> None:
    """Any puid and any tags come back beside a payload of any kind."""
    messages = generated.with_meta(generated.payloads())

    holds_for_all(messages, lambda sent: _predicted(identity, transport, sent))


def _predicted(subject: Subject, transport: Transport, sent: dict[str, Any]) -> None:
    """Expect of predict what was sent, under the names of NAM-2."""
    expected = (
        {**sent, "data": {**sent["data"], "names": _names(sent["data"])}}
        if "data" in sent
        else sent
    )
    expect_answer(subject, transport, Example("predict", sent), expected)


def _passed(subject: Subject, transport: Transport, sent: dict[str, Any]) -> None:
    """Expect of both transforms what was sent."""
    for verb in ("transform-input", "transform-output"):
        expect_answer(subject, transport, Example(verb, sent), sent)


def _names(data: dict[str, Any]) -> list[str]:
    """Give the names of an answer without class names: one for each of the second dimension."""
    if "tensor" in data:
        shape = data["tensor"]["shape"]
        width = shape[1] if len(shape) > 1 else 0
    else:
        rows = data["ndarray"]
        width = len(rows[0]) if rows and isinstance(rows[0], list) else 0
    return [f"t:{column}" for column in range(width)]
