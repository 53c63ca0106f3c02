"""Checks everything that can be checked before assemble changes anything, and reports it together.

Usage: ``python java_preflight.py source|dependencies SOURCE``; exit code 1 when the build cannot
succeed. The settings are checked as for a Python component, by the Python builder's own functions.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import build_settings
from java_project import component_file, java_files_without_pom
from java_sources import import_problems
from pom import Pom, poms
from problem import SET, Problem, RefusedError, report
from source_files import source_file_problems

_FACTS = Path("/opt/seldon/facts")
_WORDS = {
    "MAVEN_SKIP_TESTS": ("true", "false"),
    "MAVEN_WRAPPER": ("on", "off"),
    "START_CACHE": ("on", "off"),
}
_OTHERS = ("build.gradle", "build.gradle.kts", "build.sbt", "build.xml")
_FIRST_BOOT = 4


def main(source: Path, environ: Mapping[str, str]) -> int:
    """Print what was found; return 1 when there is a problem, else 0."""
    build_settings.warn_of_settings(source, environ)
    remedy = build_settings.remedy_of_settings(source, environ)
    problems = [
        *build_settings.source_problems(source),
        *build_settings.check_level_problems(environ),
    ]
    problems += _word_problems(environ)
    # The class is found by Spring, or is the only one: its name is not needed.
    named = {**environ, "MODEL_NAME": environ.get("MODEL_NAME", "").strip() or "component"}
    problems += build_settings.setting_problems(named, remedy)
    if source.is_dir() and not problems:
        problems += [*source_file_problems(source), *_project_problems(source, environ)]
    return report(problems)


def main_of_dependencies(source: Path, _: Mapping[str, str]) -> int:
    """Do the same for a step of a Dockerfile that has the pom.xml files alone."""
    if not (source / "pom.xml").is_file():
        return report([Problem("no pom.xml in the source (expected: one)", "leave this step out")])
    return report([*build_settings.source_problems(source), *_pom_problems(source)])


def _word_problems(environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for a variable of the build with another word than those it has."""
    for name, words in _WORDS.items():
        got = environ.get(name, "")
        if got and got not in words:
            nearest = difflib.get_close_matches(got.lower(), words, n=1)
            hint = f"; did you mean {nearest[0]}?" if nearest else ""
            cause = f"{name}: {got!r} (expected: one of {', '.join(words)}{hint})"
            yield Problem(build_settings.with_quotes_explained(cause), SET)


def _project_problems(source: Path, environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with the project's files."""
    if (source / "pom.xml").is_file():
        yield from _pom_problems(source)
    elif java_files_without_pom(source):
        try:
            component_file(source, environ.get("MODEL_NAME", "").strip())
        except RefusedError as error:
            yield error.problem
    else:
        other = next((name for name in _OTHERS if (source / name).is_file()), "")
        found = (
            f"{other}: it is not read here"
            if other
            else "no pom.xml and no Java file in the source"
        )
        yield Problem(
            f"{found} (expected: a Maven project, or Java files)",
            "add a pom.xml, or give --context-dir if it is in another folder "
            "(a git folder is built as committed: commit the file, or give s2i -c)",
        )
    library = set((_FACTS / "classes.txt").read_text(encoding="utf-8").split())
    yield from import_problems(source, library)


def _pom_problems(source: Path) -> Iterator[Problem]:
    """Yield what is wrong with the pom.xml files."""
    try:
        found = poms(source)
    except RefusedError as error:
        yield error.problem
        return
    for one in found:
        yield from _boot_problems(one)


def _boot_problems(one: Pom) -> Iterator[Problem]:
    """Yield a problem for a Spring Boot that the library does not run on."""
    version = one.boot_version()
    number = re.match(r"[\[(]?(\d+)\.", version)
    if number and int(number[1]) < _FIRST_BOOT:
        ours = (_FACTS / "boot.txt").read_text(encoding="utf-8").strip()
        yield Problem(
            f"{one.shown}: Spring Boot {version} (expected: {_FIRST_BOOT}.0 or later, as "
            f"the library needs)",
            f"set it to {ours}, which is in this image; java/README.md lists the other "
            f"lines that change",
        )


if __name__ == "__main__":
    mains = {"source": main, "dependencies": main_of_dependencies}
    sys.exit(mains[sys.argv[1]](Path(sys.argv[2]), os.environ))
