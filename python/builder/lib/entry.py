"""Looks at the component's file, and at what it imports from the source, before uv runs.

Each file is parsed, not run. So Python 2 is found with its line also where BUILD_CHECK=off, and in
a module that is imported only later.
"""

# ruff: noqa: INP001 - of the scripts that assemble runs: in no package
from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.machinery import PathFinder
from pathlib import Path

from problem import Problem
from source_files import FETCH_SUBMODULES

from seldon_wrapper import loading

_AS_COMMITTED = "a git folder is built as committed: commit the file, or give s2i -c"
# Of what is not the component's own: environments and the builder's scripts.
_NOT_OURS = {".s2i", ".venv", "venv", "node_modules", "site-packages"}


@dataclass
class Findings:
    """What was found.

    Attributes:
        problems: What ends the build.
        warnings: Files with wrong syntax that nothing of the component imports.
    """

    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def look_at(source: Path, model_name: str, *, may_be_elsewhere: bool) -> Findings:
    """Look at the files of the component MODEL_NAME.

    Args:
        source: The source folder.
        model_name: ``MyModel`` or ``pkg.mod.Class``, well-formed.
        may_be_elsewhere: Whether the module may come from a package, or at run time only.
    """
    findings = Findings()
    module = model_name.rpartition(".")[0] or model_name
    top = module.partition(".")[0]
    if PathFinder.find_spec(top, [str(source)]) is None and not may_be_elsewhere:
        missing = loading.file_missing(top, source, "the source")
        findings.problems.append(Problem(missing.cause, f"{missing.remedy} ({_AS_COMMITTED})"))
        return findings
    reached = _reached(source, module)
    empty = sorted(_empty_folders(source, module, reached))
    if empty:
        findings.problems.append(
            Problem(
                f"empty folders that {module} imports from: {', '.join(empty)} "
                "(expected: their files)",
                FETCH_SUBMODULES,
            )
        )
    for path in sorted(source.rglob("*.py")):
        if _NOT_OURS & set(path.relative_to(source).parts) or not path.is_file():
            continue
        wrong = _wrong_syntax(source, path)
        if wrong and path in reached:
            findings.problems.append(Problem(wrong.cause, wrong.remedy))
        elif wrong:
            findings.warnings.append(f"{wrong.cause} ({module} does not import it)")
    return findings


def _reached(source: Path, module: str) -> set[Path]:
    """Return the files of the source that a module imports, itself among them."""
    reached: set[Path] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        for path in _files_of(source, name):
            if path not in reached:
                reached.add(path)
                waiting += _imports(source, path)
    return reached


def _empty_folders(source: Path, module: str, reached: set[Path]) -> set[str]:
    """Return the folders that an import names and that have nothing in them.

    git keeps no empty folder, so in a clone each is a submodule that was not fetched; where
    --context-dir chose a part of a repository, its .gitmodules is not there to say so.
    """
    names = {module, *(name for path in reached for name in _imports(source, path))}
    folders = {folder for name in names for folder in Path(*name.split(".")).parents}
    folders |= {Path(*name.split(".")) for name in names}
    found = [source / folder for folder in folders if folder.parts]
    return {
        path.relative_to(source).as_posix()
        for path in found
        if path.is_dir() and not any(path.iterdir())
    }


def _files_of(source: Path, name: str) -> Iterator[Path]:
    """Yield the files that importing a dotted name of the source runs."""
    folder = source
    for part in name.split("."):
        if not part:
            return
        for path in (folder / f"{part}.py", folder / part / "__init__.py"):
            if path.is_file():
                yield path
        folder /= part


def _imports(source: Path, path: Path) -> Iterator[str]:
    """Yield the dotted names that a file imports; none of one that cannot be parsed."""
    tree = _parsed(path, str(path))
    if isinstance(tree, SyntaxError):
        return
    package = ".".join(path.parent.relative_to(source).parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")
            base = ".".join(up[: len(up) - node.level + 1]) if node.level else ""
            stem = ".".join(part for part in (base, node.module or "") if part)
            yield stem
            yield from (f"{stem}.{alias.name}".lstrip(".") for alias in node.names)


def _wrong_syntax(source: Path, path: Path) -> loading.LoadError | None:
    """Return the error of a file that is not Python 3."""
    tree = _parsed(path, str(path.relative_to(source)))
    return loading.wrong_syntax(tree) if isinstance(tree, SyntaxError) else None


def _parsed(path: Path, name: str) -> ast.Module | SyntaxError:
    """Return a file's syntax tree, or why there is none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of odd escapes in strings, which Python still takes
        try:
            return ast.parse(path.read_bytes(), filename=name)
        except SyntaxError as error:
            return error
        except ValueError as error:  # a null byte, in older Pythons
            return SyntaxError(str(error), (name, 1, 0, ""))
