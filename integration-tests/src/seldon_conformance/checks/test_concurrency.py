"""Many callers at once: each gets its own answer, whoever else asks and over which transport."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from seldon_conformance.check import check, expect
from seldon_conformance.compare import Difference, differences
from seldon_conformance.example import Example
from seldon_conformance.line import Line
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Transport

CALLERS = 8
CALLS = 40
BUG = "Under load one user gets the answer of another, with that user's data in it."


@check("MET-1", "MET-2", over=tuple(Transport), bug=BUG)
def test_each_caller_gets_its_own_answer(
    subject: Subject, example: Example, transport: Transport
) -> None:
    """Different requests at once have different answers, each with its own puid and tags."""
    with Line(subject, transport) as line:
        expect(_mixed_up([line], example))


@check("MET-1", "MET-2", "LIF-3", over=tuple(Transport), bug=BUG)
def test_transports_do_not_mix(subject: Subject, example: Example) -> None:
    """So do requests over both transports at once, which one process serves."""
    with Line(subject, Transport.REST) as rest, Line(subject, Transport.GRPC) as grpc:
        expect(_mixed_up([rest, grpc], example))


def _mixed_up(lines: Sequence[Line], example: Example) -> list[Difference]:
    """Ask different requests at once, over one line after the other, and compare the answers."""

    def ask(number: int) -> list[Difference]:
        mark = f"conformance-{number}"
        asked = example.with_meta({"puid": mark, "tags": {"conformance": mark}})
        meta = lines[number % len(lines)].ask(asked).get("meta", {})
        got = {"puid": meta.get("puid"), "tag": meta.get("tags", {}).get("conformance")}
        return list(differences(got, {"puid": mark, "tag": mark}, path=f"requests[{number}]"))

    with ThreadPoolExecutor(CALLERS) as pool:
        found = list(pool.map(ask, range(CALLS)))
    return [difference for of_one in found for difference in of_one]
