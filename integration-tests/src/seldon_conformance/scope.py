"""Which checks a run asks: what is selected, what is left out, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seldon_conformance.collected import Collected
from seldon_conformance.components import standard_components
from seldon_conformance.errors import OptionError
from seldon_conformance.options import Options
from seldon_conformance.patterns import is_like
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
        wanted: The rules as they were asked for; nothing for all.
        without: Patterns of ids of checks that are not asked.
        missing: Transports that cannot be asked over.
        can_start: Whether the subject can be started anew, with a setting of its own.
    """

    component: str
    rules: tuple[str, ...]
    wanted: tuple[str, ...]
    without: tuple[str, ...]
    missing: tuple[Transport, ...]
    can_start: bool

    @property
    def depth(self) -> Depth:
        """Give the depth."""
        return Depth.STANDARD if self.component else Depth.ANY

    def selects(self, check: Collected) -> bool:
        """Tell whether a check is about a selected rule."""
        return not self.wanted or any(rule in self.rules for rule in check.about.rules)

    def reason_against(self, check: Collected) -> str:
        """Say why a selected check cannot be asked; empty if it can."""
        for pattern in self.without:
            if is_like(check.id, pattern):
                return f"--without {pattern}"
        for transport in check.about.ways:
            if transport in self.missing:
                return f"needs {_NAMES[Transport(transport)]} (give --{transport})"
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
    _check_subject(options)
    starts = bool(options.image or options.source)
    missing = () if starts else tuple(name for name, place in given.items() if not place)
    rules = contract().selected(options.rules)
    return Scope(options.component, rules, options.rules, options.without, missing, starts)


def _check_subject(options: Options) -> None:
    """Refuse more than one kind of subject, or none, or half of one."""
    kinds = {
        "--rest or --grpc": options.rest_url or options.grpc_target,
        "--image": options.image,
        "--source": options.source,
    }
    given = [kind for kind, value in kinds.items() if value]
    if len(given) != 1:
        raise OptionError(
            f"subject: {' and '.join(given) or 'none'} "
            "(expected: a server by --rest and --grpc, or --image, or --source)"
        )
    if bool(options.source) != bool(options.builder):
        half = "alone" if options.source else "none"
        raise OptionError(f"source: {half} (expected: --source with --builder)")
    for name, url in (("rest", options.rest_url), ("metrics", options.metrics_url)):
        if url and not url.startswith("http://"):
            raise OptionError(f"{name}: {url} (expected: an address that begins with http://)")


def left_out_lines(scope: Scope, checks: Sequence[Collected], other_vectors: int) -> list[str]:
    """Say in a line each what a run does not ask.

    Args:
        scope: Of the run.
        checks: All that there are for such a subject.
        other_vectors: How many golden vectors are none for it.
    """
    lines = []
    if other_vectors:
        hint = "" if scope.component else ", of standard components (give --component)"
        lines.append(f"{other_vectors} golden vectors of other components{hint}")
    if scope.wanted:
        others = sum(not scope.selects(check) for check in checks)
        lines.append(f"{others} checks of other rules than {', '.join(scope.wanted)}")
    reasons = Counter(scope.reason_against(check) for check in checks if scope.selects(check))
    del reasons[""]
    return [*lines, *(f"{count} checks: {reason}" for reason, count in reasons.items())]
