"""Running rules: all of them, over one matter, with the exceptions that the declaration itself records.

Law: every rule is either run or named as not run, with the reason: it needs a look at the systems ("inventory"), the law
does not ask it on that day ("time"), or nobody selected it ("selection"). `allow: {ZU204: why}` beside the thing, at its
activity, or at the end of the declaration, turns a finding into an exception, which stays visible in the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import iter_modules

from zusage.checker import rules as room
from zusage.checker.allowing import exceptions
from zusage.checker.rule import Check, Matter, Needs, Ran, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

Loaded = tuple[Rule, Check]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: findings in order of place, allowed ones with their reason, rules that were not run."""

    findings: tuple[Finding, ...]
    allowed: tuple[tuple[Finding, Text], ...]
    run: tuple[str, ...]
    not_run: tuple[tuple[str, str], ...]

    @property
    def clean(self) -> bool:
        """No finding of level error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def found(self) -> tuple[Finding, ...]:
        """All findings, the accepted ones too."""
        return (*self.findings, *(finding for finding, _ in self.allowed))


def load_rules() -> dict[str, Loaded]:
    """All rules by id."""
    names = sorted(module.name for module in iter_modules(room.__path__))
    modules = [import_module(f"{room.__name__}.{name}") for name in names]
    return {module.RULE.id: (module.RULE, module.check) for module in modules}


def run_rules(matter: Matter, loaded: dict[str, Loaded], selected: Iterable[str] | None = None) -> Report:
    """Run every rule whose evidence is there; of those, where a selection is given, only the selected ones."""
    wanted = None if selected is None else frozenset(selected)
    reasons = {id: _reason(rule, matter, wanted) for id, (rule, _) in loaded.items()}
    run = tuple(id for id, reason in reasons.items() if not reason)
    first = [id for id in run if not loaded[id][0].last]
    found = [finding for id in first for finding in loaded[id][1](matter)]
    told = replace(matter, ran=Ran(tuple(found), frozenset(first), frozenset(loaded)))
    found += [finding for id in run if loaded[id][0].last for finding in loaded[id][1](told)]
    found.sort(key=lambda finding: (finding.place, finding.rule, finding.subject))
    accepted = exceptions(matter.policy.allowances)
    judged = [(finding, accepted.reason(finding)) for finding in found]
    return Report(
        tuple(finding for finding, reason in judged if reason is None),
        tuple((finding, reason) for finding, reason in judged if reason is not None),
        run,
        tuple((id, reason) for id, reason in reasons.items() if reason),
    )


def _reason(rule: Rule, matter: Matter, selected: frozenset[str] | None) -> str:
    """Why a rule is not run; "" where it is."""
    if selected is not None and rule.id not in selected:
        return "selection"
    if rule.needs is Needs.INVENTORY and matter.survey is None:
        return rule.needs.value
    return "" if rule.applies(matter.as_of) else "time"
