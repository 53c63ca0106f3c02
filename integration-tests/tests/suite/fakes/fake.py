"""A server that misbehaves in one way: the real one, with somebody in between who tampers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from tampering_grpc import GrpcFault, GrpcTamperer
from tampering_http import Asked, HttpTamperer, RestFault, Wire

from seldon_conformance.grpc_client import GrpcAnswer
from seldon_conformance.listener import Listener
from seldon_conformance.options import Options
from seldon_conformance.rest_client import RestAnswer
from seldon_conformance.results import RunReport
from seldon_conformance.session import run
from seldon_conformance.subjects import Subject


def honest_rest(_: Asked, answer: RestAnswer) -> RestAnswer:
    """Answer as the server did."""
    return answer


def honest_grpc(_: str, answer: GrpcAnswer) -> GrpcAnswer:
    """Answer as the server did."""
    return answer


@dataclass(frozen=True)
class Fake:
    """One way to misbehave.

    Attributes:
        name: What it does, for the test's name.
        rule: The rule that forbids it.
        caught_by: How the ids of the checks begin that have to find it.
        rest: What becomes of answers over HTTP, those of the metrics port included.
        grpc: What becomes of answers over gRPC.
        wire: How HTTP answers are written.
        component: The standard component whose golden vectors are asked too, or none.
        says: What one of the checks says, whole, ``{n}`` being any number.
    """

    name: str
    rule: str
    caught_by: str
    rest: RestFault = honest_rest
    grpc: GrpcFault = honest_grpc
    wire: type[Wire] = Wire
    component: str = ""
    says: str = "{text}"

    @property
    def transports(self) -> set[str]:
        """Over which it misbehaves."""
        is_rest = self.rest is not honest_rest or self.wire is not Wire
        return {
            name
            for name, misbehaves in [("rest", is_rest), ("grpc", self.grpc is not honest_grpc)]
            if misbehaves
        }

    def __str__(self) -> str:
        """Give the name, as it stands in a test's id."""
        return self.name.replace(" ", "-")


class _Arming(Listener):
    """Lets the smoke step see an honest server: who is not there at all cannot be judged."""

    def __init__(self, tamperers: Sequence[HttpTamperer | GrpcTamperer]) -> None:
        self._tamperers = tamperers

    def smoked(self, lines: Sequence[str]) -> None:
        """Misbehave from now on."""
        for tamperer in self._tamperers:
            tamperer.is_armed = True


@contextmanager
def _between(
    subject: Subject, fake: Fake, rules: Sequence[str]
) -> Iterator[tuple[Options, _Arming]]:
    with (
        HttpTamperer(subject.rest_url, fake.rest, fake.wire) as rest,
        HttpTamperer(subject.metrics_url, fake.rest, fake.wire) as metrics,
        GrpcTamperer(subject.grpc_target, fake.grpc) as grpc,
    ):
        options = Options(
            rest_url=rest.url,
            grpc_target=grpc.target,
            metrics_url=metrics.url,
            component=fake.component,
            service_type="MODEL",
            rules=tuple(rules),
            # Made up requests take a minute, and find nothing that these do not.
            without=("openapi::*", "properties::*"),
        )
        yield options, _Arming([rest, metrics, grpc])


def run_against(fake: Fake, subject: Subject, rules: Sequence[str] = ()) -> RunReport:
    """Run the checks of some rules, or of the fake's own, against the fake."""
    with _between(subject, fake, rules or [fake.rule]) as (options, arming):
        return run(options, arming)
