"""Classes of rules: the regular period of a rule, and which rules share a deletion class.

Law: the regular period ends when the promise would be broken, so it holds the time to carry the deletion out (DIN 66398:
Regellöschfrist); the period before which nothing goes (Vorhaltefrist) is shorter. A rule without a period has none.

Example: "after 30 days" with a grace of a day has a regular period of 31 days, "within 30 days" one of 30.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zusage.model.calendar import Clock
from zusage.model.period import AT_ONCE, Period
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.reference.classes import DeletionClass, standard_class

_ENDS = frozenset({Action.DELETE, Action.DROP, Action.CLEAR, Action.ANONYMISE})


@dataclass(frozen=True, slots=True)
class Regular:
    """The regular period of a rule: what it promises, the time to carry it out, and the clock."""

    period: Period
    carried_out_in: Period
    clock: Clock

    @property
    def whole(self) -> Period:
        """Both together."""
        return self.period + self.carried_out_in


def regular(policy: Policy, rule: Rule, on: date) -> Regular | None:
    """The regular period of the rule under the law of a day."""
    stage = ending(rule)
    if stage is None:
        return None
    grace = policy.run.grace if rule.grace is None else rule.grace
    if stage.bound is Bound.AFTERWARDS:
        term = rule.keep.term(on) if rule.keep is not None else None
        return None if term is None else Regular(term.period, grace, term.clock)
    return Regular(stage.period, AT_ONCE if stage.bound is Bound.WITHIN else grace, Clock.AT)


def ending(rule: Rule) -> Stage | None:
    """The stage that ends the data, if there is one."""
    last = rule.stages[-1] if rule.stages else None
    return last if last is not None and last.action in _ENDS else None


def fits(found: Regular, wanted: DeletionClass) -> bool:
    """Whether a rule with that regular period may stand in the class."""
    if found.clock is not wanted.clock:
        return False
    if wanted.carried_out_in:
        return found.period == wanted.period and found.carried_out_in.longest_hours <= wanted.carried_out_in.shortest_hours
    return found.whole == wanted.period or found.whole.longest_hours <= wanted.period.shortest_hours


def matrix(policy: Policy) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of each class that is used, in order of class; standard or of the organisation's own."""
    used = sorted({rule.deletion_class for rule in policy.rules if rule.deletion_class})
    return {name: tuple(rule for rule in policy.rules if rule.deletion_class == name) for name in used}


def class_of(rule: Rule) -> DeletionClass | None:
    """The standard class that a rule names, or None."""
    return standard_class(rule.deletion_class)
