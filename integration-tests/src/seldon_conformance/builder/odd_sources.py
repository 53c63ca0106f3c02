"""Sources with what no example has: odd names, folders that are read-only, submodules."""

import os
import shutil
from pathlib import Path

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.recipe import Recipe, commit, git, write_files

# As git shows them to be somebody's.
ODD_NAMES = ("a'quote\".txt", "-rf", "$HOME.txt", "new\nline.txt", "back\\slash.txt", "*", "größe")
IN_SUBMODULES = ("libs/shared/data.txt", "libs/shared/deeper/data.txt")


def odd_names(language: Language) -> Recipe:
    """Give a source with files whose names a script must quote."""

    def write(folder: Path) -> str:
        write_files(folder, language.saying("it"))
        write_files(folder, {f"odd/{name}": name for name in ODD_NAMES})
        (folder / "odd" / "nothing" / "deeper").mkdir(parents=True)
        (folder / "odd" / "dangling").symlink_to("../nowhere")
        return str(folder)

    return Recipe("odd-names", write)


def read_only_folder(language: Language) -> Recipe:
    """Give a source with a folder that nobody may write to, as archives of models have it."""

    def write(folder: Path) -> str:
        write_files(folder, {**language.saying("it"), "frozen/weights.bin": "1"})
        (folder / "frozen" / "weights.bin").chmod(0o444)
        (folder / "frozen").chmod(0o555)
        return str(folder)

    return Recipe("read-only-folder", write)


def ignoring(language: Language) -> Recipe:
    """Give a source whose .s2iignore takes one file back in."""
    data = {f"data/{name}": name for name in ("large.csv", "kept.csv", "readme.md")}
    ignore = {".s2iignore": "# large files\ndata/*.csv\n!data/kept.csv\n"}

    def write(folder: Path) -> str:
        write_files(folder, {**language.saying("it"), **data, **ignore})
        return str(folder)

    return Recipe("ignoring", write)


def submodules(language: Language) -> Recipe:
    """Give a repository with a submodule that has one, too."""

    def write(folder: Path) -> str:
        inner, outer = folder.parent / "inner", folder.parent / "outer"
        commit(inner, {"data.txt": "inner"})
        commit(outer, {"data.txt": "outer"})
        add_submodule(outer, inner, "deeper")
        commit(folder, language.saying("it"))
        add_submodule(folder, outer, "libs/shared")
        return f"file://{folder}"

    return Recipe("submodules", write)


def of_another_time(language: Language) -> Recipe:
    """Give the language's model as a copy that was made at another time."""

    def write(folder: Path) -> str:
        language.model.source(folder)
        for path in folder.rglob("*"):
            os.utime(path, (10**9, 10**9))
        return str(folder)

    return Recipe("model-of-another-time", write, language.model.options)


def remove_sources(folder: Path) -> None:
    """Remove a folder of sources, those that are read-only too."""
    for path, _, _ in os.walk(folder):
        Path(path).chmod(0o755)
    shutil.rmtree(folder)


def add_submodule(folder: Path, other: Path, place: str) -> None:
    """Commit a repository as a submodule of another."""
    git(
        folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), place
    )
    git(folder, "commit", "--quiet", "--message", "A submodule")
