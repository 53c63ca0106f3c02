"""What a language brings to the suite of its builder.

A language is a package beside this file, with ``LANGUAGE`` in its ``language`` module and further
checks, of what only its builder has, in ``checks/``.
"""

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from seldon_conformance.builder.engine import inspected
from seldon_conformance.builder.incremental import Incremental
from seldon_conformance.builder.network import NetworkCases
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.refusal import Refusal
from seldon_conformance.errors import OptionError

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Language:
    """One language, and its apps.

    Attributes:
        name: As of the command line: python.
        title: As of sentences: Python.
        largest_builder_bytes: What the builder image may have.
        largest_plain_layer_bytes: What an app without dependencies may add to it.
        leftovers: Places where a build must leave nothing; folders of the builder's among them
            are empty.
        app_folders: Where an app's files are.
        example_name: The MODEL_NAME of examples.
        build_variables: Of the build, with a value each; a component must not see them.
        saying: Gives the files of a component of that name which answers one string, always.
        said: Shell command that prints in an image, without a server, what it answers.
        model: An identity model of that name, without dependencies.
        probe: The app of ``probe/`` in this language, which has the name Probe: its payload names
            what it is to do or tell.
        dependent: Asks for a package from the index.
        refusals: Builds that have to fail.
        networks: Builds in the networks that people have.
        incremental: Builds that take over what the image before had installed.
        fixtures: Plugin of pytest with what the language's own checks share.
        needs_name: Whether a build has to be told MODEL_NAME.
        usage: What the server's help begins with.
        wrong_argument: An argument that the server refuses, and the two lines that it says.
        on_killed: What a container's log says when the process with the component is killed;
            nothing where that is the server itself.
    """

    name: str
    title: str
    largest_builder_bytes: int
    largest_plain_layer_bytes: int
    leftovers: tuple[str, ...]
    app_folders: tuple[str, ...]
    example_name: str
    build_variables: Mapping[str, str]
    saying: Callable[[str], Mapping[str, str]]
    said: str
    model: Recipe
    probe: Recipe
    dependent: Recipe
    refusals: tuple[Refusal, ...]
    networks: NetworkCases
    incremental: Incremental
    fixtures: object
    needs_name: bool = True
    usage: str = "usage: seldon-core-microservice [COMPONENT] [flags]\n"
    wrong_argument: tuple[str, str, str] = (
        "--workers many",
        "ERROR: --workers: 'many' (expected: a whole number, 1 or more)",
        "REMEDY: Give the variable or the flag a value as expected; --help lists them all.",
    )
    on_killed: str = "was killed by SIGKILL (out of memory?); the server ends"

    def recipes(self, name: str) -> tuple[Recipe, ...]:
        """Give the recipes that an attribute has, or one of its own; one or several."""
        found = attrgetter(name)(self)
        return (found,) if isinstance(found, Recipe) else found


def languages() -> tuple[str, ...]:
    """Give the names of the languages, found by their folders."""
    return tuple(sorted(path.parent.name for path in _HERE.glob("*/language.py")))


def language_named(name: str) -> Language:
    """Give a language.

    Raises:
        OptionError: There is none of that name.
    """
    if name not in languages():
        raise OptionError(f"language: {name} (expected: one of {', '.join(languages())})")
    module = importlib.import_module(f"seldon_conformance.builder.{name}.language")
    found: Language = module.LANGUAGE
    return found


def language_of(image: str) -> str:
    """Tell a builder's language by its labels.

    Raises:
        OptionError: They do not say.
    """
    labels = inspected(image)["Config"]["Labels"] or {}
    tags = str(labels.get("io.openshift.tags", ""))
    found = [name for name in languages() if name in re.split(r"[,\s]+", tags)]
    if len(found) != 1:
        raise OptionError(
            f"language: none in the label io.openshift.tags of {image}: '{tags}' "
            f"(expected: one of {', '.join(languages())}; give --language)"
        )
    return found[0]


def checks_of(name: str) -> list[Path]:
    """Give the files of a language's checks, those of every language first."""
    folders = (_HERE / "checks", _HERE / name / "checks")
    return [file for folder in folders for file in sorted(folder.glob("test_*.py"))]
