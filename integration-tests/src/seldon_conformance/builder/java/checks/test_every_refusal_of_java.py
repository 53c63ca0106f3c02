"""Every refusal that the builder's sources have is asked by some check."""

from pathlib import Path

from seldon_conformance.builder.engine import copied, shell
from seldon_conformance.builder.messages import is_expected, messages_of, strings_of_checks
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row

_FILES = "find /opt/seldon/builder /usr/libexec/s2i -type f -not -name '*.xml'"
# Not asked, each for its reason.
_LEFT_OUT = {
    # A bug of the builder's own, or a full disk.
    "assemble stopped at: … (exit code …)",
    # The folders hand their group on, so only a program of the component's can bring it about.
    "… does not belong to group 0, so no other uid can use it",
    # It takes a project's wrapper with a Maven whose sha256 is wrong, and that from the network.
    "Maven … has sha256 … (expected: distributionSha256Sum=…)",
    # Of a jar that Spring Boot has packed without its own tool for that.
    "${jar#",
}


@row("C33", modes=Mode.IMAGE)
def test_every_message_of_the_builder_is_expected_by_a_check(builder: str, tmp_path: Path) -> None:
    """One that nobody has seen is the one that names a variable wrongly, or says nothing."""
    found = shell(builder, _FILES).splitlines()
    messages = messages_of(copied(builder, found, tmp_path))
    # But for this file's, where the messages stand that are not asked.
    texts = strings_of_checks("java", but=Path(__file__))

    assert len(messages) > 30
    assert {message for message in messages if not is_expected(message, texts)} == _LEFT_OUT
