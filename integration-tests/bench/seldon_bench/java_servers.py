"""The servers that are compared for Java, on one JDK in containers: ours and upstream's."""

from collections.abc import Sequence
from dataclasses import dataclass

from seldon_bench.container_server import ContainerServer
from seldon_bench.seldon_protocol import SeldonFormProtocol, SeldonProtocol
from seldon_bench.servers import IDENTITY, OUR_NAME, Ports

UPSTREAM = "wrapper-0.1.5"
# What `environments java` makes.
_IMAGES = {OUR_NAME: "seldon-bench-java-identity", UPSTREAM: "seldon-bench-java-peer"}
# Until the compilers of a JVM are done with a load; they have the server's one core, too, and after
# 14 s neither is done with large messages.
_WARM_UP_S = 30


@dataclass(frozen=True)
class JavaServer(ContainerServer):
    """Our library, or upstream's, with a component that answers what it is asked."""

    @property
    def components(self) -> Sequence[str]:
        """The subjects that it can serve."""
        return (IDENTITY,)

    @property
    def warm_up_s(self) -> int:
        """How long each load is sent before it is measured, in seconds."""
        return _WARM_UP_S

    def image(self, component: str) -> str:
        """Give the image in which a subject is served."""
        del component
        return f"{self.prefix}{_IMAGES[self.product]}"

    def arguments_of(self, component: str, ports: Ports) -> Sequence[str]:
        """Give upstream's ports, which it takes as arguments alone; ours has variables."""
        del component
        if self.product == OUR_NAME:
            return ()
        return (f"--server.port={ports.http}", f"--grpc.port={ports.grpc}")


def java_servers(prefix: str) -> list[JavaServer]:
    """Give what is compared, ours first; the image names begin with ``prefix``."""
    form, default = SeldonFormProtocol(), "default"
    said = "its template on Spring Boot 1.5.1, forms over REST"
    return [
        JavaServer(OUR_NAME, default, "as s2i builds it", SeldonProtocol(), prefix=prefix),
        JavaServer(UPSTREAM, default, said, form, prefix=prefix),
    ]
