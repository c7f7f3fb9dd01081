"""Later: whether a changed rule deletes the same or later than the rule it replaces.

Law: pure and doubtful. True only where it can be read off the two rules: a longer period, fewer rows, more holds, a duty
that did not stand there before. Any other difference counts as earlier, so that the rule is observed anew.

Example: after 30 days → after 60 days is later; after 30 days → after 3 days, or another start, or other rows, is not.
"""

from __future__ import annotations

from dataclasses import replace

from zusage.model.period import AT_ONCE, Period
from zusage.plan.condition import And, Condition
from zusage.policy.meaning import narrowed, promise_digest
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Bound, Rule, Stage, Unless


def is_later(old: Promise, new: Promise) -> bool:
    """Whether `new` deletes nothing earlier than `old`, and nothing that `old` does not delete."""
    before, after = narrowed(old.kind, old.terms), narrowed(new.kind, new.terms)
    if old.kind != new.kind or not isinstance(before, StageTerms) or not isinstance(after, StageTerms):
        return False
    if len(before.rule.stages) != 1 or len(after.rule.stages) != 1 or _rest(new.kind, before) != _rest(new.kind, after):
        return False
    return _rows_fewer(before.rule, after.rule) and _time_later(before.rule, after.rule)


def _rest(kind: str, terms: StageTerms) -> str:
    """The digest of everything that must be the same."""
    rule = terms.rule
    stage = replace(rule.stages[0], bound=Bound.AFTER, period=AT_ONCE)
    same = replace(
        rule, stages=(stage,), where=None, keep=None, unless=None, holds=(), grace=None, keep_newest=0, horizons=()
    )
    return promise_digest(kind, StageTerms(same, 0))


def _rows_fewer(old: Rule, new: Rule) -> bool:
    if new.keep_newest < old.keep_newest or not set(old.holds) <= set(new.holds):
        return False
    return _narrower(old.where, new.where) and _spares(old.unless, new.unless) and (old.keep is None or old.keep == new.keep)


def _narrower(old: Condition | None, new: Condition | None) -> bool:
    if old is None or old == new:
        return True
    return isinstance(new, And) and old in new.parts


def _spares(old: Unless | None, new: Unless | None) -> bool:
    return old == new or (old is None and new is not None and not new.keep_only)


def _time_later(old: Rule, new: Rule) -> bool:
    was, now = old.stages[0], new.stages[0]
    if Bound.WITHIN in (was.bound, now.bound) and (old.grace != new.grace or now.bound is not Bound.WITHIN):
        return now.bound is Bound.AFTER and is_longer(_period(was), _period(now))
    if Bound.AFTERWARDS in (was.bound, now.bound):
        return was.bound is now.bound
    return (was.bound is Bound.WITHIN or now.bound is not Bound.WITHIN) and is_longer(_period(was), _period(now))


def _period(stage: Stage) -> Period:
    return AT_ONCE if stage.bound is Bound.AT_ONCE else stage.period


def is_longer(old: Period, new: Period) -> bool:
    """Whether `new` is at least as long as `old`, whenever it begins."""
    parts = ((new.years, old.years), (new.months, old.months), (new.days, old.days), (new.hours, old.hours))
    return all(after >= before for after, before in parts) or new.shortest_hours >= old.longest_hours
