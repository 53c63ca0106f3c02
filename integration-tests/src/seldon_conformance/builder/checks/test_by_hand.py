"""What assemble refuses where somebody calls it without s2i."""

from seldon_conformance.builder.by_hand import ASSEMBLE, ByHand, must_be_refused, source_of
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.row import row


@row("C08", "C33", modes=Mode.IMAGE)
def test_assemble_runs_once_in_an_image(builder: str, language: Language) -> None:
    """Who gives s2i an app's image for a builder would get two components in one folder."""
    source = source_of(language)
    call = ByHand(
        "twice",
        f"{source}; {ASSEMBLE} >/dev/null; {source}; {ASSEMBLE}",
        "ERROR: /microservice is not empty: assemble has run in this image before",
        "REMEDY: give s2i the builder image itself, not an image that it built",
    )

    must_be_refused(call, builder)


@row("C08", "C33", modes=Mode.IMAGE)
def test_source_of_somebody_else_is_refused(builder: str, language: Language) -> None:
    """A COPY without --chown makes root's files, which assemble can neither move nor share."""
    call = ByHand(
        "other-user",
        f"{source_of(language)}; setpriv --reuid 1001 --regid 0 --clear-groups {ASSEMBLE}",
        "ERROR: /tmp/src belongs to another user than the one that assemble runs as (uid 1001)",
        "REMEDY: in a Dockerfile, write COPY --chown=1001:0 . /tmp/src",
        user="0:0",
    )

    must_be_refused(call, builder)
