"""What the user guide has to say by the code: variables, and every message of a build.

As a program it writes the table into the guide; ``test_guide.py`` compares.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from seldon_wrapper.settings import VARIABLES, Status, Variable

PYTHON = Path(__file__).resolve().parents[1]
GUIDE = PYTHON / "README.md"
_BEGIN, _END = "<!-- variables: made by tests/guide_tables.py -->", "<!-- end of variables -->"
_HEAD = "| variable | flag | default | what it does |\n|---|---|---|---|\n"
_SHELL = (
    *("s2i/bin/assemble", "lib/install.sh", "lib/build_config.sh", "lib/index_failure.sh"),
    *("lib/locks.sh", "lib/memory.sh", "s2i/bin/assemble-runtime"),
)
_PROBLEMS = ("preflight", "dependencies", "requirement_files", "source_files", "entry")
# In double quotes, a $(command) may have quotes of its own.
_FAIL = re.compile(r'\bfail "((?:\\.|\$\([^()]*\)|[^"\\])*)"')
_SHELL_VALUE = re.compile(r"\$\([^()]*\)|\$\{[^}]*\}|\$\w+|\$\?")
# What is only a value, and preflight's line for the form of MODEL_NAME, whose end is a value.
_NO_MESSAGES = {"…", "MODEL_NAME: … (…)"}


def variables_of_guide(guide: str) -> str:
    """Give the table that the guide has, without its markers."""
    return guide.partition(_BEGIN)[2].partition(_END)[0].strip() + "\n"


def variables_of_code() -> str:
    """Give the table that the code has, in the order of the code."""
    return _HEAD + "".join(_row(variable) for variable in VARIABLES)


def _row(variable: Variable) -> str:
    names = [f"`{name}`" for name in (variable.name, *variable.aliases) if name]
    flag = f"`--{variable.flag}`" if variable.flag else ""
    default = f"`{variable.default}`" if variable.default else ""
    told = variable.help
    if variable.status in (Status.NOTICE, Status.REFUSED):
        told = f"*{variable.status}*: {told}"
    elif variable.status is Status.BUILD:
        told = f"*{variable.status}*: {told[0].lower()}{told[1:]}"
    cells = (", ".join(names), flag, default, told.replace("|", "\\|"))
    return f"| {' | '.join(cells)} |\n".replace("|  |", "| |").replace("|  |", "| |")


def messages_of_guide(guide: str) -> set[str]:
    """Give the first column of the guide's tables of messages; "…" stands for what varies."""
    section = guide.partition("<!-- messages -->")[2].partition("<!-- end of messages -->")[0]
    rows = re.findall(r"^\| `` (.+?) `` \|", section, re.MULTILINE)
    return {_normal(row) for row in rows}


def messages_of_code() -> set[str]:
    """Give the cause of every failure of assemble and of loading."""
    loading = PYTHON / "src" / "seldon_wrapper" / "loading.py"
    found = [*_python_messages(loading, "LoadError")]
    for name in _PROBLEMS:
        found += _python_messages(PYTHON / "builder" / "lib" / f"{name}.py", "Problem")
    for name in _SHELL:
        text = (PYTHON / "builder" / name).read_text(encoding="utf-8")
        found += [_SHELL_VALUE.sub("…", message) for message in _FAIL.findall(text)]
    return {_normal(message) for message in found} - _NO_MESSAGES


def _python_messages(path: Path, name: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield _text(node.args[0])


def _text(node: ast.expr) -> str:
    """Give a string as it is written, with "…" for each value in it."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) for part in node.values)
    if isinstance(node, ast.Call) and node.args:  # _with_quotes_explained(f"…")
        return _text(node.args[0])
    return "…"


def _normal(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"…(\s*…)*", "…", text)).strip()


def main() -> None:
    """Write the table of variables into the guide."""
    guide = GUIDE.read_text(encoding="utf-8")
    head, _, rest = guide.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    GUIDE.write_text(f"{head}{_BEGIN}\n{variables_of_code()}{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
