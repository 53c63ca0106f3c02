"""How the benchmark measures: options, cores, process trees, answers, payloads."""

import os
import subprocess
import sys

import numpy as np
import pytest
from seldon_bench.answers import check_meta, check_rows
from seldon_bench.cores import busy_share, busy_ticks
from seldon_bench.errors import BenchError
from seldon_bench.generators import problem_of
from seldon_bench.loads import loads
from seldon_bench.options import read_options
from seldon_bench.process_tree import ProcessTree, Status, members, read_status
from seldon_bench.seldon_protocol import SeldonProtocol
from seldon_bench.v2_protocol import V2Protocol

STAT = """\
cpu  900 0 100 2000 50 0 0 0 0 0
cpu0 100 0 50 800 40 5 5 0 0 0
cpu1 800 0 50 1200 10 0 0 0 0 0
intr 1
"""
EXAMPLE = "MALLOC_MMAP_THRESHOLD_=67108864 MALLOC_TRIM_THRESHOLD_=134217728"
REPORTED = {
    "tags": {"version": "1.0", "stable": True},
    "metrics": [{"key": "asked"}, {"key": "level"}, {"key": "took"}],
}


def test_options_are_read_from_the_environment() -> None:
    """Commas part patterns, for servers have spaces in their names; the rest has its default."""
    found = read_options(
        {
            "BENCH_ROUNDS": "7",
            "BENCH_ONLY": "rest-small, grpc-*",
            "BENCH_SERVERS": "ours,seldon-core best",
            "BENCH_ALLOCATOR": "MALLOC_TOP_PAD_=1",
        }
    )

    assert (found.rounds, found.time_factor) == (7, 1)
    assert found.wants("grpc-mixed")
    assert not found.wants("rest-medium")
    assert found.wants_server("seldon-core best")
    assert not found.wants_server("seldon-core default")
    assert found.allocator == {"MALLOC_TOP_PAD_": "1"}
    assert read_options({}).wants("anything")


@pytest.mark.parametrize(
    ("variables", "text"),
    [
        ({"BENCH_ROUNDS": "0"}, "BENCH_ROUNDS: 0 (expected: a whole number of 1 or more)"),
        ({"BENCH_TIME": "1.5"}, "BENCH_TIME: 1.5 (expected: a whole number of 1 or more)"),
        (
            {"BENCH_ALLOCATOR": "LD_PRELOAD=x"},
            f"BENCH_ALLOCATOR: LD_PRELOAD=x (expected: for instance {EXAMPLE})",
        ),
    ],
)
def test_option_that_cannot_be_read_is_refused(variables: dict[str, str], text: str) -> None:
    """Before half an hour of measuring something else."""
    with pytest.raises(BenchError) as excinfo:
        read_options(variables)

    assert str(excinfo.value) == text


def test_core_is_as_busy_as_its_ticks_that_were_not_idle() -> None:
    """Waiting for a disk is idle; interrupts are not."""
    before, after = (
        busy_ticks(STAT),
        busy_ticks(STAT.replace("cpu0 100", "cpu0 130").replace("800 40", "860 50")),
    )

    assert before == {0: (160, 1000), 1: (850, 2060)}
    assert busy_share(before, after, 0) == pytest.approx(0.3)
    assert busy_share(before, after, 1) == 0.0


def test_status_is_read_whatever_the_name_of_the_process() -> None:
    """Of gunicorn's processes it has spaces and brackets."""
    fields = "S 7 12 9 0 -1 4194560 1 2 3 4 150 50 0 0 20 0"

    found = read_status(f"12 (gunicorn: (x) y) {fields}")

    ticks_per_s = os.sysconf("SC_CLK_TCK")
    assert found == Status(12, 7, 9, 200 / ticks_per_s)


def test_tree_has_descendants_and_orphans_of_the_session() -> None:
    """A worker whose parent has gone belongs to the server still; a neighbour does not."""
    everything = [
        Status(10, 1, 10, 0.0),
        Status(11, 10, 10, 0.0),
        Status(12, 11, 12, 0.0),  # a session of its own, but a child's child
        Status(13, 1, 10, 0.0),  # its parent has gone
        Status(20, 1, 20, 0.0),
    ]

    assert [status.pid for status in members(everything, 10)] == [10, 11, 12, 13]


