"""Reads how a subject is named on the command line of ``compare``, and what it can be asked."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from seldon_conformance.collected import all_cases
from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.options import LANGUAGES, Options
from seldon_conformance.subjects import Subject, SubjectSource
from seldon_conformance.vectors import Case, Setting, Transport

_KEYS = ("rest", "grpc", "image", "language")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True)
class SubjectWords:
    """A subject as it was named.

    Attributes:
        options: Where it is.
        variables: Of an image's containers, beside those of each setting.
    """

    options: Options
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WithVariables:
    """Starts subjects with further variables; those of the setting win.

    Attributes:
        source: Starts them.
        variables: Theirs.
    """

    source: SubjectSource
    variables: Mapping[str, str]

    @contextmanager
    def start(self, setting: Setting) -> Iterator[Subject]:
        """Start one.

        Raises:
            SubjectError: See ``SubjectSource``.
        """
        environment = {**self.variables, **dict(setting.environment)}
        changed = replace(setting, environment=tuple(sorted(environment.items())))
        with self.source.start(changed) as subject:
            yield subject


def read_subject(text: str) -> SubjectWords:
    """Read a subject: an image, or ``key=value`` joined by commas.

    Raises:
        OptionError: Another key, a key twice, an unknown language, neither a server nor an image,
            or both; a variable for a server that runs already.
    """
    if "=" not in text:
        return SubjectWords(Options(image=text))
    given: dict[str, str] = {}
    for word in text.split(","):
        key, _, value = word.partition("=")
        if not value or not (key in _KEYS or _VARIABLE.fullmatch(key)):
            raise OptionError(
                f"{text}: {word} (expected: {'=, '.join(_KEYS)}= or VARIABLE=, and a value)"
            )
        if key in given:
            raise OptionError(f"{text}: {key} twice (expected: once)")
        given[key] = value
    if given.get("language", LANGUAGES[0]) not in LANGUAGES:
        raise OptionError(f"{text}: {given['language']} (expected: {', '.join(LANGUAGES)})")
    if ("image" in given) == bool({"rest", "grpc"} & given.keys()):
        raise OptionError(f"{text} (expected: rest= and grpc= of a running server, or image=)")
    variables = {key: value for key, value in given.items() if key not in _KEYS}
    if variables and "image" not in given:
        raise OptionError(
            f"{text}: {', '.join(variables)} (expected: image=, for whose containers they are)"
        )
    options = Options(
        rest_url=given.get("rest", ""),
        grpc_target=given.get("grpc", ""),
        image=given.get("image", ""),
        language=given.get("language", ""),
    )
    return SubjectWords(options, variables)


def cases_for(subjects: Iterable[Options], component: str) -> list[Case]:
    """Give the cases of a standard component that all subjects can be asked.

    A running server is what it is, so it is asked what needs no setting of its own, over the
    transports that are given.

    Raises:
        OptionError: There is no such component, or no such case.
    """
    if component not in standard_components():
        names = ", ".join(standard_components())
        raise OptionError(f"component: {component} (expected: {names})")
    cases = [
        case
        for case in all_cases()
        if case.setting.component == component
        and all(_can_be_asked(case, subject) for subject in subjects)
    ]
    if not cases:
        raise OptionError(
            f"component {component}: no vector that a running server can be asked "
            "(expected: images, which are started anew for each setting)"
        )
    return cases


def _can_be_asked(case: Case, subject: Options) -> bool:
    if subject.image:
        return True
    given = {Transport.REST: subject.rest_url, Transport.GRPC: subject.grpc_target}
    is_plain = case.setting == Setting(case.setting.component)
    return is_plain and all(given[case.transport_of(step)] for step in case.vector.steps)
