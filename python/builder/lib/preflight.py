"""Checks everything that can be checked before assemble changes anything, and reports it together.

Usage: ``python preflight.py source|dependencies SOURCE``; exit code 1 when the build cannot
succeed. Warnings and problems go to stderr, the remedy last. What has no effect (PERSISTENCE=1) is
for the server to say, which does so when the component is tried.
"""

# ruff: noqa: INP001 - a script that assemble runs, in no package
from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import build_settings
import dependencies
import entry
import requirement_files
from problem import Problem, report
from source_files import source_file_problems

_SHOWN = 3


def main(source: Path, environ: Mapping[str, str]) -> int:
    """Print what was found; return 1 when there is a problem, else 0."""
    build_settings.warn_of_settings(source, environ)
    wanted = environ.get("DEPENDENCY_FILES", "")
    problems = [*build_settings.source_problems(source)]
    problems += build_settings.check_level_problems(environ)
    problems += _name_problems(environ.get("MODEL_NAME", "").strip())
    remedy = build_settings.remedy_of_settings(source, environ)
    problems += build_settings.setting_problems(environ, remedy)
    if source.is_dir():
        problems += [*source_file_problems(source), *dependencies.problems(source, wanted)]
    if not problems:
        problems += _entry_problems(source, environ, wanted)
    return report(problems)


def main_of_dependencies(source: Path, environ: Mapping[str, str]) -> int:
    """Do the same for a step of a Dockerfile that has the dependency files alone."""
    wanted = environ.get("DEPENDENCY_FILES", "")
    return report([*dependencies.problems(source, wanted), *_link_problems(source)])


def _link_problems(source: Path) -> Iterator[Problem]:
    """Yield a problem for each line that would be a link to a source that is not there yet."""
    for target, is_editable in requirement_files.local_targets(source / "requirements.txt"):
        if is_editable:
            name = target.relative_to(source).as_posix()
            yield Problem(
                f"requirements.txt: '-e {name}' is a link to the source "
                "(expected: packages alone, in the step that installs packages)",
                "leave the line out, since the project is installed with the source, "
                "or leave that step out",
            )


def _entry_problems(source: Path, environ: Mapping[str, str], wanted: str) -> list[Problem]:
    """Return what is wrong with the component's own files, and warn of the others'."""
    elsewhere = (
        dependencies.choose(source, wanted).method != "none"
        or environ.get("BUILD_CHECK", "") == "off"
        or bool(environ.get("PYTHONPATH"))
    )
    found = entry.look_at(source, environ["MODEL_NAME"].strip(), may_be_elsewhere=elsewhere)
    for warning in found.warnings[:_SHOWN]:
        build_settings.warn(warning)
    return found.problems


def _name_problems(name: str) -> Iterator[Problem]:
    """Yield what is wrong with the form of MODEL_NAME; an empty one is the settings' to refuse."""
    if name.endswith(".py"):
        yield Problem(f"MODEL_NAME: {name!r} (expected: without .py, such as {name[:-3]})")
    elif name and not all(part.isidentifier() for part in name.split(".")):
        expected = "expected: MyModel or pkg.mod.Class"
        yield Problem(build_settings.with_quotes_explained(f"MODEL_NAME: {name!r} ({expected})"))


if __name__ == "__main__":
    mains = {"source": main, "dependencies": main_of_dependencies}
    sys.exit(mains[sys.argv[1]](Path(sys.argv[2]), os.environ))
