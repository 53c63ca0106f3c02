"""Sources as people have them: git repositories and folders, with what git and archives spoil."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from seldon_conformance.builder.language import Language
from seldon_conformance.builder.recipe import Recipe, Source, commit, files, write_files

# Values that a shell, a Dockerfile or a parser could take for something else.
LITERAL = {
    "QUOTES": '"two words"',
    "QUOTE": "it's",
    "DOLLAR": "$HOME and `id` and ${HOME}",
    "EQUALS": "a=b,c",
    "HASH": "a # b",
    "BACKSLASH": r"back\slash\n",
    "LETTERS": "größe",
    "TAB": "a\tb",
    "SIGNS": ";|&()<>!*?~{}[]",
    "PERCENT": "%s%d",
}
GIVEN = ("WITH_COMMA", 'a,b "c d"')


def plain(language: Language) -> Recipe:
    """Give a source that answers ``it``, and has nothing else."""
    return Recipe("plain", files(language.saying("it")))


def git_folder(language: Language) -> Recipe:
    """Give a working copy with changes that are not committed."""
    return Recipe("git-folder", _changed_repository(language))


def git_folder_copied(language: Language) -> Recipe:
    """Give the same with ``-c``."""
    return Recipe("git-folder-copied", _changed_repository(language), ("-c",))


def git_ref(language: Language) -> Recipe:
    """Give a repository of which not the newest commit is built."""

    def write(folder: Path) -> str:
        commit(folder, language.saying("first"))
        commit(folder, language.saying("second"))
        return f"file://{folder}"

    return Recipe("git-ref", write, ("--ref", "main~1"))


def context_dir(language: Language) -> Recipe:
    """Give a repository of which a folder is built."""

    def write(folder: Path) -> str:
        deeper = _below("models/deep", language.saying("deep"))
        commit(folder, {**language.saying("top"), **deeper})
        return f"file://{folder}"

    return Recipe("context-dir", write, ("--context-dir", "models/deep"))


def of_windows(language: Language) -> Recipe:
    """Give a source whose text files have CR LF."""

    def write(folder: Path) -> str:
        write_files(folder, language.saying("it"))
        for path in [one for one in folder.rglob("*") if one.is_file()]:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        return str(folder)

    return Recipe("windows", write)


def variables(language: Language) -> Recipe:
    """Give a source with variables that a shell or a parser could take for something else."""
    values = (
        "# A comment\n"
        f"{language.saying('it')['.s2i/environment']}"
        "FROM_FILE=file\nFROM_E=file\nFROM_BIG_E=file\n"
        "EMPTY=\n"
    ) + "".join(f"{name}={value}\n" for name, value in LITERAL.items())

    def write(folder: Path) -> str:
        write_files(folder, {**language.saying("it"), ".s2i/environment": values})
        (folder.parent / "more").write_text("FROM_BIG_E=big\n", encoding="utf-8")
        return str(folder)

    given = ("FROM_E=small", "FROM_BIG_E=small", "=".join(GIVEN))
    options = (*(word for pair in given for word in ("-e", pair)), "-E", "{folder}/more")
    return Recipe("variables", write, options)


def with_odd_files(app: Path) -> Source:
    """Copy an app and add files such as git and archives spoil."""

    def write(folder: Path) -> str:
        shutil.copytree(app, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__py*"))
        (folder / "odd" / "empty").mkdir(parents=True)
        for name in ("with space.txt", "größe.txt", ".hidden", "ignored.txt"):
            (folder / "odd" / name).write_text(name, encoding="utf-8")
        (folder / "odd" / "private.txt").write_text("private")
        (folder / "odd" / "private.txt").chmod(0o400)
        (folder / "odd" / "link.txt").symlink_to("with space.txt")
        (folder / "odd" / "twin.txt").hardlink_to(folder / "odd" / "with space.txt")
        (folder / ".s2iignore").write_text("odd/ignored.txt\n")
        return str(folder)

    return write


def _changed_repository(language: Language) -> Source:
    def write(folder: Path) -> str:
        commit(folder, language.saying("committed"))
        write_files(folder, {**language.saying("changed"), "weights.bin": "not committed"})
        return str(folder)

    return write


def _below(place: str, contents: Mapping[str, str]) -> dict[str, str]:
    return {f"{place}/{name}": text for name, text in contents.items()}
