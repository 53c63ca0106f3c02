"""Dependency files that make no sense, together or alone."""

from seldon_conformance.builder.python.components import IDENTITY
from seldon_conformance.builder.refusal import SET, refusal

_PYPROJECT = (
    '[project]\nname = "my-model"\nversion = "1.0"\nrequires-python = ">=3.11"\n'
    'dependencies = ["attrs==25.4.0"]\n'
)
# The lock of another list of dependencies: none.
_OLD_LOCK = """version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "my-model"
version = "1.0"
source = { virtual = "." }
"""
_GIT = (
    "REMEDY: name the repository by git+https://…, or build a wheel of it and mount that: "
    "s2i build … -v WHEELS:/whl:ro"
)

REFUSED_DEPENDENCIES = [
    refusal(
        "two-locks",
        {"MyModel.py": IDENTITY, "uv.lock": _OLD_LOCK, "pylock.toml": "", "pyproject.toml": ""},
        "ERROR: uv.lock and pylock.toml are there (expected: one lock)",
        "REMEDY: remove one, or say which counts: -e DEPENDENCY_FILES=uv.lock,pyproject.toml",
    ),
    refusal(
        "lock-alone",
        {"MyModel.py": IDENTITY, "uv.lock": _OLD_LOCK},
        "ERROR: uv.lock without pyproject.toml (expected: both, since it is the lock of that)",
        "REMEDY: commit pyproject.toml too, or run: uv export -o requirements.txt",
    ),
    refusal(
        "old-lock",
        {"MyModel.py": IDENTITY, "uv.lock": _OLD_LOCK, "pyproject.toml": _PYPROJECT},
        "ERROR: uv.lock is not up to date with pyproject.toml "
        "(expected: the lock of what it asks for)",
        "REMEDY: run uv lock, and commit uv.lock",
    ),
    refusal(
        "lock-is-no-lock",
        {"MyModel.py": IDENTITY, "pylock.toml": "<<<<<<< HEAD\n"},
        "ERROR: pylock.toml cannot be read: {text}",
        "REMEDY: make it anew, as with: uv export --format pylock.toml -o pylock.toml",
    ),
    refusal(
        "other-hash",
        {
            "MyModel.py": IDENTITY,
            "requirements.txt": f"attrs==25.4.0 --hash=sha256:{'0' * 64}\n",
        },
        "ERROR: a package is another than the one that was locked: {text}",
        "REMEDY: lock anew if the new file is right; if not, look at who serves this index",
        needs_index=True,
    ),
    refusal(
        "require-hashes",
        {"MyModel.py": IDENTITY, "requirements.txt": "--require-hashes\nattrs==25.4.0\n"},
        "ERROR: requirements.txt, line 1: --require-hashes (expected: hashes without it, since "
        "what the server shares with the component has none there)",
        "REMEDY: remove the line: every hash that is there is checked all the same",
    ),
    refusal(
        "poetry-alone",
        {"MyModel.py": IDENTITY, "poetry.lock": ""},
        "ERROR: poetry.lock: poetry's lock is not read (expected: requirements.txt)",
        "REMEDY: run: poetry export -o requirements.txt",
    ),
    refusal(
        "dependency-files",
        {"MyModel.py": IDENTITY, "requirements.txt": ""},
        "ERROR: DEPENDENCY_FILES: 'requirement.txt' "
        "(expected: of those that are there: requirements.txt)",
        SET,
        *("-e", "DEPENDENCY_FILES=requirement.txt"),
    ),
    refusal(
        "git-over-ssh",
        {
            "MyModel.py": IDENTITY,
            "requirements.txt": "attrs\nshop @ git+ssh://git@git.example/shop.git@main\n",
        },
        "ERROR: requirements.txt, line 2: git+ssh cannot be fetched here (expected: git+https, "
        "git+http or git+file): shop @ git+ssh://git.example/shop.git@main",
        _GIT,
    ),
    refusal(
        "mercurial",
        {"MyModel.py": IDENTITY, "requirements.txt": "-e hg+https://hg.example/shop#egg=shop\n"},
        "ERROR: requirements.txt, line 1: hg+https cannot be fetched here (expected: git+https, "
        "git+http or git+file): -e hg+https://hg.example/shop#egg=shop",
        _GIT,
    ),
    refusal(
        "no-such-repository",
        {"MyModel.py": IDENTITY, "requirements.txt": "shop @ git+file:///no/such/place\n"},
        "ERROR: a repository cannot be fetched: '/no/such/place' does not appear to be a git "
        "repository: {text}",
        "REMEDY: check its URL and branch, or build a wheel of it and mount that: "
        "s2i build … -v WHEELS:/whl:ro",
        is_offline=True,
    ),
]
