"""What an image is built of: a source and the options of s2i."""

import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from seldon_conformance.builder.modes import Mode

# Writes a source into an empty folder and gives what s2i is told as its source.
Source = Callable[[Path], str]


@dataclass(frozen=True)
class Recipe:
    """One build. Equal names are one build in a session, and in a mode.

    Attributes:
        name: Of the image's tag; small letters, digits and dashes.
        source: Makes the source.
        options: Further words of s2i's command; in them ``{folder}`` is a folder of this build
            alone, and ``{builder}`` the builder image.
        mounts: Folders beside the source, and where the build finds them.
        needs_index: Whether packages are installed from the index, with this host's settings.
        is_offline: Whether the build has no network.
        hosts: Names that resolve to an address of their own in the build.
        after: The recipe whose image an incremental build finds under its own tag.
        is_long: Whether it had better begin before the others.
        of_docker: Further words of ``docker build``, where it is built as a Dockerfile.
        modes: In which it can be built.
    """

    name: str
    source: Source
    options: tuple[str, ...] = ()
    mounts: tuple[tuple[str, str], ...] = ()
    needs_index: bool = False
    is_offline: bool = False
    hosts: tuple[tuple[str, str], ...] = ()
    after: "Recipe | None" = None
    is_long: bool = False
    of_docker: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = (Mode.S2I, Mode.DOCKERFILE, Mode.BUILDAH)

    def __str__(self) -> str:
        """Be the test's parameter."""
        return self.name


def folder_of(path: Path) -> Source:
    """Give the source that is a folder, as it stands."""
    return lambda _: str(path)


def files(contents: Mapping[str, str]) -> Source:
    """Give a source of a few files, by their paths."""

    def write(folder: Path) -> str:
        write_files(folder, contents)
        return str(folder)

    return write


def write_files(folder: Path, contents: Mapping[str, str]) -> None:
    """Write files below a folder."""
    for name, text in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder as nobody in particular, and give its output."""
    author = ("-c", "user.name=A Tester", "-c", "user.email=tester@example.org")
    done = subprocess.run(
        ["git", "-C", str(folder), *author, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(folder: Path, contents: Mapping[str, str]) -> str:
    """Commit files into a folder's git repository, made if need be, and give the commit's id."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write_files(folder, contents)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A commit")
    return git(folder, "rev-parse", "HEAD").strip()


def add_submodule(folder: Path, url: str, place: str) -> str:
    """Commit a submodule at the newest commit of a repository beside, and give the commit's id.

    Args:
        folder: Of the repository that gets it; the repository beside has a folder there too.
        url: Of the other, relative: ``../name``.
        place: Where it is to be.
    """
    module = f'[submodule "{place}"]\n\tpath = {place}\n\turl = {url}\n'
    newest = git(folder / url, "rev-parse", "HEAD").strip()
    # As git submodule add does, without the clone, for which git would have to reach a server.
    git(folder, "update-index", "--add", "--cacheinfo", f"160000,{newest},{place}")
    write_files(folder, {".gitmodules": module})
    git(folder, "add", ".gitmodules")
    git(folder, "commit", "--quiet", "--message", "Add a submodule")
    return git(folder, "rev-parse", "HEAD").strip()
