"""Finds what is wrong with vector files: a line each, ``file: vector: what (expected: …)``."""

# ruff: noqa: INP001 (scripts, no package)

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from canonical import canonical_text
from contract import Rule
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

_PLACEHOLDER = re.compile(r"\{[a-z]+\}")
_PLACEHOLDERS = {"{type}", "{text}"}
_GENERATORS = {"$repeat", "$range", "$nest", "$times", "$concat", "$json"}


class UnreadableFileError(Exception):
    """A vector file is not JSON as canonical form has it; the text names the file."""


def read_document(path: Path) -> Any:
    """Parse a vector file.

    Raises:
        UnreadableFileError: It is not UTF-8, not strict JSON, or an object has a key twice.
    """
    try:
        return json.loads(
            path.read_bytes().decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except ValueError as error:
        raise UnreadableFileError(
            f"{_shown(path)}: unreadable: {error} (expected: strict JSON in UTF-8)"
        ) from error


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"key {key} twice")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(f"bare {name}")


def _finite(text: str) -> float:
    if math.isinf(number := float(text)):
        raise ValueError(f"number {text} beyond a double")
    return number


def _shown(path: Path) -> str:
    """Name a file by its topic directory and itself."""
    return f"{path.parent.name}/{path.name}"


def findings(
    paths: list[Path], schema: dict[str, Any], rules: dict[str, Rule], components: list[str]
) -> Iterator[str]:
    """Yield all findings on all vector files, file by file, then those on the whole.

    Args:
        paths: Every vector file.
        schema: ``vector.schema.json``.
        rules: Those of the contract.
        components: Names of the standard components.
    """
    seen: dict[str, str] = {}
    cited: set[str] = set()
    for path in paths:
        try:
            document = read_document(path)
        except UnreadableFileError as error:
            yield str(error)
            continue
        schema_findings = list(_against_schema(_shown(path), document, schema))
        yield from schema_findings
        if schema_findings:
            continue
        if path.read_text(encoding="utf-8") != canonical_text(document, schema):
            yield f"{_shown(path)}: not in canonical form (run: vectors.py format)"
        for vector in document["vectors"]:
            where = f"{_shown(path)}: {vector['id']}"
            if vector["id"] in seen:
                yield f"{where}: id is taken (expected: a new one; {seen[vector['id']]} has it)"
            seen.setdefault(vector["id"], _shown(path))
            cited.update(vector["rules"])
            yield from (
                f"{where}: {finding}" for finding in _on_vector(vector, rules, components, schema)
            )
    for rule in rules.values():
        if rule.id not in cited and not rule.is_tested_elsewhere:
            expected = 'one, or "Tested in …" in its text'
            yield f"contract.md: {rule.id}: no vector (expected: {expected})"


def _against_schema(name: str, document: Any, schema: dict[str, Any]) -> Iterator[str]:
    """Yield what the schema has against a file."""
    for error in Draft202012Validator(schema).iter_errors(document):
        place = list(error.absolute_path)
        steps = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in place]
        shown = "".join(steps).lstrip(".") or "file"
        yield f"{name}: {_vector_at(document, place)}{shown}: {_told(error)}"


def _told(error: ValidationError) -> str:
    """Tell an error; where jsonschema says only that no form fits, by the schema's own words."""
    schema: Any = error.schema
    if error.validator in {"oneOf", "not"} and isinstance(error.instance, dict):
        return f"keys {', '.join(error.instance)} (expected: {schema['description']})"
    return _shortened(error.message)


def _vector_at(document: Any, place: list[str | int]) -> str:
    """Name the vector that a place in a file is in, if it is in one that has an id."""
    if len(place) < 2 or place[0] != "vectors":
        return ""
    vector = document["vectors"][place[1]]
    name = vector.get("id") if isinstance(vector, dict) else None
    return f"{name}: " if isinstance(name, str) else ""


def _shortened(message: str) -> str:
    """Keep a message that quotes a whole step readable."""
    return message if len(message) <= 300 else f"{message[:140]} … {message[-140:]}"


def _on_vector(
    vector: dict[str, Any], rules: dict[str, Rule], components: list[str], schema: dict[str, Any]
) -> Iterator[str]:
    """Yield what is wrong with one vector beyond the schema."""
    for rule in vector["rules"]:
        if rule not in rules:
            yield f"rule {rule} (expected: one of contract.md)"
    if vector["component"] not in components:
        yield f"component {vector['component']} (expected: one of {', '.join(components)})"
    free = any(rules[rule].is_up_to_the_language for rule in vector["rules"] if rule in rules)
    generator = Draft202012Validator({**schema["$defs"]["generator"], "$defs": schema["$defs"]})
    for number, step in enumerate(vector["steps"]):
        if "expectOn" in step and "PAY-18" not in vector["rules"]:
            expected = "one answer everywhere"
            yield f"steps[{number}].expectOn without PAY-18 among the rules (expected: {expected})"
        for text in _texts_of(step):
            yield from (f"steps[{number}]: {finding}" for finding in _on_text(text, free=free))
        for found in _generators_in(step):
            if not generator.is_valid(found):
                shown = _shortened(json.dumps(found))
                yield f"steps[{number}]: generator {shown} (expected: as in vector.schema.json)"


def _texts_of(step: dict[str, Any]) -> Iterator[str]:
    """Yield the texts that an answer's info or message is compared with."""
    for expectation in [step["expect"], *step.get("expectOn", {}).values()]:
        text = expectation.get("error", {}).get("info", expectation.get("grpc", {}).get("message"))
        if isinstance(text, str):
            yield text


def _on_text(text: str, *, free: bool) -> Iterator[str]:
    """Yield what is wrong with one expected text: it has to be whole."""
    if text != text.strip() or not text:
        yield f"info {text!r} (expected: the whole text, without space around it)"
    for placeholder in _PLACEHOLDER.findall(text):
        if placeholder not in _PLACEHOLDERS:
            yield f"info {text!r}: placeholder {placeholder} (expected: {{type}} or {{text}})"
        elif not free:
            expected = "a rule whose text says that the language decides"
            yield f"info {text!r}: placeholder {placeholder} (expected: {expected})"


def _generators_in(value: Any) -> Iterator[Any]:
    """Yield every object that has a generator's key, the outer ones first."""
    if isinstance(value, dict):
        if _GENERATORS & value.keys():
            yield value
        for item in value.values():
            yield from _generators_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _generators_in(item)
