"""Which checks a run asks: what is selected, what is left out, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seldon_conformance.collected import Collected
from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.options import Options
from seldon_conformance.rules import contract
from seldon_conformance.vectors import Setting, Transport


class Depth(StrEnum):
    """How much is known of the subject, and so how much can be asked."""

    STANDARD = "standard component"
    ANY = "any component"


@dataclass(frozen=True)
class Scope:
    """What of the suite a run asks.

    Attributes:
        component: The standard component that the subject is, or empty.
        rules: Numbers of the rules that are selected.
        is_whole: Whether these are all rules.
        missing: Transports that cannot be asked over.
        can_start: Whether the subject can be started anew, with a setting of its own.
    """

    component: str
    rules: tuple[str, ...]
    is_whole: bool
    missing: tuple[Transport, ...]
    can_start: bool

    @property
    def depth(self) -> Depth:
        """Give the depth."""
        return Depth.STANDARD if self.component else Depth.ANY

    def selects(self, check: Collected) -> bool:
        """Tell whether a check is about a selected rule."""
        return self.is_whole or any(rule in self.rules for rule in check.about.rules)

    def reason_against(self, check: Collected) -> str:
        """Say why a selected check cannot be asked; empty if it can."""
        for transport in check.about.transports:
            if transport in self.missing:
                return f"needs {_NAMES[transport]} (give --{transport})"
        if check.case is None or self.can_start:
            return ""
        setting = check.case.setting
        if setting.variables():
            return f"needs a server with {' '.join(setting.variables())} (give --image or --source)"
        if setting.fresh_for:
            return "needs a server that nobody has asked yet (give --image or --source)"
        return ""

    def setting(self, fallback: str) -> Setting:
        """Give the setting of the server that all checks share that need none of their own."""
        return Setting(self.component or fallback)


_NAMES: Mapping[Transport, str] = {Transport.REST: "REST", Transport.GRPC: "gRPC"}


def scope_of(options: Options) -> Scope:
    """Work out the scope of a run.

    Raises:
        OptionError: There is no such component or rule, or no subject.
    """
    components = standard_components()
    if options.component and options.component not in components:
        raise OptionError(
            f"component: {options.component} (expected: one of {', '.join(components)})"
        )
    given = {Transport.REST: options.rest_url, Transport.GRPC: options.grpc_target}
    starts = bool(options.image or options.source)
    if not starts and not any(given.values()):
        raise OptionError("subject: none (expected: --rest or --grpc, --image, or --source)")
    missing = () if starts else tuple(name for name, place in given.items() if not place)
    rules = contract().selected(options.rules)
    return Scope(options.component, rules, not options.rules, missing, starts)


def left_out_lines(
    scope: Scope, checks: Sequence[Collected], wanted: Sequence[str], other_vectors: int
) -> list[str]:
    """Say in a line each what a run does not ask.

    Args:
        scope: Of the run.
        checks: All that there are for such a subject.
        wanted: The rules as they were asked for.
        other_vectors: How many golden vectors are none for it.
    """
    lines = []
    if other_vectors:
        hint = "" if scope.component else ", of standard components (give --component)"
        lines.append(f"{other_vectors} golden vectors of other components{hint}")
    if wanted:
        others = sum(not scope.selects(check) for check in checks)
        lines.append(f"{others} checks of other rules than {', '.join(wanted)}")
    reasons = Counter(scope.reason_against(check) for check in checks if scope.selects(check))
    del reasons[""]
    return [*lines, *(f"{count} checks: {reason}" for reason, count in reasons.items())]
