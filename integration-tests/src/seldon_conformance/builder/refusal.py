"""Builds that have to fail, and what they have to say."""

from collections.abc import Mapping
from dataclasses import dataclass

from seldon_conformance.builder.recipe import Recipe, Source, files

SET = "REMEDY: set it in .s2i/environment (NAME=value, no quotes) or by -e NAME=value"


@dataclass(frozen=True)
class Refusal(Recipe):
    """A build that has to fail.

    Attributes:
        cause: What assemble says before its last line, one line for each problem. ``{type}`` stands
            for one word, ``{text}`` for words of other programs.
        remedy: The last line.
    """

    cause: str = ""
    remedy: str = ""


def refusal(
    name: str,
    contents: Mapping[str, str],
    cause: str,
    remedy: str,
    *options: str,
    needs_index: bool = False,
    is_offline: bool = False,
) -> Refusal:
    """Give the build of a few files, with MODEL_NAME=MyModel unless they have an environment."""
    environment = {".s2i/environment": "MODEL_NAME=MyModel\n"}
    source = files({**environment, **contents})
    return refusal_of(
        name, source, cause, remedy, *options, needs_index=needs_index, is_offline=is_offline
    )


def refusal_of(
    name: str,
    source: Source,
    cause: str,
    remedy: str,
    *options: str,
    needs_index: bool = False,
    is_offline: bool = False,
) -> Refusal:
    """Give the build of a source of any kind."""
    return Refusal(
        f"refused-{name}",
        source,
        options,
        needs_index=needs_index,
        is_offline=is_offline,
        cause=cause,
        remedy=remedy,
    )
