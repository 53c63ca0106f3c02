"""The fakes: each misbehaves in one way, and names the rule and the checks that find it."""

from collections.abc import Sequence

import grpc_faults as rpc
import message_faults as message
import rest_faults as rest
import wires
from fake import Fake
from mixing import Mixing

LIMIT_BYTES = 4 * 1024 * 1024
_BAD_TYPE = "MICROSERVICE_BAD_CONTENT_TYPE"
_HEALTH = "grpc.health.v1.HealthCheckResponse"
_METADATA = "seldon.protos.SeldonModelMetadata"


def _both(
    name: str, rule: str, caught_by: str, change: message.Change, component: str = ""
) -> Fake:
    """Make a fake that spoils answered messages over both transports."""
    return Fake(
        name,
        rule,
        caught_by,
        rest=message.in_rest(change),
        grpc=message.in_grpc(change),
        component=component,
    )


PAYLOADS: Sequence[Fake] = [
    _both(
        "transposed tensor",
        "PAY-4",
        "tensor-",
        message.data(message.of_key("tensor", message.transposed)),
        "model",
    ),
    _both("rounded to float32", "PAY-4", "tensor-", message.values(message.as_float32), "model"),
    _both(
        "null taken for 0",
        "PAY-8",
        "ndarray-",
        message.data(message.of_key("ndarray", message.each_leaf(message.zero_for_null))),
        "model",
    ),
    _both(
        "numbers as strings",
        "PAY-7",
        "ndarray-",
        message.data(message.of_key("ndarray", message.each_leaf(message.as_text))),
        "model",
    ),
    _both("names dropped", "NAM-3", "names-", message.data(message.without("names")), "model"),
    _both(
        "names reordered",
        "NAM-3",
        "names-",
        message.data(message.of_key("names", message.reversed_list)),
        "model",
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
    ),
    _both(
        "routing handed on",
        "MET-5",
        "envelope::routing",
        message.meta(message.with_value("routing", {"conformance": 1})),
    ),
    Fake(
        "no meta",
        "MET-7",
        "envelope::answer_is",
        rest=message.in_rest(message.without("meta")),
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
    ),
]

ERRORS: Sequence[Fake] = [
    Fake("500 for 400", "ERR-3", "refusals::malformed", rest=rest.on_status(400, rest.status(500))),
    Fake(
        "200 with an error in it",
        "ERR-1",
        "refusals::malformed",
        rest=rest.on_status(400, rest.status(200)),
        grpc=rpc.as_message,
    ),
    Fake(
        "error as a page",
        "ERR-1",
        "refusals::malformed",
        rest=rest.on_status(400, rest.body(lambda _: b"<html>Bad Request</html>")),
    ),
    Fake(
        "UNKNOWN for each error",
        "ERR-3",
        "refusals::malformed",
        grpc=rpc.on_code("INVALID_ARGUMENT", rpc.code("UNKNOWN")),
    ),
    Fake("error without ErrorInfo", "ERR-1", "refusals::malformed", grpc=rpc.without_error_info),
    Fake("405 without Allow", "ERR-7", "methods::other_method", rest=rest.header("allow", None)),
    Fake("404 as 200", "ERR-7", "methods::other_path", rest=rest.on_status(404, rest.status(200))),
    Fake(
        "415 as 400",
        "BOD-6",
        "content_types::other_way",
        rest=rest.on_status(415, rest.status(400)),
    ),
    Fake(
        "path that is not there",
        "BOD-1",
        "methods::path_is_there",
        rest=rest.on_path(
            "/api/v0.1/predictions",
            rest.error(404, "path: /api/v0.1/predictions", "MICROSERVICE_NOT_FOUND"),
        ),
    ),
    Fake(
        "service that is not there",
        "DIS-4",
        "methods::grpc_method_is_there",
        grpc=rpc.on_method("Generic/Route", rpc.failed("UNIMPLEMENTED", "Method not found!")),
    ),
    Fake(
        "nesting takes the server down",
        "LIM-2",
        "limits::nesting",
        rest=rest.on_status(400, rest.error(500, "RecursionError", "MICROSERVICE_INTERNAL_ERROR")),
        grpc=rpc.on_code("INVALID_ARGUMENT", rpc.failed("INTERNAL", "RecursionError")),
    ),
    Fake(
        "limit that is one byte less",
        "LIM-1",
        "limits::body_of_the_limit",
        rest=rest.of_length({LIMIT_BYTES: rest.error(413, "too large", "MICROSERVICE_TOO_LARGE")}),
    ),
    Fake(
        "limit that is one byte more",
        "LIM-1",
        "limits::body_one_byte_over",
        rest=rest.of_length({LIMIT_BYTES + 1: rest.status(200)}),
    ),
    Fake(
        "limit told as another error",
        "LIM-1",
        "limits::grpc_message_one_byte_over",
        grpc=rpc.on_code("RESOURCE_EXHAUSTED", rpc.code("INTERNAL")),
    ),
]

