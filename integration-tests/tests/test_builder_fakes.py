"""The builder suite finds fault with builders that have one, by the check that is about it.

A builder that passes while it misbehaves would pass in production too. That our own passes the same
checks is for test_builder_of_python and its like.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from builder_fake import BuilderFake
from builder_fakes import BUILDER_FAKES
from places import S2I_BINARY
from shelves import builder_image

from seldon_conformance.builder.catalogue import builder_catalogue
from seldon_conformance.builder.engine import docker
from seldon_conformance.builder.options import BuilderOptions
from seldon_conformance.builder.session import run_builder
from seldon_conformance.results import Finding, Outcome, RunReport


@pytest.fixture
def fake_image(fake: BuilderFake, tmp_path: Path) -> Iterator[str]:
    """The image of a fake."""
    image = f"seldon-test-{os.getpid()}/{re.sub('[^a-z]+', '-', fake.name.lower()).strip('-')}"
    user = "" if "USER" in fake.change else "USER 1001\n"
    (tmp_path / "Dockerfile").write_text(
        f"FROM {builder_image(fake.language)}\nUSER 0\n{fake.change}\n{user}"
    )
    docker("build", "--tag", image, str(tmp_path))
    yield image
    docker("image", "rm", image)


@pytest.fixture
def short_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have builds ask for jinja2 alone, and one image searched: SciPy takes half a minute."""
    builder_catalogue()
    checks = "seldon_conformance.builder.python.checks"
    reproducible = sys.modules[f"{checks}.test_reproducible"]
    monkeypatch.setitem(reproducible.__dict__["_FILES"], "requirements.txt", "jinja2==3.1.6\n")
    secrets = sys.modules[f"{checks}.test_secrets"]
    monkeypatch.setattr(secrets, "WITH_PASSWORDS", secrets.__dict__["PRIVATE"][:1])


def _name(check_id: str) -> str:
    """Give an id without its file."""
    return check_id.partition("::")[2]


def _judged(image: str, language: str, settings: Path, names: Iterable[str]) -> RunReport:
    """Run a few checks."""
    wanted = set(names)
    checks = [one.check for one in builder_catalogue() if language in one.languages]
    rows = {check.about.rules[0] for check in checks if _name(check.id) in wanted}
    others = tuple(check.id for check in checks if _name(check.id) not in wanted)
    assert wanted <= {_name(check.id) for check in checks}
    options = BuilderOptions(
        image=image,
        language=language,
        s2i=str(S2I_BINARY),
        settings=settings,
        rows=tuple(rows),
        without=others,
    )
    return run_builder(options)


@pytest.mark.usefixtures("short_checks")
@pytest.mark.parametrize("fake", BUILDER_FAKES, ids=str)
def test_fake_is_found_out(fake: BuilderFake, fake_image: str, settings: Path) -> None:
    """By the check that is about it, which says what it has found."""
    report = _judged(fake_image, fake.language, settings, [fake.caught_by])

    (result,) = report.results
    assert (_name(result.id), result.outcome) == (fake.caught_by, Outcome.FAILED), result.reason
    assert result.rules[0] == fake.row
    assert result.bug
    assert any(_is_said(fake.says, finding) for finding in result.findings), result.findings


def test_there_are_many_fakes() -> None:
    """Each has a name of its own."""
    assert len({fake.name for fake in BUILDER_FAKES}) == len(BUILDER_FAKES) >= 25


def _is_said(says: str, finding: Finding) -> bool:
    told = f"{finding.path}: {finding.got} (expected: {finding.expected})"
    pattern = re.escape(says).replace(re.escape("{text}"), ".*")
    return re.fullmatch(pattern, told, re.DOTALL) is not None
