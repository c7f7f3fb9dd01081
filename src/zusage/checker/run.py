"""Running rules: all of them, over one matter, with the exceptions that the declaration itself records.

Law: every rule is either run or named as not run, with the reason. `allow: {ZU204: why}` beside the thing,
at its activity, or at the end of the declaration, turns a finding into an exception, which stays visible in the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from zusage.checker import rules as room
from zusage.checker.rule import Check, Matter, Needs, Rule
from zusage.model.finding import Finding, Severity

Loaded = tuple[Rule, Check]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: findings in order of place, allowed ones with their reason, rules that were not run."""

    findings: tuple[Finding, ...]
    allowed: tuple[tuple[Finding, str], ...]
    run: tuple[str, ...]
    not_run: tuple[tuple[str, str], ...]

    @property
    def clean(self) -> bool:
        """No finding of level error."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def load_rules() -> dict[str, Loaded]:
    """All rules by id."""
    names = sorted(module.name for module in iter_modules(room.__path__))
    modules = [import_module(f"{room.__name__}.{name}") for name in names]
    return {module.RULE.id: (module.RULE, module.check) for module in modules}


def run_rules(matter: Matter, loaded: dict[str, Loaded]) -> Report:
    """Run every rule whose evidence is there."""
    found: list[Finding] = []
    run: list[str] = []
    not_run: list[tuple[str, str]] = []
    for id, (rule, check) in loaded.items():
        if rule.needs is Needs.INVENTORY and matter.survey is None:
            not_run.append((id, rule.needs.value))
            continue
        if not rule.applies(matter.as_of):
            not_run.append((id, "time"))
            continue
        run.append(id)
        found.extend(check(matter))
    found.sort(key=lambda finding: (finding.place, finding.rule, finding.subject))
    allowed = [(finding, reason) for finding in found if (reason := _allowed(finding, matter))]
    kept = tuple(finding for finding in found if not _allowed(finding, matter))
    return Report(kept, tuple(allowed), tuple(run), tuple(not_run))


def _allowed(finding: Finding, matter: Matter) -> str:
    """The reason given for accepting a finding: beside the thing, at its activity, or for the whole declaration."""
    for allowance in matter.policy.allowances:
        if allowance.rule == finding.rule and finding.place in allowance.within:
            return allowance.reason
    activity = matter.policy.activities.get(finding.subject.split("/")[0])
    near = dict(activity.allow) if activity else {}
    return near.get(finding.rule) or dict(matter.policy.allow).get(finding.rule, "")
