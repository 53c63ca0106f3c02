"""Sources that git, an archive or the years have spoilt."""

from pathlib import Path

from seldon_conformance.builder.python.components import IDENTITY
from seldon_conformance.builder.recipe import add_submodule, commit, write_files
from seldon_conformance.builder.refusal import refusal, refusal_of

_POINTER = (
    "version https://git-lfs.github.com/spec/v1\n"
    "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
    "size 123456\n"
)


def _with_an_empty_submodule(folder: Path) -> str:
    modules = '[submodule "shared"]\n\tpath = libs/shared\n\turl = https://git.example/shared.git\n'
    write_files(folder, {"MyModel.py": IDENTITY, ".gitmodules": modules})
    write_files(folder, {".s2i/environment": "MODEL_NAME=MyModel\n"})
    (folder / "libs" / "shared").mkdir(parents=True)
    return str(folder)


def _repository_with_submodules(folder: Path) -> str:
    repositories = folder.parent / "repositories"
    app, shared = repositories / "app", repositories / "shared"
    commit(shared, {"prices.txt": "1\n"})
    commit(app, {"MyModel.py": IDENTITY, ".s2i/environment": "MODEL_NAME=MyModel\n"})
    add_submodule(app, "../shared", "libs")
    return f"file://{app}"


def _repository_with_a_pointer(folder: Path) -> str:
    contents = {"MyModel.py": IDENTITY, ".s2i/environment": "MODEL_NAME=MyModel\n"}
    commit(folder, {**contents, "weights.bin": _POINTER})
    return f"file://{folder}"


def _with_windows_line_ends(folder: Path) -> str:
    write_files(folder, {"MyModel.py": IDENTITY, ".s2i/environment": "MODEL_NAME=MyModel\n"})
    (folder / "before-run").write_bytes(b"#!/bin/sh\r\necho prepared\r\n")
    return str(folder)


REFUSED_SOURCES = [
    refusal(
        "lfs-pointers",
        {"MyModel.py": IDENTITY, "weights/a.bin": _POINTER, "weights/b.bin": _POINTER},
        "ERROR: Git LFS pointers instead of the files: weights/a.bin (123456 bytes), "
        "weights/b.bin (123456 bytes) (expected: the files themselves)",
        "REMEDY: run git lfs pull where s2i runs and build that folder with s2i build -c, "
        "or name the files in .s2iignore",
    ),
    refusal_of(
        "empty-submodule",
        _with_an_empty_submodule,
        "ERROR: empty submodules: libs/shared (expected: their files)",
        "REMEDY: leave --ignore-submodules out, or run git submodule update --init --recursive "
        "and build with s2i build -c",
    ),
    # As s2i clones it, where git has no LFS or its files are not there.
    refusal_of(
        "lfs-pointer-of-a-repository",
        _repository_with_a_pointer,
        "ERROR: Git LFS pointers instead of the files: weights.bin (123456 bytes) "
        "(expected: the files themselves)",
        "REMEDY: run git lfs pull where s2i runs and build that folder with s2i build -c, "
        "or name the files in .s2iignore",
    ),
    refusal_of(
        "submodules-ignored",
        _repository_with_submodules,
        "ERROR: empty submodules: libs (expected: their files)",
        "REMEDY: leave --ignore-submodules out, or run git submodule update --init --recursive "
        "and build with s2i build -c",
        "--ignore-submodules",
    ),
    refusal_of(
        "windows-line-ends",
        _with_windows_line_ends,
        "ERROR: Windows line ends (CRLF) in before-run (expected: LF)",
        "REMEDY: convert them with sed -i 's/\\r$//' FILE, and keep them so: "
        "add the line 'FILE text eol=lf' to .gitattributes",
    ),
    refusal(
        "no-python-file",
        {"README.md": "A model.\n"},
        "ERROR: no module 'MyModel' in the source: no .py file (expected: MyModel.py)",
        "REMEDY: Add MyModel.py, or set MODEL_NAME to the name of a file that is there. "
        "(a git folder is built as committed: commit the file, or give s2i -c)",
    ),
    # Found although nothing is imported in the build, and in another file than the component's.
    refusal(
        "python-2-in-a-package",
        {
            "MyModel.py": f"from shop.prices import price\n\n\n{IDENTITY}",
            "shop/__init__.py": "",
            "shop/prices.py": "def price(x):\n    try:\n        return x\n"
            "    except ValueError, error:\n        raise\n",
        },
        "ERROR: shop/prices.py, line 4 is not Python 3: multiple exception types must be "
        "parenthesized: except ValueError, error:",
        "REMEDY: This is Python 2; rewrite it for Python 3 (2to3 does most of it).",
        *("-e", "BUILD_CHECK=off"),
    ),
    refusal(
        "python-2-module",
        {"MyModel.py": f"import urllib2\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel needs the module 'urllib2', which Python 3 does not have "
        "(MyModel.py, line 1: import urllib2)",
        "REMEDY: This is Python 2; in Python 3 it is urllib.request.",
    ),
    refusal(
        "module-of-seldon-core",
        {"MyModel.py": f"from seldon_core.user_modle import SeldonComponent\n\n\n{IDENTITY}"},
        "ERROR: importing MyModel needs the module 'seldon_core.user_modle', which the server's "
        "seldon_core does not have "
        "(MyModel.py, line 1: from seldon_core.user_modle import SeldonComponent)",
        "REMEDY: Use one of seldon_core.flask_utils, seldon_core.metrics, seldon_core.proto, "
        "seldon_core.storage, seldon_core.user_model, seldon_core.utils; "
        "did you mean seldon_core.user_model?",
    ),
]
