"""The fakes: each misbehaves in one way, and names the rule and the checks that find it."""

from collections.abc import Sequence

import wires
from error_fakes import ERRORS
from fake import Fake
from message_fakes import META, PAYLOADS
from page_fakes import AROUND

CONNECTIONS: Sequence[Fake] = [
    Fake("answers cut", "MET-7", "envelope::answer_is", wire=wires.Cut),
    Fake(
        "replies in two packets",
        "LIM-7",
        "connections::reply_comes",
        wire=wires.Split,
        says=(
            "latency: {n} ms between the first and the last piece of a reply "
            "(expected: under 20 ms)"
        ),
    ),
    Fake(
        "connection closed after each answer",
        "LIM-6",
        "connections::connection_is_kept",
        wire=wires.ClosedAfterAnswer,
        says="connection: closed after 1 answers (expected: 30 answers)",
    ),
    Fake(
        "last request answered first",
        "LIM-6",
        "connections::pipelined",
        wire=wires.LastFirst,
        says='meta.puid[0]: "conformance-second" (expected: "conformance-first")',
    ),
    Fake(
        "first request answered alone",
        "LIM-6",
        "connections::pipelined",
        wire=wires.FirstOnly,
        says="answer: the connection was closed (expected: an answer)",
    ),
    Fake(
        "slow clients closed on",
        "LIM-6",
        "connections::slow_body",
        wire=wires.Impatient,
        says=(
            "connection: an answer, or the end, after {n} of {n} bytes "
            "(expected: to wait for the rest of the body)"
        ),
    ),
    Fake(
        "half-closed connections kept",
        "LIM-8",
        "connections::half_closed",
        wire=wires.Faithful,
        says="answer: TimeoutError('timed out') (expected: an HTTP answer within 5 s)",
    ),
    Fake(
        "cut requests answered",
        "LIM-8",
        "connections::half_closed_connection",
        wire=wires.Credulous,
        says="status: 200 (expected: an error, or the connection's end)",
    ),
    Fake("answer before the body", "LIM-6", "connections::slow_body", wire=wires.Hasty),
]

FAKES: Sequence[Fake] = [*PAYLOADS, *META, *ERRORS, *AROUND, *CONNECTIONS]
