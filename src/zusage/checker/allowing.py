"""Allowing: which exception accepts which finding.

Law: an exception accepts findings of its rule inside the thing it stands beside; at an activity also those about the
activity that are to be mended elsewhere; at the end of the declaration all of them. Of several the innermost gives the
reason. (One without a reason is no declaration: ZE119.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zusage.model.finding import Finding
from zusage.model.text import Text
from zusage.policy.facts import Allowance


@dataclass(frozen=True, slots=True)
class Exceptions:
    """The exceptions of a declaration by rule, the innermost first."""

    by_rule: dict[str, tuple[Allowance, ...]]

    def reason(self, finding: Finding) -> Text | None:
        """Why the finding is accepted; None if it is not."""
        found = (one.reason for one in self.by_rule.get(finding.rule, ()) if accepts(one, finding))
        return next(found, None)

    def idle(self, findings: Iterable[Finding], run: frozenset[str]) -> Iterator[Allowance]:
        """Those of rules that ran which accept none of the findings."""
        found: dict[str, list[Finding]] = {}
        for finding in findings:
            found.setdefault(finding.rule, []).append(finding)
        for rule, allowances in self.by_rule.items():
            if rule in run:
                for one in allowances:
                    if not any(accepts(one, finding) for finding in found.get(rule, ())):
                        yield one


def exceptions(allowances: Iterable[Allowance]) -> Exceptions:
    """The exceptions, ready to be asked."""
    by_rule: dict[str, list[Allowance]] = {}
    for one in allowances:
        by_rule.setdefault(one.rule, []).append(one)
    return Exceptions({rule: tuple(sorted(found, key=_breadth)) for rule, found in by_rule.items()})


def accepts(allowance: Allowance, finding: Finding) -> bool:
    """Whether the exception is about this finding."""
    if allowance.rule != finding.rule:
        return False
    if allowance.within is None or finding.place in allowance.within:
        return True
    return bool(allowance.activity) and finding.subject.partition("/")[0] == allowance.activity


def _breadth(allowance: Allowance) -> tuple[bool, int]:
    return (allowance.within is None, len(allowance.within or ()))
