"""Check: compile a declaration and run the rules that need nothing else.

Law: connects to nothing, needs no secret; reads the published promises where a state lies beside the declaration.
Exit 0 clean, 1 findings of level error, 2 no single meaning (raised). What counts is the law of the day asked for: today,
also where a document is dated earlier. What is wrong today and was right on that earlier day says so (`Finding.right_on`);
on an earlier day asked for it stands apart, in `overtaken`, and never changes the exit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from zusage.app.baseline import Baseline, Compared, compare
from zusage.app.publishing import refuse_renamed
from zusage.app.workspace import read_workspace
from zusage.checker.dated import dates, days_of, marked, overtaken
from zusage.checker.rule import Matter, Rule
from zusage.checker.run import Report, load_rules, run_rules
from zusage.declaration.node import Mapping
from zusage.model.errors import UsageError
from zusage.model.finding import Finding
from zusage.policy.policy import Policy
from zusage.reference.law import near


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found, with the sources for excerpts and the tree for paths."""

    policy: Policy
    report: Report
    rules: dict[str, Rule]
    texts: dict[str, tuple[str, ...]]
    root: Mapping = field(repr=False)
    as_of: date
    overtaken: tuple[Finding, ...] = ()
    """What is wrong today and was right on the earlier day that the check was asked for."""

    @property
    def exit_code(self) -> int:
        """0 clean, 1 at least one finding of level error."""
        return 0 if self.report.clean else 1


def check_declaration(
    path: Path, as_of: date, environment: str | None = None, today: date | None = None, select: Sequence[str] = ()
) -> CheckResult:
    """Compile and run the rules at the law of `as_of`; before `today` the law of today is held beside it.

    Raises DeclarationErrors, and UsageError ZE61 for a selection that means no rule.
    """
    workspace = read_workspace(path, as_of, environment)
    refuse_renamed(workspace)
    loaded, policy = load_rules(), workspace.policy
    selected = selection(loaded, select)

    def judge(day: date) -> Report:
        return run_rules(Matter(policy, day), loaded, selected)

    report = judge(as_of)
    later: tuple[Finding, ...] = ()
    if today is not None and as_of < today:
        later = _later(report, judge(today), as_of)
    elif report.findings:
        report = _dated(report, policy, as_of, judge)
    texts = {name: tuple(text.splitlines()) for name, text in workspace.declaration.texts}
    rules = {id: rule for id, (rule, _) in loaded.items()}
    return CheckResult(policy, report, rules, texts, workspace.declaration.root, as_of, later)


def selection(known: Iterable[str], asked: Sequence[str]) -> frozenset[str] | None:
    """The rules that ids or beginnings of ids mean (ZU3, ZU501); None when nothing was asked for."""
    ids, found = sorted(known), set[str]()
    for word in asked:
        meant = {id for id in ids if id.startswith(word.upper())} if word else set()
        if not meant:
            raise UsageError("ZE61", name=word[:40], near=near(word.upper(), ids))
        found |= meant
    return frozenset(found) if asked else None


def held_against(result: CheckResult, baseline: Baseline) -> tuple[CheckResult, Compared]:
    """The result with the findings that the baseline does not cover, and the comparison."""
    loaded, findings = load_rules(), result.report.findings
    if baseline.written < result.as_of:
        then = run_rules(Matter(result.policy, baseline.written), loaded, result.report.run)
        known = tuple(finding for finding in findings if finding.right_on is None)
        since = {id(finding) for finding in overtaken(known, then.found)}
        findings = tuple(replace(f, right_on=baseline.written) if id(f) in since else f for f in findings)
    compared = compare(findings, result.root, baseline, result.report.run)
    return replace(result, report=replace(result.report, findings=compared.new)), compared


def _later(then: Report, now: Report, day: date) -> tuple[Finding, ...]:
    return tuple(replace(finding, right_on=day) for finding in overtaken(now.findings, then.found))


def _dated(report: Report, policy: Policy, as_of: date, judge: Callable[[date], Report]) -> Report:
    earlier = {day: judge(day).found for day in dates(policy, as_of)}
    return replace(report, findings=marked(report.findings, earlier, days_of(policy))) if earlier else report
