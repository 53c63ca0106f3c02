"""Compares the answers of several subjects with each other, request by request.

The first subject is what the others are compared with; that it is right, a run tells, not this.
Where a vector expects different answers of two languages or transports (PAY-18), they may differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seldon_conformance.asking import Answered, ask
from seldon_conformance.compare import Difference
from seldon_conformance.expected_of_answer import expected_of
from seldon_conformance.fleet import Fleet
from seldon_conformance.subjects import Subject
from seldon_conformance.vectors import Case, Transport


@dataclass(frozen=True)
class Party:
    """One of the subjects: its name in sentences, and its servers."""

    name: str
    fleet: Fleet


@dataclass(frozen=True)
class Replies:
    """What one subject answered to a case, step by step."""

    name: str
    language: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class Disagreement:
    """A case to which a subject answers otherwise than the first one.

    Attributes:
        case: The case's id.
        step: Which of its steps, from 1; 0 if it has only one.
        first: Name of the first subject.
        other: Name of the other one.
        differences: In that step, as the other's answer against the first one's; at least one.
    """

    case: str
    step: int
    first: str
    other: str
    differences: tuple[Difference, ...]

    def __str__(self) -> str:
        """Tell the first difference in a sentence."""
        place = f"{self.case}, step {self.step}" if self.step else self.case
        told = self.differences[0]
        where = f" at {told.path}" if told.path else ""
        more = len(self.differences) - 1
        rest = f", and {more} more" if more else ""
        return (
            f"{place}: {self.other} answers {told.got}{where}, "
            f"{self.first} answers {told.expected}{rest}"
        )


def replies(name: str, case: Case, subject: Subject) -> Replies:
    """Ask a subject the whole of a case.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject did not answer at all.
    """
    return Replies(name, subject.language, tuple(ask(case, subject)))


def disagreement(case: str, first: Replies, other: Replies) -> Disagreement | None:
    """Compare two subjects' answers; nothing if they agree as far as the vector wants it.

    Steps after the first one that differs are not looked at: they may differ because of it.
    """
    for number, (one, two) in enumerate(zip(first.answers, other.answers, strict=True), start=1):
        found = tuple(_differences(one, two, first.language, other.language))
        if found:
            step = number if len(first.answers) > 1 else 0
            return Disagreement(case, step, first.name, other.name, found)
    return None


def between_subjects(case: Case, parties: Sequence[Party]) -> Iterator[Disagreement]:
    """Ask all subjects a case, and yield where one differs from the first.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: A subject cannot be started, or does not answer at all.
    """
    first, *others = (
        replies(party.name, case, party.fleet.subject(case.setting)) for party in parties
    )
    found = (disagreement(str(case), first, other) for other in others)
    yield from filter(None, found)


def between_transports(rest: Case, grpc: Case, party: Party) -> Iterator[Disagreement]:
    """Ask a subject a vector over both transports, and yield where gRPC differs from REST.

    Raises:
        VectorError: A request could not be made of the vector.
        SubjectError: The subject cannot be started, or does not answer at all.
    """
    first, other = (
        replies(over(party.name, transport), case, party.fleet.subject(case.setting))
        for transport, case in ((Transport.REST, rest), (Transport.GRPC, grpc))
    )
    if (found := disagreement(rest.vector.id, first, other)) is not None:
        yield found


def over(name: str, transport: Transport) -> str:
    """Name a subject as it is asked over one transport."""
    return f"{name} over {transport}"


def pairs_of(cases: Sequence[Case]) -> list[tuple[Case, Case]]:
    """Give the vectors that run over both transports: their cases, REST first."""
    by_label = {(case.vector.id, case.label): case for case in cases}
    return [
        (case, by_label[case.vector.id, str(Transport.GRPC)])
        for case in cases
        if case.transport is Transport.REST
        and (case.vector.id, str(Transport.GRPC)) in by_label
        and all(step.verb is not None for step in case.vector.steps)
    ]


def _differences(
    one: Answered, two: Answered, language: str, other_language: str
) -> Iterator[Difference]:
    wanted = one.step.expectation(language, one.transport)
    if wanted != two.step.expectation(other_language, two.transport):
        return
    is_literal = bool(language) and language == other_language
    yield from two.differences(expected_of(one, wanted, is_literal=is_literal))
