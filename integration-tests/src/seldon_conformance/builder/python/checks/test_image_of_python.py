"""What the Python builder's image leaves out."""

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row


@row("C03", modes=Mode.IMAGE)
def test_git_brings_no_perl(builder: str) -> None:
    """Perl's library would be 50 MB of every pull; compilers, which R's builder has, need it."""
    assert shell(builder, "dpkg -s perl >/dev/null 2>&1 || echo no perl") == "no perl\n"
