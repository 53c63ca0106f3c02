"""Under whom an image runs, and under whom it is made."""

from collections.abc import Callable
from typing import Any

import pytest

from seldon_conformance.builder.engine import entered
from seldon_conformance.builder.language import Language
from seldon_conformance.builder.recipe import Recipe
from seldon_conformance.builder.row import EVERY, built, row
from seldon_conformance.builder.served import served

_HARDENED: dict[str, Any] = {"cap_drop": ["ALL"], "security_opt": ["no-new-privileges"]}
_HARDENED_WORDS = ("--cap-drop", "ALL", "--security-opt", "no-new-privileges")
_UIDS = ["1001:0", "8888:0", "12345:0", "1000650000:0"]


@row("C11", modes=EVERY)
@pytest.mark.parametrize("uid", _UIDS)
@built("probe")
def test_any_uid_of_group_0_can_serve(image: str, uid: str) -> None:
    """OpenShift chooses the uid; Seldon's operator asks for 8888; none has a passwd entry."""
    with served(image, user=uid, **_HARDENED) as container:
        found = container.rest({"strData": "user"})["jsonData"]

    assert found == {
        "name": "seldon",
        "uid": int(uid.partition(":")[0]),
        "home": "/opt/app-root/home",
        "writable": ["/tmp", "/dev/shm", "/opt/app-root/home", "/microservice"],
    }


@row("C11")
@pytest.mark.parametrize("uid", [*_UIDS, "0:0"])
@built("model")
def test_any_uid_has_a_name_and_a_home(image: str, uid: str) -> None:
    """ssh, git and libraries ask for them, and end where there are none."""
    name, place, written = entered(
        image,
        "id -un; printf '%s\\n' ~; touch ~/.written /tmp/written && echo written",
        *("--user", uid, *_HARDENED_WORDS),
    ).split()

    assert name == ("root" if uid == "0:0" else "seldon")
    assert place == "/opt/app-root/home"
    assert written == "written"


def made_by(uid: str) -> Callable[[Language], Recipe]:
    """Give the recipe of a build whose assemble runs as somebody else than the image's user."""

    def recipe(language: Language) -> Recipe:
        return Recipe(f"made-by-{uid}", language.model.source, ("--assemble-user", uid))

    return recipe


@row("C11")
@built(made_by("12345"), made_by("0"))
def test_build_may_run_as_another_uid(image: str) -> None:
    """OpenShift's builds run as the namespace's uid; the image serves under any, as always."""
    with served(image, user="1000650000:0", **_HARDENED) as container:
        assert container.rest({"strData": "it"})["strData"] == "it"
