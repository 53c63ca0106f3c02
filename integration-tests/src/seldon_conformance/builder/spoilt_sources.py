"""Sources that git, an archive or Windows has spoilt, of a component in any language."""

from collections.abc import Mapping
from pathlib import Path

from seldon_conformance.builder.recipe import Source, add_submodule, commit, write_files
from seldon_conformance.builder.refusal import Refusal, refusal_of

_POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
    "size 123456\n"
)
_PULL = (
    "REMEDY: run git lfs pull where s2i runs and build that folder with s2i build -c, "
    "or name the files in .s2iignore"
)
_FETCH = (
    "REMEDY: leave --ignore-submodules out, or run git submodule update --init --recursive "
    "and build with s2i build -c"
)
_CONVERT = (
    "REMEDY: convert them with sed -i 's/\\r$//' FILE, and keep them so: "
    "add the line 'FILE text eol=lf' to .gitattributes"
)
_SCRIPT = b"#!/bin/sh\r\nexec /usr/libexec/s2i/run\r\n"


def spoilt_sources(component: Mapping[str, str]) -> list[Refusal]:
    """Give the refusals of a component's spoilt sources.

    Args:
        component: Its files, with ``.s2i/environment``.
    """
    return [
        refusal_of(
            "lfs-pointers",
            _with(component, {"weights/a.bin": _POINTER, "weights/b.bin": _POINTER}),
            "ERROR: Git LFS pointers instead of the files: weights/a.bin (123456 bytes), "
            "weights/b.bin (123456 bytes) (expected: the files themselves)",
            _PULL,
        ),
        # As s2i clones it, where git has no LFS or its files are not there.
        refusal_of(
            "lfs-pointer-of-a-repository",
            _repository_with_a_pointer(component),
            "ERROR: Git LFS pointers instead of the files: weights.bin (123456 bytes) "
            "(expected: the files themselves)",
            _PULL,
        ),
        refusal_of(
            "empty-submodule",
            _with_an_empty_submodule(component),
            "ERROR: empty submodules: libs/shared (expected: their files)",
            _FETCH,
        ),
        refusal_of(
            "submodules-ignored",
            _repository_with_submodules(component),
            "ERROR: empty submodules: libs (expected: their files)",
            _FETCH,
            "--ignore-submodules",
        ),
        refusal_of(
            "windows-line-ends",
            _with_windows_line_ends(component, "before-run"),
            "ERROR: Windows line ends (CRLF) in before-run (expected: LF)",
            _CONVERT,
        ),
        refusal_of(
            "run-of-windows",
            _with_windows_line_ends(component, ".s2i/bin/run"),
            "ERROR: Windows line ends (CRLF) in .s2i/bin/run (expected: LF)",
            _CONVERT,
        ),
        refusal_of(
            "empty-source",
            _with({".s2i/environment": component[".s2i/environment"]}, {}),
            "ERROR: the source is empty (expected: a component)",
            "REMEDY: commit the files or give s2i -c: of a git folder it takes what is committed",
        ),
    ]


def _with(component: Mapping[str, str], more: Mapping[str, str]) -> Source:
    def write(folder: Path) -> str:
        write_files(folder, {**component, **more})
        return str(folder)

    return write


def _with_an_empty_submodule(component: Mapping[str, str]) -> Source:
    modules = '[submodule "shared"]\n\tpath = libs/shared\n\turl = https://git.example/shared.git\n'

    def write(folder: Path) -> str:
        write_files(folder, {**component, ".gitmodules": modules})
        (folder / "libs" / "shared").mkdir(parents=True)
        return str(folder)

    return write


def _repository_with_submodules(component: Mapping[str, str]) -> Source:
    def write(folder: Path) -> str:
        repositories = folder.parent / "repositories"
        app, shared = repositories / "app", repositories / "shared"
        commit(shared, {"prices.txt": "1\n"})
        commit(app, component)
        add_submodule(app, "../shared", "libs")
        return f"file://{app}"

    return write


def _repository_with_a_pointer(component: Mapping[str, str]) -> Source:
    def write(folder: Path) -> str:
        commit(folder, {**component, "weights.bin": _POINTER})
        return f"file://{folder}"

    return write


def _with_windows_line_ends(component: Mapping[str, str], script: str) -> Source:
    def write(folder: Path) -> str:
        write_files(folder, {**component, script: ""})
        (folder / script).write_bytes(_SCRIPT)
        return str(folder)

    return write
