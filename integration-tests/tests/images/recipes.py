"""The recipes that several test files share."""

import shutil
from dataclasses import replace
from pathlib import Path

from build import REPOSITORY
from recipe import Recipe, Source, folder_of

TEMPLATE_APPS = REPOSITORY / "python" / "template-apps"
PROBE_APP = REPOSITORY / "integration-tests" / "tests" / "apps" / "probe"
# scikit-learn is 40 MB to fetch and 100 MB of bytecode to compile.
_LONGEST = "iris"


def template_app(name: str) -> Recipe:
    """Give the recipe of a template app, by its directory's name."""
    return Recipe(name, folder_of(TEMPLATE_APPS / name), needs_index=True, is_long=name == _LONGEST)


def template_apps() -> list[Recipe]:
    """Give the recipes of all template apps, found by their directories."""
    return [template_app(path.name) for path in sorted(TEMPLATE_APPS.iterdir()) if path.is_dir()]


def as_dockerfile(recipe: Recipe) -> Recipe:
    """Give the recipe that makes the same image by ``--as-dockerfile`` and ``docker build``."""
    return replace(recipe, name=f"{recipe.name}-as-dockerfile", is_dockerfile=True)


def _with_odd_files(app: Path) -> Source:
    """Copy an app and add files such as git and archives spoil."""

    def write(folder: Path) -> str:
        shutil.copytree(app, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__py*"))
        (folder / "odd" / "empty").mkdir(parents=True)
        for name in ("with space.txt", "größe.txt", ".hidden", "ignored.txt"):
            (folder / "odd" / name).write_text(name, encoding="utf-8")
        (folder / "odd" / "private.txt").write_text("private")
        (folder / "odd" / "private.txt").chmod(0o400)
        (folder / "odd" / "link.txt").symlink_to("with space.txt")
        (folder / ".s2iignore").write_text("odd/ignored.txt\n")
        (folder / ".s2i" / "environment").write_bytes(b"MODEL_NAME=Probe\r\n")
        return str(folder)

    return write


MODEL = template_app("model")
MODEL_AS_DOCKERFILE = as_dockerfile(MODEL)
PROBE = Recipe("probe", _with_odd_files(PROBE_APP), ("--allowed-uids", "1-"))
PROBE_AS_DOCKERFILE = Recipe("probe-as-dockerfile", folder_of(PROBE_APP), is_dockerfile=True)
