"""Reads what a builder can say at the end of a build out of its sources, and what checks expect.

Both as they are written, with "…" for each value in a text.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from seldon_conformance.builder import spoilt_sources
from seldon_conformance.builder.language import checks_of
from seldon_conformance.builder.messages_in_r import messages_of_r

_HERE = Path(__file__).resolve().parent
# What makes a message in Python: its first argument is the cause.
_CLASSES = {"Problem", "LoadError"}
# In double quotes, a $(command) may have quotes of its own.
_FAIL = re.compile(r'\bfail "((?:\\.|\$\([^()]*\)|[^"\\])*)"')
_SHELL_VALUE = re.compile(r"\$\([^()]*\)|\$\{[^}]*\}|\$\w+|\$\?")
# What is only a value, and preflight's line for the form of MODEL_NAME, whose end is a value.
_NO_MESSAGES = {"…", "MODEL_NAME: … (…)"}


def messages_of(files: Iterable[Path]) -> set[str]:
    """Give the cause of every failure that scripts and modules can end with."""
    found: list[str] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".py":
            found += _messages_of_python(text)
        elif path.suffix == ".R":
            found += messages_of_r(text)
        else:
            found += [_SHELL_VALUE.sub("…", message) for message in _FAIL.findall(text)]
    return {normal(message) for message in found} - _NO_MESSAGES


def strings_of_checks(language: str, but: Path) -> set[str]:
    """Give every line of every text that a language's checks and apps have.

    Args:
        language: Its name.
        but: The module that has what is not asked.
    """
    of_all = Path(spoilt_sources.__file__)
    modules = [*(_HERE / language).glob("*.py"), of_all, *checks_of(language)]
    return {text for path in modules if path != but for text in strings_of(path)}


def strings_of(path: Path) -> set[str]:
    """Give every line of every text of a module; ``{name}`` is a value too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    texts = [
        _text(node, constants)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Constant)
    ]
    return {normal(re.sub(r"\{\w+\}", "…", line)) for text in texts for line in text.splitlines()}


def is_expected(message: str, strings: Iterable[str]) -> bool:
    """Tell whether one of some texts is the whole message, with values for its "…"."""
    form = re.compile("(ERROR: )?" + ".*".join(map(re.escape, message.split("…"))))
    return any(form.fullmatch(text) for text in strings)


def normal(text: str) -> str:
    """Give a text with single blanks, and one "…" where values follow each other."""
    return re.sub(r"\s+", " ", re.sub(r"…(\s*…)*", "…", text)).strip()


def _messages_of_python(source: str) -> Iterator[str]:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    for call in calls:
        if isinstance(call.func, ast.Name) and call.func.id in _CLASSES and call.args:
            yield _text(call.args[0], {})


def _text(node: ast.expr, constants: Mapping[str, str]) -> str:
    """Give a string as it is written, with "…" for each value in it that is no constant."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, constants) for part in node.values)
    if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Name):
        return constants.get(node.value.id, "…")
    if isinstance(node, ast.Call) and node.args:  # _with_quotes_explained(f"…")
        return _text(node.args[0], constants)
    return "…"
