"""Ways to send a message over HTTP, and those that are none."""

import json
from typing import Any

import pytest

from seldon_conformance.check import check, expect
from seldon_conformance.compare import differences
from seldon_conformance.example import Example
from seldon_conformance.line import expect_message, expect_rest, refused
from seldon_conformance.repeat import curl_line
from seldon_conformance.rest_requests import rest_request
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

PUID = "conformance-way"
TEXT_REFUSED = (
    "content type: text/plain (expected: application/json, application/x-www-form-urlencoded or "
    "multipart/form-data)"
)


def _raw(content_type: str | None) -> dict[str, Any]:
    headers = {} if content_type is None else {"Content-Type": content_type}
    return {"headers": headers, "body": True}


@pytest.mark.parametrize(
    "way",
    [
        pytest.param(way, marks=check(rule, over=Transport.REST, bug=bug), id=name)
        for name, rule, bug, way in [
            (
                "json-with-charset",
                "BOD-2",
                "Clients that add the charset are refused, as axios and many others do.",
                _raw("application/json; charset=utf-8"),
            ),
            (
                "suffix-json",
                "BOD-2",
                "Clients that name their own kind of JSON are refused.",
                _raw("application/vnd.seldon+json"),
            ),
            ("no-type", "BOD-2", "Clients that say nothing of the type are refused.", _raw(None)),
            (
                "form",
                "BOD-3",
                "The orchestrators of 2018 and scripts with curl -d are refused.",
                {"form": True},
            ),
            ("query", "BOD-4", "A link with its request in it does not work.", {"query": True}),
            ("multipart", "BOD-5", "Clients that upload files are refused.", {"multipart": True}),
        ]
    ],
)
def test_way_to_send_is_understood(subject: Subject, example: Example, way: dict[str, Any]) -> None:
    """The message arrives, however it is sent."""
    asked = example.with_meta({"puid": PUID})
    text = json.dumps(asked.message)
    bodies = {
        "body": text,
        "form": {"json": text},
        "query": {"json": text},
        "multipart": [{"name": "json", "value": text}],
    }
    parts = {part: bodies.get(part, value) for part, value in way.items()}
    request = rest_request({"method": "POST", "path": f"/{example.verb}", **parts})

    meta = expect_message(subject, request).get("meta", {})

    found = differences(meta.get("puid"), PUID, path="meta.puid")
    expect(found, curl_line(subject.rest_url, request))


@pytest.mark.parametrize(
    ("headers", "info"),
    [
        pytest.param(headers, info, marks=check(rule, over=Transport.REST, bug=bug), id=name)
        for name, rule, bug, headers, info in [
            (
                "text",
                "BOD-6",
                "A client that mislabels its body gets an answer to something else.",
                {"Content-Type": "text/plain"},
                TEXT_REFUSED,
            ),
            (
                "latin-1",
                "BOD-2",
                "Letters beyond ASCII reach the component as others.",
                {"Content-Type": "application/json; charset=latin-1"},
                "charset: latin-1 (expected: utf-8)",
            ),
            (
                "gzip",
                "BOD-6",
                "A client that compresses is told that its JSON is malformed.",
                {"Content-Type": "application/json", "Content-Encoding": "gzip"},
                "content encoding: gzip (expected: identity)",
            ),
        ]
    ],
)
def test_other_way_to_send_is_refused(
    subject: Subject, example: Example, headers: dict[str, str], info: str
) -> None:
    """What the server would have to guess at is 415, and said."""
    text = json.dumps(example.message)
    request = rest_request(
        {"method": "POST", "path": f"/{example.verb}", "headers": headers, "body": text}
    )

    expect_rest(subject, request, refused(415, "MICROSERVICE_BAD_CONTENT_TYPE", info))
