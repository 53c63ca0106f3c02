"""Sources that bring scripts for s2i of their own, which call the builder's."""

from pathlib import Path

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.recipe import Recipe, write_files

SCRIPTS = ("assemble", "run", "save-artifacts")
# On stderr, since the stdout of save-artifacts is a tar.
_WRAPPER = """#!/bin/sh
echo 'this is {name} of my own' >&2
cd /
exec /usr/libexec/s2i/{name} "$@"
"""
_INCREMENTAL = ("--incremental", "--incremental-pull-policy", "never")


def wrapped(language: Language) -> Recipe:
    """Give a source with scripts in .s2i/bin, without their x bits."""

    def write(folder: Path) -> str:
        write_files(folder, language.saying("it"))
        _write_scripts(folder / ".s2i" / "bin")
        return str(folder)

    return Recipe("own-scripts", write)


def wrapped_again(language: Language) -> Recipe:
    """Give the same again, upon the image before: s2i calls save-artifacts of that one."""
    first = wrapped(language)
    return Recipe("own-scripts-again", first.source, _INCREMENTAL, after=first)


def scripts_elsewhere(language: Language) -> Recipe:
    """Give a source whose scripts are in a folder of the host."""

    def write(folder: Path) -> str:
        write_files(folder, language.saying("it"))
        _write_scripts(folder.parent / "scripts")
        return str(folder)

    return Recipe("scripts-url", write, ("--scripts-url", "file://{folder}/scripts"))


def said_by(name: str) -> str:
    """Give the line that a script prints."""
    return f"this is {name} of my own"


def _write_scripts(folder: Path) -> None:
    write_files(folder, {name: _WRAPPER.format(name=name) for name in SCRIPTS})
