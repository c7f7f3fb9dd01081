"""Timing: the two cut-offs of every stage, and their derivation in words.

Law: `due` (when the routine run may and should act) and `overdue` (when the promise is broken) are different. `after P`:
due at start + P, overdue at start + P + grace. `within P`: due one run and one grace (and what an undo window takes)
before P has passed, though never before the start itself; overdue at P. `at once`: due at the start, overdue after the
grace. `afterwards`: due when the duty to keep has ended, overdue a grace later, or when the outer bound (`at_the_latest`,
or the statute's own) has passed.
Where a duty and a period both apply, the later end counts; a duty delays no lock and no restriction. A duty without a term
in force today, or without end, is never due: what we cannot date we keep. A duty that asks for a statement ends only for
years that the statement covers.

Example: a voucher of 2017-03-10 under eight years from the end of the year is due from 2026-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from zusage.keeping.derivation import Derivation
from zusage.keeping.release import released, terms_in_force
from zusage.model.calendar import Term, cut_off, cut_off_day, end_of, last_instant
from zusage.model.period import AT_ONCE, Period
from zusage.plan.condition import CutOff
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, Keep, Rule, Stage
from zusage.policy.undo_window import lead_of

_DELAYED_BY_NOTHING = frozenset({Action.LOCK, Action.RESTRICT})
"""A duty to keep wants the data there; that nobody writes or uses them does not touch it."""

NEVER_CUT = CutOff(datetime(1, 1, 2, tzinfo=UTC), date(1, 1, 1))
"""Nothing that counts as a moment lies before this."""

FOREVER = CutOff(datetime(9998, 12, 30, tzinfo=UTC), date(9998, 12, 30))
"""Every readable moment lies before this: `Before(column, FOREVER)` means "the column holds a moment"."""


@dataclass(frozen=True, slots=True)
class Timing:
    """The cut-offs of one stage at one moment. `ripe` is `due` whatever has been stated: rows between the two are past
    their period and kept only because a statement is missing. `overdue` asks for no statement either; who counts leaves
    out what a duty protects."""

    due: CutOff
    overdue: CutOff
    derivation: tuple[tuple[str, str], ...]
    ripe: CutOff


@lru_cache(maxsize=4096)
def cut(now: datetime, term: Term, zone: ZoneInfo) -> CutOff:
    """Both shapes of the cut-off for `term` at `now`; the same few are asked for by every rule on every target."""
    return CutOff(cut_off(now, term, zone), cut_off_day(now, term, zone))


def earlier(*cuts: CutOff) -> CutOff:
    """The cut-off that all of `cuts` agree on."""
    return CutOff(min(c.instant for c in cuts), min(c.day for c in cuts))


def later(*cuts: CutOff) -> CutOff:
    """The cut-off that one of `cuts` allows."""
    return CutOff(max(c.instant for c in cuts), max(c.day for c in cuts))


def shifted(by: CutOff, period: Period, zone: ZoneInfo) -> CutOff:
    """The cut-off for what begins `period` before the moment that `by` judges."""
    if by in (NEVER_CUT, FOREVER):
        return by
    return cut(by.instant, Term(period), zone)


def keep_cut(keep: Keep, now: datetime, zone: ZoneInfo, grace: Period = AT_ONCE) -> CutOff:
    """Starts at or before this cut-off are no longer under the duty (nor within `grace` after it)."""
    if keep.asks:
        stated = NEVER_CUT if keep.stated is None else CutOff(last_instant(keep.stated, zone), keep.stated)
        return earlier(ended_cut(keep, now, zone, grace), stated)
    return ended_cut(keep, now, zone, grace)


def ended_cut(keep: Keep, now: datetime, zone: ZoneInfo, grace: Period = AT_ONCE) -> CutOff:
    """The same whatever has been stated: the period of the duty has ended."""
    terms = terms_in_force(keep, now, zone)
    if keep.unlimited is not None or not terms:
        return NEVER_CUT
    return earlier(*(cut(now, term.counting(grace), zone) for term in terms))


def stage_timing(rule: Rule, stage: Stage, run: Run, now: datetime, zone: ZoneInfo) -> Timing:
    """The cut-offs of `stage` at `now`."""
    ripe, overdue = _bound_cuts(rule, stage, run, now, zone)
    keep = duty_of(rule, stage)
    if keep is not None and stage.bound is not Bound.AFTERWARDS:
        ripe = earlier(ripe, ended_cut(keep, now, zone))
        overdue = earlier(overdue, ended_cut(keep, now, zone, grace_of(rule, run)))
    due = ripe if keep is None else earlier(ripe, keep_cut(keep, now, zone))
    if (bound := _outer_cut(rule, stage, now, zone)) is not None:
        bound = earlier(bound, ripe)
        overdue = bound if stage.bound is Bound.AFTERWARDS else later(bound, overdue)
    words = Derivation(rule, stage, run, terms_in_force(keep, now, zone) if keep is not None else ())
    asked = ripe.day if due != ripe else None
    told = words.sentences(due, now.astimezone(zone).date(), asked)
    return Timing(due, earlier(overdue, due) if rule.whole else overdue, told, ripe)


def duty_of(rule: Rule, stage: Stage) -> Keep | None:
    """The duty that delays the stage."""
    return None if stage.action in _DELAYED_BY_NOTHING and stage.bound is not Bound.AFTERWARDS else rule.keep


def grace_of(rule: Rule, run: Run) -> Period:
    """How long after a deadline a unit of the rule counts as done in time."""
    return run.grace if rule.grace is None else rule.grace


def falls_due(rule: Rule, stage: Stage, run: Run, start: datetime | date, now: datetime, zone: ZoneInfo) -> datetime | None:
    """When a unit that began at `start` falls due, whatever has been stated; None when it never does."""
    keep = duty_of(rule, stage)
    end = ran_out(rule, stage, start, zone)
    if end is None:
        return None
    if stage.bound is not Bound.WITHIN:
        return end
    lead = (end_of(now, Term(lead_of(rule, stage, run)), zone)) - now
    kept = released(keep, start, zone) if keep is not None else None
    return max(end - lead, end_of(start, Term(AT_ONCE), zone), kept or end - lead)


def falls_overdue(rule: Rule, stage: Stage, run: Run, start: datetime | date, zone: ZoneInfo) -> datetime | None:
    """When the promise is broken for a unit that began at `start` and still stands; None when it never is."""
    end, grace = ran_out(rule, stage, start, zone), grace_of(rule, run)
    if end is None:
        return None
    bounds = [max(end_of(start, term, zone), end) for term in outer_terms(rule, stage, end, zone)]
    if bounds and stage.bound is Bound.AFTERWARDS:
        return min(bounds)
    own = Term(stage.period if stage.bound is Bound.WITHIN else stage.period + grace)
    ends = [end] if stage.bound is Bound.AFTERWARDS else [end_of(start, own, zone)]
    if (keep := duty_of(rule, stage)) is not None:
        ends += [end_of(start, t.counting(grace), zone) for t in terms_in_force(keep, end, zone)]
    return min(max(ends), *bounds) if bounds else max(ends)


def ran_out(rule: Rule, stage: Stage, start: datetime | date, zone: ZoneInfo) -> datetime | None:
    """When the period of a unit that began at `start` has passed, without margin; None when it never does."""
    keep, ends = duty_of(rule, stage), list[datetime]()
    if keep is not None:
        free = released(keep, start, zone)
        if free is None:
            return None
        ends.append(free)
    if stage.bound is not Bound.AFTERWARDS:
        ends.append(end_of(start, Term(AT_ONCE if stage.bound is Bound.AT_ONCE else stage.period), zone))
    return max(ends) if ends else None


def is_stated(keep: Keep, start: datetime | date, zone: ZoneInfo) -> bool:
    """Whether the statement that the duty asks for covers what began at `start`."""
    day = start.astimezone(zone).date() if isinstance(start, datetime) else start
    return not keep.asks or (keep.stated is not None and day <= keep.stated)


def outer_terms(rule: Rule, stage: Stage, now: datetime, zone: ZoneInfo) -> tuple[Term, ...]:
    """The terms by which a unit must be gone at the latest: the rule's own bound, and the longest the statute allows."""
    if not rule.stages or stage != rule.stages[-1] or stage.action in _DELAYED_BY_NOTHING:
        return ()
    own = () if rule.at_the_latest is None else (Term(rule.at_the_latest),)
    terms = terms_in_force(rule.keep, now, zone) if rule.keep is not None else ()
    return (*own, *(replace(t.counting(), period=t.longest) for t in terms if t.longest is not None))


def _outer_cut(rule: Rule, stage: Stage, now: datetime, zone: ZoneInfo) -> CutOff | None:
    cuts = [cut(now, term, zone) for term in outer_terms(rule, stage, now, zone)]
    return later(*cuts) if cuts else None


def _bound_cuts(rule: Rule, stage: Stage, run: Run, now: datetime, zone: ZoneInfo) -> tuple[CutOff, CutOff]:
    started, grace = cut(now, Term(AT_ONCE), zone), grace_of(rule, run)
    match stage.bound:
        case Bound.AFTER:
            return cut(now, Term(stage.period), zone), cut(now, Term(stage.period + grace), zone)
        case Bound.WITHIN:
            ahead = end_of(now, Term(lead_of(rule, stage, run)), zone)
            return earlier(cut(ahead, Term(stage.period), zone), started), cut(now, Term(stage.period), zone)
        case Bound.AT_ONCE:
            return started, cut(now, Term(grace), zone)
        case Bound.AFTERWARDS:
            if rule.keep is None:
                return NEVER_CUT, NEVER_CUT
            return ended_cut(rule.keep, now, zone), ended_cut(rule.keep, now, zone, grace)
