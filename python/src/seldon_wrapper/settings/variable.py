"""What is known of one variable or flag."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seldon_wrapper.settings.kinds import Kind


class Status(StrEnum):
    """What becomes of a variable that is set."""

    HONOURED = "honoured"
    NOTICE = "ignored with a notice"
    REFUSED = "refused"
    BUILD = "read by assemble only"


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: where it is read from, how it is read and what becomes of it.

    Attributes:
        name: Environment variable; empty for what only the command line has.
        help: One sentence for ``--help`` and the guide; for a notice or a refusal, the remedy.
        kind: Turns text into the value; None for what is not read by value here.
        field: Field of ``Settings`` that gets the value; empty when no single field does.
        flag: Command line flag without its dashes; empty when there is none.
        aliases: Further environment variables of the same meaning, in order of precedence.
        default: Shown in ``--help``; the fields of ``Settings`` hold the defaults.
        status: Honoured, ignored with a notice, refused, or the builder's.
        bare: What the flag means without a value; empty when it must have one.
        upstream: Whether seldon-core 1.18 or its operator knows it.
    """

    name: str
    help: str
    kind: Kind | None = None
    field: str = ""
    flag: str = ""
    aliases: tuple[str, ...] = ()
    default: str = ""
    status: Status = Status.HONOURED
    bare: str = ""
    upstream: bool = True
