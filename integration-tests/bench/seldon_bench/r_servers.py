"""The servers that are compared for R, in containers: ours, and plumber as Debian has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from seldon_bench.container_server import ContainerServer
from seldon_bench.seldon_protocol import SeldonProtocol
from seldon_bench.servers import IDENTITY, OUR_NAME, Ports

RPART, MIXED = "rpart", "mixed"
PLUMBER = "plumber"
# What `environments r` makes.
IMAGES = {name: f"seldon-bench-r-{name}" for name in (IDENTITY, RPART, MIXED)}
PLUMBER_IMAGE = "seldon-bench-plumber"
_FILES = {IDENTITY: "identity/Identity.R", RPART: "rpart/Tree.R"}
_DIGITS_OF_JSONLITE = 1e-14


@dataclass(frozen=True)
class RServer(ContainerServer):
    """The server with R, or plumber, in one configuration."""

    @property
    def components(self) -> Sequence[str]:
        """The subjects that it can serve."""
        return (IDENTITY, RPART)

    @property
    def transports(self) -> Sequence[str]:
        """What it answers over: plumber has no gRPC."""
        return ("rest", "grpc") if self.product == OUR_NAME else ("rest",)

    @property
    def tolerance(self) -> float:
        """How far its numbers may be off: jsonlite writes 15 digits, and no more."""
        return 0.0 if self.product == OUR_NAME else _DIGITS_OF_JSONLITE

    def image(self, component: str) -> str:
        """Give the image in which a subject is served."""
        own = IMAGES[component] if self.product == OUR_NAME else PLUMBER_IMAGE
        return f"{self.prefix}{own}"

    def arguments_of(self, component: str, ports: Ports) -> Sequence[str]:
        """Give plumber's script and the subject's file; ours needs nothing."""
        del ports
        if self.product == OUR_NAME:
            return ()
        return ("Rscript", f"plumber-{self.configuration}.R", _FILES[component])


def r_servers(prefix: str) -> list[RServer]:
    """Give what is compared, ours first; the image names begin with ``prefix``."""
    protocol = SeldonProtocol()
    best = "no filters, parsers or data frames that are not needed"
    return [
        RServer(OUR_NAME, "default", "as it comes", protocol, prefix=prefix),
        RServer(PLUMBER, "default", "as its documentation has it", protocol, prefix=prefix),
        RServer(PLUMBER, "best", best, protocol, prefix=prefix),
    ]


def r_server_with_workers(prefix: str, workers: int) -> RServer:
    """Give ours with several workers; plumber has one process."""
    variables = {"WORKERS": str(workers)}
    said = f"WORKERS={workers}"
    return RServer(
        OUR_NAME, f"{workers} workers", said, SeldonProtocol(), variables, (), workers, prefix
    )