AROUND: Sequence[Fake] = [
    Fake(
        "probe that waits for calls",
        "DIS-10",
        "health::probes",
        rest=rest.on_path("/live", rest.late(1.1)),
    ),
    Fake(
        "not ready but 200",
        "HLT-2",
        "health::probe_says",
        rest=rest.on_path("/ready", rest.body(lambda _: b"loading")),
    ),
    Fake(
        "never serving",
        "HLT-4",
        "health::service_is_serving",
        grpc=rpc.on_method("Health/Check", rpc.answered(_HEALTH, {"status": "NOT_SERVING"})),
    ),
    Fake(
        "every service is serving",
        "HLT-4",
        "health::unknown_service",
        grpc=rpc.on_method("Health/Check", rpc.answered(_HEALTH, {"status": "SERVING"})),
    ),
    Fake(
        "health without a message",
        "HLT-3",
        "health::health_status",
        rest=rest.on_path("/health/status", rest.body(lambda _: b'"healthy"')),
    ),
    Fake(
        "metadata without versions",
        "MDA-1",
        "metadata::metadata_has_every_key",
        rest=rest.on_path("/metadata", rest.document(message.without("versions"))),
    ),
    Fake(
        "other metadata over gRPC",
        "MDA-1",
        "metadata::metadata_is_the_same",
        grpc=rpc.on_method("Metadata", rpc.answered(_METADATA, {"name": "other"})),
    ),
    Fake(
        "metadata of a graph",
        "MDA-3",
        "metadata::graph",
        grpc=rpc.on_method("GraphMetadata", rpc.answered("seldon.protos.SeldonGraphMetadata", {})),
    ),
    Fake(
        "document without paths",
        "MDA-4",
        "metadata::openapi",
        rest=rest.on_path("/seldon.json", rest.document(message.without("paths"))),
    ),
    Fake(
        "metrics that no one can read",
        "MTR-1",
        "metrics::metrics_are",
        rest=rest.on_path("/metrics", rest.body(lambda raw: raw + b"a b c\n")),
    ),
    Fake(
        "counters that fall",
        "MTR-7",
        "metrics::counters",
        rest=rest.on_path("/metrics", rest.body(rest.Falling())),
    ),
    Fake(
        "feedback counted twice",
        "MTR-5",
        "feedback::each_feedback",
        rest=rest.on_path(
            "/metrics", rest.body(rest.counted_twice("seldon_api_model_feedback_total"))
        ),
    ),
    Fake(
        "misspelt feedback taken",
        "FBK-1",
        "refusals::feedback",
        rest=rest.on_path("/send-feedback", rest.status(200)),
    ),
    Fake(
        "forms refused",
        "BOD-3",
        "content_types::way",
        rest=rest.on_path("/predict", rest.error(415, "content type", _BAD_TYPE)),
    ),
]

CONNECTIONS: Sequence[Fake] = [
    Fake("answers cut", "MET-7", "envelope::answer_is", wire=wires.Cut),
    Fake("replies in two packets", "LIM-6", "connections::reply_comes", wire=wires.Split),
    Fake(
        "connection closed after each answer",
        "LIM-6",
        "connections::connection_is_kept",
        wire=wires.ClosedAfterAnswer,
    ),
    Fake("last request answered first", "LIM-6", "connections::pipelined", wire=wires.LastFirst),
    Fake("first request answered alone", "LIM-6", "connections::pipelined", wire=wires.FirstOnly),
    Fake("slow clients closed on", "LIM-6", "connections::slow_body", wire=wires.Impatient),
    Fake("answer before the body", "LIM-6", "connections::slow_body", wire=wires.Hasty),
]

FAKES: Sequence[Fake] = [*PAYLOADS, *META, *ERRORS, *AROUND, *CONNECTIONS]