def test_tree_of_a_real_process_has_memory_and_time() -> None:
    """The fields of /proc are where they are expected."""
    burn = "sum(range(3_000_000)); print('done', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", burn],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        tree = ProcessTree(process.pid)
        cpu_s, pss_mb = tree.cpu_s(), tree.pss_mb()
        process.communicate(b"\n")

    assert 0.0 < cpu_s < 30.0
    assert 1.0 < pss_mb < 500.0
    assert tree.processes() == []


@pytest.mark.parametrize("transport", ["rest", "grpc"])
@pytest.mark.parametrize("name", ["small", "medium", "large-tensor", "large-ndarray", "mixed"])
def test_seldon_message_carries_the_load(transport: str, name: str) -> None:
    """An identity answers with its request, so a request is a right answer."""
    load = loads()[transport][name]
    protocol = SeldonProtocol()

    body = protocol.encode(transport, load)

    protocol.check(transport, load, body)
    rows, _ = protocol.rows_and_meta(transport, body)
    assert np.asarray(rows, dtype=object).shape == load.rows.shape


@pytest.mark.parametrize("name", ["small", "medium", "large-tensor", "mixed"])
def test_v2_request_over_grpc_carries_the_load(name: str) -> None:
    """MLServer gets the same values; a response has its outputs where a request has its inputs."""
    load = loads()["grpc"][name]
    protocol = V2Protocol(raw=False)

    body = protocol.encode("grpc", load)

    protocol.check("grpc", load, body)


def test_v2_request_with_raw_contents_carries_the_load_once() -> None:
    """It is the faster form, given to the configuration that is MLServer's best."""
    load = loads()["grpc"]["medium"]

    body = V2Protocol(raw=True).encode("grpc", load)

    values = load.rows.astype("<f8").tobytes()
    assert body.count(values) == 1
    assert len(body) < len(values) + 64


def test_answer_that_differs_in_one_value_is_refused() -> None:
    """A server must not be fast by rounding."""
    asked = np.array([[0.1, 0.2], [0.3, 0.4]])

    with pytest.raises(BenchError) as excinfo:
        check_rows(asked, [[0.1, 0.2], [0.3, 0.4000000001]])

    assert "answer[1, 1]: " in str(excinfo.value)


def test_answer_of_another_shape_is_refused() -> None:
    """A part of the rows would be answered sooner."""
    with pytest.raises(BenchError) as excinfo:
        check_rows(np.zeros((2, 2)), [[0.0, 0.0]])

    assert str(excinfo.value) == "answer: shape (1, 2) (expected: (2, 2))"


def test_number_as_text_is_wrong_unless_the_peer_is_known_for_it() -> None:
    """seldon-core alone is excused, and the README says so."""
    asked = np.array([[0.5, "a"]], dtype=object)

    check_rows(asked, [["0.5", "a"]], numbers_may_be_text=True)
    with pytest.raises(BenchError) as excinfo:
        check_rows(asked, [["0.5", "a"]])

    assert str(excinfo.value) == "answer[0, 0]: '0.5' (expected: 0.5)"


def test_answer_without_what_the_component_reports_is_refused() -> None:
    """Leaving metrics or tags out would be faster."""
    check_meta(REPORTED)
    with pytest.raises(BenchError) as without_tags:
        check_meta({**REPORTED, "tags": {}})
    with pytest.raises(BenchError) as without_metrics:
        check_meta({**REPORTED, "metrics": []})

    assert str(without_tags.value) == "answer's tags: {} (expected: version 1.0 and stable)"
    assert str(without_metrics.value) == "answer's metrics: [] (expected: asked, level and took)"


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ({"requests": 10, "errors": 0, "reply_bytes": 1000}, ""),
        ({"requests": 10, "errors": 0}, ""),
        (
            {"requests": 10, "errors": 0, "reply_bytes": 999},
            "100 bytes an answer (expected: 100 or more)",
        ),
        ({"requests": 0, "errors": 0, "reply_bytes": 0}, "no answer in the time of the run"),
        ({"requests": 9, "errors": 2, "first_error": "gone"}, "2 errors beside 9 answers: gone"),
    ],
)
def test_run_counts_only_with_whole_answers_and_no_error(
    found: dict[str, object], text: str
) -> None:
    """An error is answered sooner than a right answer."""
    assert problem_of(found, 100) == text
