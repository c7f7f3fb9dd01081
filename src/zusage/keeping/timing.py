"""Timing: the two cut-offs of every stage, and their derivation in words.

Law: `due` (when the routine run may and should act) and `overdue` (when the promise is broken) are different. `after P`:
due at start + P, overdue at start + P + grace. `within P`: due one run and one grace before P has passed, though never
before the start itself; overdue at P. `at once`: due at the start, overdue after the grace. `afterwards`: due when the
duty to keep has ended, overdue a grace later. Where a duty and a period both apply, the later end counts. A duty without a
term in force today, or without end, is never due: what we cannot date we keep.

Example: a voucher of 2017-03-10 under eight years from the end of the year is due from 2026-01-01.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from zusage.keeping.derivation import Derivation
from zusage.model.calendar import Clock, Term, cut_off, cut_off_day, end_of
from zusage.model.period import AT_ONCE, Period
from zusage.plan.condition import CutOff
from zusage.policy.organisation import Run
from zusage.policy.rule import Bound, DatedTerm, Keep, Rule, Stage

NEVER_CUT = CutOff(datetime(1, 1, 2, tzinfo=UTC), date(1, 1, 1))
"""Nothing that counts as a moment lies before this."""

FOREVER = CutOff(datetime(9998, 12, 30, tzinfo=UTC), date(9998, 12, 30))
"""Every readable moment lies before this: `Before(column, FOREVER)` means "the column holds a moment"."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The cut-offs of one stage at one moment."""

    due: CutOff
    overdue: CutOff
    derivation: tuple[tuple[str, str], ...] = ()


def cut(now: datetime, term: Term, zone: ZoneInfo) -> CutOff:
    """Both shapes of the cut-off for `term` at `now`."""
    return CutOff(cut_off(now, term, zone), cut_off_day(now, term, zone))


def earlier(*cuts: CutOff) -> CutOff:
    """The cut-off that all of `cuts` agree on."""
    return CutOff(min(c.instant for c in cuts), min(c.day for c in cuts))


def shifted(by: CutOff, period: Period, zone: ZoneInfo) -> CutOff:
    """The cut-off for what begins `period` before the moment that `by` judges."""
    if by in (NEVER_CUT, FOREVER):
        return by
    return cut(by.instant, Term(period), zone)


def keep_cut(keep: Keep, now: datetime, zone: ZoneInfo, grace: Period = AT_ONCE) -> CutOff:
    """Starts at or before this cut-off are no longer under the duty (nor within `grace` after it)."""
    terms = terms_in_force(keep, now, zone)
    if keep.unlimited is not None or not terms:
        return NEVER_CUT
    return earlier(*(cut(now, Term(term.period + grace, term.clock), zone) for term in terms))


def terms_in_force(keep: Keep, now: datetime, zone: ZoneInfo) -> tuple[DatedTerm, ...]:
    """All terms of the duty that the law has today; where several do, the longest end binds."""
    today = now.astimezone(zone).date()
    return tuple(t for t in keep.terms if t.valid_from <= today and (t.valid_to is None or today < t.valid_to))


def stage_timing(rule: Rule, stage: Stage, run: Run, now: datetime, zone: ZoneInfo) -> Timing:
    """The cut-offs of `stage` at `now`."""
    due, overdue = _bound_cuts(rule, stage, run, now, zone)
    if rule.keep is not None and stage.bound is not Bound.AFTERWARDS:
        due = earlier(due, keep_cut(rule.keep, now, zone))
        overdue = earlier(overdue, keep_cut(rule.keep, now, zone, grace_of(rule, run)))
    terms = terms_in_force(rule.keep, now, zone) if rule.keep is not None else ()
    words = Derivation(rule, stage, run, terms).sentences(due, now.astimezone(zone).date())
    return Timing(due, overdue, words)


def grace_of(rule: Rule, run: Run) -> Period:
    """How long after a deadline a unit of the rule counts as done in time."""
    return run.grace if rule.grace is None else rule.grace


def falls_due(rule: Rule, stage: Stage, run: Run, start: datetime | date, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a unit that began at `start` falls due; None when it never does."""
    end = ran_out(rule, stage, start, now, zone)
    if end is None:
        return None
    if stage.bound is not Bound.WITHIN:
        return end
    lead = (end_of(now, Term(run.every + grace_of(rule, run)), zone)) - now
    return max(end - lead, end_of(start, Term(AT_ONCE), zone))


def ran_out(rule: Rule, stage: Stage, start: datetime | date, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When the period of a unit that began at `start` has passed, without margin; None when it never does."""
    ends = [end_of(start, term, zone) for term in _terms(rule, stage, now, zone)]
    return max(ends) if ends else None


def _terms(rule: Rule, stage: Stage, now: datetime, zone: ZoneInfo) -> Sequence[Term]:
    duty = () if rule.keep is None else terms_in_force(rule.keep, now, zone)
    kept = [Term(t.period, t.clock) for t in duty]
    if rule.keep is not None and (rule.keep.unlimited is not None or not kept):
        return ()
    if stage.bound is Bound.AFTERWARDS:
        return kept
    return [*kept, Term(AT_ONCE if stage.bound is Bound.AT_ONCE else stage.period, Clock.AT)]


def _bound_cuts(rule: Rule, stage: Stage, run: Run, now: datetime, zone: ZoneInfo) -> tuple[CutOff, CutOff]:
    started, grace = cut(now, Term(AT_ONCE), zone), grace_of(rule, run)
    match stage.bound:
        case Bound.AFTER:
            return cut(now, Term(stage.period), zone), cut(now, Term(stage.period + grace), zone)
        case Bound.WITHIN:
            ahead = end_of(now, Term(run.every + grace_of(rule, run)), zone)
            return earlier(cut(ahead, Term(stage.period), zone), started), cut(now, Term(stage.period), zone)
        case Bound.AT_ONCE:
            return started, cut(now, Term(grace), zone)
        case Bound.AFTERWARDS:
            if rule.keep is None:
                return NEVER_CUT, NEVER_CUT
            return keep_cut(rule.keep, now, zone), keep_cut(rule.keep, now, zone, grace)
