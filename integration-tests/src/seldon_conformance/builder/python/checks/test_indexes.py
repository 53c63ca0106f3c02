"""What Python's networks have beside those of every language: git, several indexes, pip.conf."""

import re

import pytest

from seldon_conformance.builder.engine import shell
from seldon_conformance.builder.modes import Mode
from seldon_conformance.builder.network import FROM_MIRROR, FROM_PRIVATE
from seldon_conformance.builder.networks import Networked
from seldon_conformance.builder.python.network import Network, NetworkCase
from seldon_conformance.builder.python.network_cases import IN_REPOSITORY, PRIVATE
from seldon_conformance.builder.python.repository import FROM_REPOSITORY
from seldon_conformance.builder.row import row
from seldon_conformance.builder.s2i import Build


def _installed(build: Build) -> list[str]:
    """Give what uv says that it has added."""
    assert build.code == 0, build.log
    return [line.strip() for line in build.lines if line.strip().startswith("+ ")]


@row("C05", "C18")
@pytest.mark.parametrize("case", IN_REPOSITORY, ids=str)
def test_repository_gets_its_password(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """A company's own packages are in git, for those who may read them."""
    build = networked(case)
    url = case.requirements.partition(" @ ")[2].strip()
    where = re.sub(r"\$.*@|@main$", "", url.format(**network.places(case, mode)))

    [said] = _installed(build)
    assert said.replace("****@", "") == (
        f"+ greeting=={FROM_REPOSITORY} (from {where}@{network.commit})"
    )
    report = shell(build.image, "grep greeting /opt/app-root/build/requirements.lock").strip()
    assert report == f"greeting @ {where}@{network.commit}"


@row("C21")
@pytest.mark.parametrize(
    "case", [case for case in PRIVATE if "farewell" in case.requirements], ids=str
)
def test_extra_index_wins_over_a_package_of_the_same_name(
    case: NetworkCase, mode: Mode, networked: Networked, network: Network
) -> None:
    """The index with the password is asked first, and what it has is looked for nowhere else."""
    build = networked(case)

    assert _installed(build) == [f"+ farewell=={FROM_MIRROR}", f"+ greeting=={FROM_PRIVATE}"]
    assert f"/{case}-{mode}/simple/farewell/" in network.mirror.asked
    assert f"/{case}-{mode}/simple/greeting/" not in network.mirror.asked


@row("C21")
@pytest.mark.parametrize(
    "case", [case for case in PRIVATE if "pip.conf" in case.settings], ids=[""]
)
def test_key_of_pip_conf_without_effect_is_told(case: NetworkCase, networked: Networked) -> None:
    """Whoever wrote it should not believe that it holds."""
    build = networked(case)

    assert "NOTICE: pip.conf: no-binary has no effect here" in build.lines
    assert "---> Build settings: 1 from pip.conf, for this build only" in build.lines
