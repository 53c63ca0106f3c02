"""What the Python builder's assemble refuses where somebody calls it without s2i."""

import pytest

from seldon_conformance.builder.by_hand import ASSEMBLE, ByHand, must_be_refused
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row

CALLS = [
    ByHand(
        "argument",
        f"{ASSEMBLE} everything",
        "ERROR: assemble: 'everything' (expected: nothing, or dependencies)",
        f"REMEDY: call {ASSEMBLE} without an argument",
    ),
    ByHand(
        "link-to-the-source",
        f"mkdir -p /tmp/src; echo '-e .' >/tmp/src/requirements.txt; {ASSEMBLE} dependencies",
        "ERROR: requirements.txt: '-e .' is a link to the source "
        "(expected: packages alone, in the step that installs packages)",
        "REMEDY: leave the line out, since the project is installed with the source, "
        "or leave that step out",
    ),
]


@row("C08", "C33", modes=Mode.IMAGE)
@pytest.mark.parametrize("call", CALLS, ids=str)
def test_assemble_by_hand_ends_with_cause_and_remedy(call: ByHand, builder: str) -> None:
    """Dockerfiles call it too, and docker shows its last lines as s2i does."""
    must_be_refused(call, builder)
