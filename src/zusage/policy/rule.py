"""Retention rules, compiled: which units, from when, until when, except for which duty or hold.

Law: one rule has one meaning for writer, planner and observer. Statutory terms are a dated series inside the rule, so a
change of law is visible as a change of the promise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from zusage.model.calendar import DECEMBER_31, Clock, Term
from zusage.model.period import AT_ONCE, Period
from zusage.model.place import NOWHERE, Place
from zusage.model.text import Text
from zusage.plan.change import Change
from zusage.plan.condition import Condition
from zusage.policy.start import Start


class Action(StrEnum):
    """What a stage does."""

    DELETE = "delete"
    CLEAR = "clear"
    SHORTEN = "shorten"
    PSEUDONYMISE = "pseudonymise"
    ANONYMISE = "anonymise"
    LOCK = "lock"
    RESTRICT = "restrict"
    DROP = "drop"


class Bound(StrEnum):
    """How a period binds: not before it (done by period + grace), at any time up to it, at once, or when keep ends."""

    AFTER = "after"
    WITHIN = "within"
    AT_ONCE = "at_once"
    AFTERWARDS = "afterwards"


@dataclass(frozen=True, slots=True)
class Stage:
    """One act and its time; `how` are its parameters (v4, v6, columns …).

    `changes` say what becomes of each column. Only where at least `k` rows look alike afterwards (0: not stated) the stage
    has anonymised anything.
    """

    action: Action
    bound: Bound
    period: Period
    how: tuple[tuple[str, str], ...] = ()
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    changes: tuple[Change, ...] = ()
    k: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """What a rule is about in one place: whole rows of a table (`columns` None) or some columns of it."""

    system: str
    table: str
    columns: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A statutory period as the law had it from `valid_from` (included) to `valid_to` (excluded, None = open).

    `year_ends` is the end of the financial year by which its clock counts, `longest` the time by which data must be gone;
    a term that is not `sure` comes from general knowledge, and every date that rests on it says so."""

    valid_from: date
    valid_to: date | None
    period: Period
    clock: Clock
    statute: str
    year_ends: tuple[int, int] = DECEMBER_31
    longest: Period | None = None
    sure: bool = field(default=True, metadata={"digest": False})

    def counting(self, more: Period = AT_ONCE) -> Term:
        """The term for the calendar, `more` later."""
        return Term(self.period + more, self.clock, self.year_ends)


@dataclass(frozen=True, slots=True)
class Keep:
    """A duty to keep (`law` id with its dated terms), or a period of one's own; `with_columns` are columns of other
    tables (system, table, column) that the duty also covers.

    `kind` is duty, limitation, practice or max; "" for a period of one's own. A duty that `asks` for a statement ends for
    nothing that began after the day `stated`; who compiles does not know it (None), the session brings it."""

    law: str
    terms: tuple[DatedTerm, ...]
    label: Text | None = None
    with_columns: tuple[tuple[str, str, str], ...] = ()
    unlimited: Text | None = None
    kind: str = field(default="", metadata={"digest": False})
    asks: str = ""
    stated: date | None = field(default=None, metadata={"digest": False})
    because: Text | None = None
    reviewer: str = field(default="", metadata={"digest": False})

    def term(self, on: date) -> DatedTerm | None:
        """The term in force on a day."""
        return next((t for t in self.terms if t.valid_from <= on and (t.valid_to is None or on < t.valid_to)), None)


@dataclass(frozen=True, slots=True)
class Unless:
    """Rows that fulfil `where` fall under a duty instead: kept for its term, then treated like the rest.

    `keep.law` is "any" where every duty that other rules name counts. `keep_only` is "duty_columns" where all columns but
    those that a duty covers go at once.
    """

    keep: Keep
    where: Condition | None = None
    then: str = ""
    keep_only: str = ""


@dataclass(frozen=True, slots=True)
class Horizon:
    """A backup, replica or log that keeps what was deleted for at most `period` more."""

    system: str
    period: Period


@dataclass(frozen=True, slots=True)
class Rule:
    """A retention rule of an activity. `whole` systems are covered entirely (all_of), whatever tables they hold.

    `same_as` is the id of the rule whose acts already do this one's work: it is written and judged, never planned.
    `alternatives` are other stages that would also keep the promise (one_of); planned is `stages`. `ends` is an event
    that ends an unlimited keep, with the act that follows. What it
    deletes from a database can be put back for `undo`, a time that ends before the promise does.
    """

    id: str
    activity: str
    data: tuple[str, ...]
    units: tuple[Unit, ...]
    start: Start
    stages: tuple[Stage, ...]
    event: str = ""
    for_each: str = ""
    whole: tuple[str, ...] = ()
    where: Condition | None = None
    keep: Keep | None = None
    unless: Unless | None = None
    holds: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    survives: tuple[str, ...] = ()
    horizons: tuple[Horizon, ...] = ()
    keep_newest: int = 0
    because: Text | None = None
    undecided: Text | None = None
    proposed: Period | None = field(default=None, metadata={"digest": False})
    """The period that somebody proposed for what is undecided; nothing is done by it."""
    place: Place = field(default=NOWHERE, metadata={"digest": False})
    same_as: str = ""
    alternatives: tuple[Stage, ...] = ()
    at_the_latest: Period | None = None
    grace: Period | None = None
    ends: tuple[Start, Stage] | None = None
    deletion_class: str = field(default="", metadata={"digest": False})
    several_owners: str = ""
    undo: Period | None = None
    empty: str = field(default="", metadata={"digest": False})
