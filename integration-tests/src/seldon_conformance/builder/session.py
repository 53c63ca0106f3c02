"""Runs the builder suite: the checks of every language and of the builder's own, in pytest."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from seldon_conformance.builder.engine import image_exists, inspected
from seldon_conformance.builder.extra import require_extra
from seldon_conformance.builder.language import checks_of, language_named, language_of
from seldon_conformance.builder.odd_sources import remove_sources
from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.plugin import Judged, Judging
from seldon_conformance.builder.s2i import S2i
from seldon_conformance.builder.shelf import Shelf
from seldon_conformance.errors import OptionError, SubjectError
from seldon_conformance.known_failures import read_known_failures
from seldon_conformance.listener import Listener
from seldon_conformance.pytest_run import run_pytest
from seldon_conformance.results import RunReport
from seldon_conformance.rules import builder_contract


def run_builder(options: BuilderOptions, listener: Listener | None = None) -> RunReport:
    """Run the checks of a builder.

    Args:
        options: Which builder, and what is asked of it.
        listener: Is told how it goes on.

    Raises:
        OptionError: The options make no sense.
        SubjectError: There is no such image, no engine or no s2i.
        SuiteError: The suite itself is broken.
    """
    listener = listener or Listener()
    require_extra()
    # Its helper image cannot be pulled everywhere; the run stops what it starts itself.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    started, clock = datetime.now(UTC), time.monotonic()
    contract = builder_contract()
    rows = contract.selected(options.rows)
    known = read_known_failures(options.known_failing) if options.known_failing else []
    s2i = S2i(options.image, options.s2i, _folder(options.settings))
    lines = _smoke(s2i)
    language = language_named(options.language or language_of(options.image))
    depth = f"builder of {language.title} components"
    listener.smoked(lines)
    listener.scoped(depth, contract.rules)
    with _workplace(options.keep) as folder, Shelf(s2i, folder) as shelf:
        judged = Judged(s2i, language, shelf, rows, options.without, known)
        plugin = Judging(judged, listener)
        run_pytest(plugin, checks_of(language.name), language.fixtures)
    if not plugin.results:
        asked = ", ".join(options.rows) or "all"
        raise OptionError(f"rows: {asked} (expected: rows that a check of this language is about)")
    numbers = {number for result in plugin.results for number in result.rules}
    return RunReport(
        version=version("seldon-conformance"),
        started=started.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - clock, 3),
        subjects={options.image: "; ".join(lines)},
        depth=depth,
        left_out=tuple(plugin.left_out),
        way="mode",
        sections=contract.sections,
        rules={number: contract.rules[number] for number in sorted(numbers)},
        results=tuple(plugin.results),
    )


def _smoke(s2i: S2i) -> list[str]:
    """Look whether everything is there, and say what it is: a line each.

    Raises:
        SubjectError: Something is missing.
    """
    if not image_exists(s2i.builder):
        raise SubjectError(
            f"image {s2i.builder}: not there, or no engine (expected: a builder image that "
            "`docker image inspect` finds)"
        )
    about = inspected(s2i.builder)
    lines = [f"image {s2i.builder}, {about['Size'] / 1e6:.0f} MB, {about['Id'][:19]}"]
    return [*lines, s2i.run("version").stdout.strip()]


def _folder(path: Path | None) -> Path | None:
    if path is not None and not path.is_dir():
        raise OptionError(f"settings: {path} (expected: a folder)")
    return path.resolve() if path else None


@contextmanager
def _workplace(keep: Path | None) -> Iterator[Path]:
    """Give an empty folder for sources; it goes afterwards, unless somebody has named it.

    Raises:
        OptionError: The named one is not empty, or cannot be made.
    """
    folder = keep.resolve() if keep else Path(tempfile.mkdtemp(prefix="seldon-conformance-"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_empty = not any(folder.iterdir())
    except OSError as error:
        raise OptionError(f"keep: {error} (expected: an empty folder)") from error
    if not is_empty:
        raise OptionError(f"keep: {keep} has files (expected: an empty folder)")
    # Containers read what is mounted from here under uids of their own.
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        if keep is None:
            remove_sources(folder)
