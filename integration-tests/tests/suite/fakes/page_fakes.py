"""Fakes that say wrong things of themselves: health, metadata, documents, metrics."""

from collections.abc import Sequence

import grpc_faults as rpc
import message_faults as message
import rest_faults as rest
from fake import Fake

_HEALTH = "grpc.health.v1.HealthCheckResponse"
_METADATA = "seldon.protos.SeldonModelMetadata"

AROUND: Sequence[Fake] = [
    Fake(
        "probe that waits for calls",
        "DIS-10",
        "health::probes",
        rest=rest.on_path("/health/ping", rest.late(1.1)),
        says="GET /health/ping: {n} s, and 3 in a row like that (expected: within 1 s)",
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
        says='response.status: "NOT_SERVING" (expected: "SERVING")',
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
        says='body: "healthy" (expected: an object)',
    ),
    Fake(
        "metadata without versions",
        "MDA-1",
        "metadata::metadata_has_every_key",
        rest=rest.on_path("/metadata", rest.document(message.without("versions"))),
        says="versions: nothing (expected: an array)",
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
        says="paths: nothing (expected: /send-feedback)",
    ),
    Fake(
        "metrics that no one can read",
        "MTR-1",
        "metrics::metrics_are",
        rest=rest.on_path("/metrics", rest.body(lambda raw: raw + b"a b c\n")),
        says=(
            "body: line {n}: a b c (expected: a sample or a comment) "
            "(expected: Prometheus text in UTF-8)"
        ),
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
        says="seldon_api_model_feedback_total: 48 more (expected: 24 more)",
    ),
]
