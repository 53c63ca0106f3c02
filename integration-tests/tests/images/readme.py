"""What the README of a template app says to do, done."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from places import REPOSITORY
from recipes import TemplateApp

from seldon_conformance.builder.served import Served, served


@dataclass(frozen=True)
class Question:
    """What the README asks.

    Attributes:
        verb: As the path has it.
        message: What is sent.
        answer: What comes back.
    """

    verb: str
    message: Any
    answer: Any


def readme_of(app: TemplateApp) -> str:
    """Give the text."""
    return (app.folder / "README.md").read_text(encoding="utf-8")


def question_of(app: TemplateApp) -> Question:
    """Give what its last command asks, and the answer below it."""
    words = shlex.split(_commands(app)[-1])
    (answer,) = _blocks(app, "json")
    (message,) = _values_after(words, "-d")
    return Question(words[2].rpartition("/")[2], json.loads(message), json.loads(answer))


@contextmanager
def served_as_told(app: TemplateApp, image: str) -> Iterator[Served]:
    """Type the commands: what comes before the build, and docker run with its options."""
    *preparations, run, _ = _commands(app)
    for commands in preparations:
        subprocess.run(["bash", "-euc", commands], cwd=REPOSITORY, check=True)
    words = shlex.split(run[run.index("docker run") :])
    variables = dict(value.split("=", 1) for value in _values_after(words, "-e"))
    mounts = [value.split(":") for value in _values_after(words, "-v")]
    folders = {Path(folder.replace("$PWD", str(REPOSITORY))): place for folder, place, _ in mounts}
    with served(image, variables, mounts=folders) as container:
        yield container


def _commands(app: TemplateApp) -> list[str]:
    return _blocks(app, "sh")


def _blocks(app: TemplateApp, language: str) -> list[str]:
    pattern = rf"^```{language}\n(.*?)^```"
    return re.findall(pattern, readme_of(app), flags=re.MULTILINE | re.DOTALL)


def _values_after(words: list[str], option: str) -> list[str]:
    return [value for word, value in pairwise(words) if word == option]
