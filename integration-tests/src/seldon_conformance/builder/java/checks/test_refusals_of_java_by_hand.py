"""What the Java builder's assemble refuses where somebody calls it without s2i."""

from seldon_conformance.builder.by_hand import ASSEMBLE, ByHand, must_be_refused
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row


@row("C08", "C33", modes=Mode.IMAGE)
def test_dependencies_are_those_of_a_pom(builder: str) -> None:
    """A Dockerfile that copies another file first would fetch nothing, and say nothing."""
    call = ByHand(
        "dependencies-without-pom",
        f"mkdir -p /tmp/src; touch /tmp/src/build.gradle; {ASSEMBLE} dependencies",
        "ERROR: no pom.xml in the source (expected: one)",
        "REMEDY: leave this step out",
    )

    must_be_refused(call, builder)


@row("C08", "C33", modes=Mode.IMAGE)
def test_assemble_knows_one_argument(builder: str) -> None:
    """A Dockerfile with a misspelled one would build something else."""
    call = ByHand(
        "argument",
        f"{ASSEMBLE} everything",
        "ERROR: assemble: 'everything' (expected: nothing, or dependencies)",
        f"REMEDY: call {ASSEMBLE} without an argument",
    )

    must_be_refused(call, builder)
