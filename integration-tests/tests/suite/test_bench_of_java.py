"""How the benchmark of Java starts its two servers, and what it sends them."""

from pathlib import Path
from urllib.parse import parse_qs

from seldon_bench.cores import Cores
from seldon_bench.java_plan import java_loads, java_plan
from seldon_bench.java_servers import java_servers
from seldon_bench.options import read_options
from seldon_bench.seldon_protocol import SeldonFormProtocol, SeldonProtocol
from seldon_bench.servers import IDENTITY, Ports


def test_upstream_gets_the_same_message_in_a_form() -> None:
    """Its library 0.1.5 reads nothing but the field json; the message must be the very same."""
    load = java_loads("rest")[0]

    form = SeldonFormProtocol().encode("rest", load)

    message = parse_qs(form.decode(), strict_parsing=True)["json"]
    assert message == [SeldonProtocol().encode("rest", load).decode()]


def test_both_get_the_same_protobuf() -> None:
    """Only REST differs between them."""
    load = java_loads("grpc")[0]

    assert SeldonFormProtocol().encode("grpc", load) == SeldonProtocol().encode("grpc", load)


def test_ports_go_to_upstream_as_arguments(tmp_path: Path) -> None:
    """It reads no variables; ours does."""
    ours, upstream = (
        server.launch(IDENTITY, Ports(1, 2, 3), tmp_path, [0], {"A": "b"})
        for server in java_servers("prefix/")
    )

    assert ours[-3:] == ["--env", "A", "prefix/seldon-bench-java-identity"]
    assert upstream[-3:] == [
        "prefix/seldon-bench-java-peer",
        "--server.port=1",
        "--grpc.port=2",
    ]


def test_every_load_is_sent_to_both_servers_after_a_warm_up() -> None:
    """A JVM that still compiles says nothing of one that serves."""
    parts = list(java_plan("")(read_options({}), Cores(0, 1, (0, 1))))

    names = [[run.measurement for run in part.runs] for part in parts]
    assert (
        names[0]
        == names[1]
        == [
            *("rest-small-1", "rest-small-16", "rest-rows-4", "rest-large-tensor-4"),
            *("grpc-small-1", "grpc-small-16", "grpc-rows-4", "grpc-large-tensor-4"),
        ]
    )
    assert all(part.server.warm_up_s > 0 for part in parts)
