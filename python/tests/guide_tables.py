"""What the user guide has to say by the code: variables, and every message of a build.

As a program it writes the table into the guide; ``test_guide.py`` compares.
"""

from __future__ import annotations

import re
from pathlib import Path

from seldon_conformance.builder.messages import messages_of, normal

from seldon_wrapper.settings import VARIABLES, Status, Variable

PYTHON = Path(__file__).resolve().parents[1]
GUIDE = PYTHON / "README.md"
_BEGIN, _END = "<!-- variables: made by tests/guide_tables.py -->", "<!-- end of variables -->"
_HEAD = "| variable | flag | default | what it does |\n|---|---|---|---|\n"
_SHELL = (
    *("s2i/bin/assemble", "lib/install.sh", "lib/build_config.sh", "lib/index_failure.sh"),
    *("lib/application.sh", "lib/locks.sh", "lib/memory.sh", "s2i/bin/assemble-runtime"),
)
_PROBLEMS = (
    *("preflight", "build_settings", "dependencies", "requirement_files", "source_files"),
    "entry",
)


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
    return {normal(row) for row in rows}


def messages_of_code() -> set[str]:
    """Give the cause of every failure of assemble and of loading."""
    loading = PYTHON / "src" / "seldon_wrapper" / "loading.py"
    builder = PYTHON / "builder"
    modules = [builder / "lib" / f"{name}.py" for name in _PROBLEMS]
    found = messages_of([loading, *modules, *(builder / name for name in _SHELL)])
    # The builders' common steps have their language in a variable.
    return {re.sub("^… ended with exit code", "Python ended with exit code", one) for one in found}


def main() -> None:
    """Write the table of variables into the guide."""
    guide = GUIDE.read_text(encoding="utf-8")
    head, _, rest = guide.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    GUIDE.write_text(f"{head}{_BEGIN}\n{variables_of_code()}{_END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
