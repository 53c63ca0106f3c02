"""The canonical form of vector files: one way to write each, so that diffs show only what changed.

Keys that the schema describes stand in the schema's order; keys inside messages stay as their
author put them. A value goes on one line where it fits, arrays of plain values fill their lines,
and files, vectors and steps always have a line for each key.
"""

# ruff: noqa: INP001 (scripts, no package)

import json
from typing import Any

LINE_WIDTH = 120
_INDENT = "  "
_OPEN_KEYS = {"vectors", "steps"}


def canonical_text(document: Any, schema: dict[str, Any]) -> str:
    """Write a vector file in canonical form.

    Args:
        document: A parsed vector file.
        schema: ``vector.schema.json``, whose ``properties`` give the order of keys.

    Returns:
        The text, UTF-8 unescaped, with a newline at its end. Writing it again changes nothing.
    """
    return _write(_ordered(document, schema, schema), "", "", is_open=True) + "\n"


def _ordered(value: Any, part: Any, schema: dict[str, Any]) -> Any:
    """Put the keys of ``value`` into the order of the schema's ``part``, where that has one."""
    if not isinstance(part, dict):
        return value
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    if isinstance(value, list):
        return [_ordered(item, part.get("items"), schema) for item in value]
    if not isinstance(value, dict):
        return value
    properties = part.get("properties", {})
    other = part.get("additionalProperties")
    keys = [key for key in properties if key in value] + [k for k in value if k not in properties]
    return {key: _ordered(value[key], properties.get(key, other), schema) for key in keys}


def _write(value: Any, indent: str, lead: str, *, is_open: bool) -> str:
    """Write a value.

    Args:
        value: Parsed JSON.
        indent: Of the line that the value begins on.
        lead: What stands before the value on that line: its key, or nothing.
        is_open: Whether it, or what is in it, always has a line for each key.
    """
    line = lead + _json(value)
    # One column is left for a comma.
    fits = len(indent + line) < LINE_WIDTH
    if not isinstance(value, (dict, list)) or not value or (fits and not is_open):
        return line
    inner = indent + _INDENT
    if isinstance(value, dict):
        members = [
            _write(item, inner, f"{_json(key)}: ", is_open=is_open and key in _OPEN_KEYS)
            for key, item in value.items()
        ]
        return f"{lead}{{\n{_joined(members, inner)}\n{indent}}}"
    if not any(isinstance(item, (dict, list)) for item in value):
        return f"{lead}[\n{_filled(value, inner)}\n{indent}]"
    members = [_write(item, inner, "", is_open=is_open) for item in value]
    return f"{lead}[\n{_joined(members, inner)}\n{indent}]"


def _json(value: Any) -> str:
    """Write a value on one line."""
    return json.dumps(value, ensure_ascii=False)


def _joined(members: list[str], indent: str) -> str:
    """Write members one below the other."""
    return ",\n".join(indent + member for member in members)


def _filled(values: list[Any], indent: str) -> str:
    """Write plain values into as few lines as they fit in."""
    items = [_json(value) + "," for value in values]
    items[-1] = items[-1][:-1]
    lines = [items[0]]
    for item in items[1:]:
        if len(indent + lines[-1]) + 1 + len(item) > LINE_WIDTH:
            lines.append(item)
        else:
            lines[-1] += " " + item
    return "\n".join(indent + line for line in lines)
