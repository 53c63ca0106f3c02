"""Fakes whose good answers are wrong: in their payload, or in what is around it."""

from collections.abc import Sequence

import grpc_faults as rpc
import message_faults as message
import rest_faults as rest
from fake import Fake
from mixing import Mixing


def _both(
    name: str,
    rule: str,
    caught_by: str,
    change: message.Change,
    *,
    component: str = "",
    says: str = "{text}",
) -> Fake:
    """Make a fake that spoils answered messages over both transports."""
    return Fake(
        name,
        rule,
        caught_by,
        rest=message.in_rest(change),
        grpc=message.in_grpc(change),
        component=component,
        says=says,
    )


PAYLOADS: Sequence[Fake] = [
    _both(
        "transposed tensor",
        "PAY-4",
        "tensor-",
        message.data(message.of_key("tensor", message.transposed)),
        component="model",
    ),
    _both(
        "rounded to float32",
        "PAY-4",
        "tensor-",
        message.values(message.as_float32),
        component="model",
    ),
    _both(
        "null taken for 0",
        "PAY-8",
        "ndarray-",
        message.data(message.of_key("ndarray", message.each_leaf(message.zero_for_null))),
        component="model",
    ),
    _both(
        "numbers as strings",
        "PAY-7",
        "ndarray-",
        message.data(message.of_key("ndarray", message.each_leaf(message.as_text))),
        component="model",
    ),
    _both(
        "names dropped",
        "NAM-3",
        "names-",
        message.data(message.without("names")),
        component="model",
    ),
    _both(
        "names reordered",
        "NAM-3",
        "names-",
        message.data(message.of_key("names", message.reversed_list)),
        component="model",
    ),
    Fake("bare NaN", "PAY-5", "tensor-nan", rest=rest.body(rest.bare_nan), component="model"),
    Fake(
        "base64 without padding",
        "PAY-10",
        "bin-data-",
        rest=rest.body(rest.unpadded),
        component="model",
    ),
]

META: Sequence[Fake] = [
    _both("answer to the request before", "MET-1", "envelope::puid_is", message.Previous()),
    _both("puid lost", "MET-1", "envelope::puid_is_kept", message.meta(message.without("puid"))),
    _both(
        "puid of its own",
        "MET-1",
        "envelope::no_puid_is_made_up",
        message.meta(message.with_value("puid", "own")),
        says="meta.puid: own (expected: nothing)",
    ),
    _both("callers mixed up", "MET-1", "concurrency::each_caller_gets_its_own_answer", Mixing()),
    _both("tags lost", "MET-2", "envelope::tags", message.meta(message.without("tags"))),
    _both(
        "tags as strings",
        "MET-2",
        "envelope::tags",
        message.meta(
            message.of_key("tags", lambda tags: {k: message.as_text(v) for k, v in tags.items()})
        ),
    ),
    _both(
        "metrics of its own alone",
        "MET-3",
        "envelope::metrics",
        message.meta(
            message.with_value("metrics", [{"key": "own", "type": "GAUGE", "value": 1.0}])
        ),
    ),
    _both(
        "request path lost",
        "MET-4",
        "envelope::request_path",
        message.meta(message.without("requestPath")),
        says='meta.requestPath.conformance: nothing (expected: "org/earlier:1.0")',
    ),
    _both(
        "routing handed on",
        "MET-5",
        "envelope::routing",
        message.meta(message.with_value("routing", {"conformance": 1})),
        says="meta.routing: {'conformance': {n}} (expected: nothing)",
    ),
    Fake(
        "no meta",
        "MET-7",
        "envelope::answer_is",
        rest=message.in_rest(message.without("meta")),
        says="meta: nothing (expected: an object, empty or not)",
    ),
    Fake(
        "no names in JSON",
        "NAM-4",
        "envelope::answer_is",
        rest=message.in_rest(message.data(message.without("names"))),
    ),
    Fake(
        "JSON as text",
        "MET-7",
        "envelope::answer_is",
        rest=rest.header("content-type", "text/html"),
    ),
    Fake("JSON in Latin-1", "MET-2", "envelope::tags", rest=rest.body(rest.latin_1)),
    Fake(
        "no protobuf", "MET-7", "envelope::answer_is", grpc=rpc.response(lambda raw: raw + b"\x00")
    ),
    Fake(
        "another message",
        "PAY-1",
        "envelope::answer_has",
        grpc=rpc.on_method(
            "Predict", rpc.answered("seldon.protos.SeldonMessageList", {"seldonMessages": [{}]})
        ),
        says="payload: none (expected: one of data, jsonData, strData, binData, customData)",
    ),
]
