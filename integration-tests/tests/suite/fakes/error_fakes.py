"""Fakes that refuse wrongly: with another error, with none, or what they should take."""

from collections.abc import Sequence

import grpc_faults as rpc
import rest_faults as rest
from fake import Fake

# Of the server that they stand in front of.
LIMIT_BYTES = 4 * 1024 * 1024
_BAD_TYPE = "MICROSERVICE_BAD_CONTENT_TYPE"

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
    Fake(
        "error without ErrorInfo",
        "ERR-1",
        "refusals::malformed",
        grpc=rpc.without_error_info,
        says="ErrorInfo: nothing (expected: reason MICROSERVICE_BAD_DATA, domain seldon.io)",
    ),
    Fake(
        "405 without Allow",
        "ERR-7",
        "methods::other_method",
        rest=rest.header("allow", None),
        says="header Allow: nothing (expected: GET, POST)",
    ),
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
        says="status: 200 (expected: 413)",
    ),
    Fake(
        "limit told as another error",
        "LIM-1",
        "limits::grpc_message_one_byte_over",
        grpc=rpc.on_code("RESOURCE_EXHAUSTED", rpc.code("INTERNAL")),
        says=(
            'code: INTERNAL "SERVER: Received message larger than max (4194305 vs. 4194304)" '
            "(expected: RESOURCE_EXHAUSTED)"
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
