"""Kinds of data of a deletion concept: data of one activity that share their rules.

Law: every rule of the policy belongs to exactly one kind of data; numbers follow the order of the declaration. A rule that
goes with another one (`same_as`) keeps its own kind and says where its acts stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.model.calendar import Clock
from zusage.model.period import AT_ONCE, Period
from zusage.policy.activity import Activity, Datum
from zusage.policy.classes import ending
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import DatedTerm, Rule
from zusage.policy.start import (
    AllGone,
    ColumnStart,
    Earliest,
    Latest,
    Matched,
    Plus,
    Removed,
    Silence,
    Start,
    Unseen,
    Withdrawn,
)
from zusage.policy.system import System
from zusage.writer.pen import Pen

_MADE = frozenset({"created", "received", "recorded", "written", "time", "sent", "issued", "taken", "started", "collected",
                   "signed", "registered", "given", "made", "chosen", "clicked", "happened", "occurred", "visited", "opened",
                   "measured", "checked", "paid", "date", "invited", "joined", "at"})  # fmt: skip
_OVER = frozenset({"ended", "ends", "until", "expires", "expired", "closed", "settled", "cancelled", "finished", "resolved",
                   "left", "terminated", "deleted", "withdrawn", "decided", "over", "end", "released"})  # fmt: skip
_SETTLED = frozenset({"closed", "settled", "resolved", "decided", "over", "expires", "expired"})


@dataclass(frozen=True, slots=True)
class DataKind:
    """Data of an activity with the rules that end them."""

    number: int
    activity: Activity
    data: tuple[Datum, ...]
    rules: tuple[Rule, ...]

    def name(self, pen: Pen) -> str:
        """The data in words."""
        labels = [pen.to(datum.label) for datum in self.data]
        return capitalised(pen.list(labels)) if labels else pen.say("Alle Daten", "All data")


@dataclass(frozen=True, slots=True)
class Length:
    """How long a rule lets data stay, for ordering and for words; `days` is None without an end."""

    days: float | None
    period: Period
    year_end: bool = False
    undecided: bool = False

    def words(self, pen: Pen) -> str:
        """The length in the nominative: "30 Tage", "acht Jahre ab Jahresende"."""
        if self.undecided:
            return pen.say("noch nicht festgelegt", "not decided yet")
        if self.days is None:
            return pen.say("ohne Löschfrist", "no deletion period")
        if not self.period:
            return pen.say("sofort", "at once")
        words = duration(self.period, pen.language, "nominative")
        tail = pen.say(" ab Jahresende", " from the end of the year") if self.year_end else ""
        return f"{words}{tail}"


def kinds_of_data(policy: Policy) -> tuple[DataKind, ...]:
    """Every kind of data, in order of the activities."""
    grouped: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
    for activity in policy.activities:
        for rule in policy.rules:
            if rule.activity == activity:
                grouped.setdefault((activity, tuple(sorted(rule.data))), []).append(rule)
    return tuple(
        DataKind(number, policy.activities[id], _data(policy.activities[id], data), tuple(rules))
        for number, ((id, data), rules) in enumerate(grouped.items(), 1)
    )


def without_rule(policy: Policy) -> Iterator[tuple[Activity, Datum]]:
    """Stored data that no rule ends; figures without persons and data kept by others are none."""
    for activity in policy.activities.values():
        ruled = {id for rule in policy.rules if rule.activity == activity.id for id in rule.data}
        for datum in activity.data:
            if datum.id not in ruled and datum.system not in ("nowhere", "device") and not datum.aggregated:
                yield activity, datum


def promises_of(policy: Policy, rule: Rule) -> tuple[Promise, ...]:
    """The promises that a rule makes."""
    return tuple(p for p in policy.promises if isinstance(p.terms, StageTerms) and p.terms.rule.id == rule.id)


def term_on(rule: Rule, day: date) -> DatedTerm | None:
    """The term of the rule's duty on a day."""
    return rule.keep.term(day) if rule.keep is not None else None


def length_of(rule: Rule, day: date) -> Length:
    """How long the data of a rule stay after its event, without the time to carry it out."""
    if rule.undecided is not None:
        return Length(None, AT_ONCE, undecided=True)
    if rule.keep is not None and rule.keep.unlimited is not None:
        return Length(None, AT_ONCE)
    if (term := term_on(rule, day)) is not None:
        return Length(days_of(term.period), term.period, term.clock is not Clock.AT)
    stage = ending(rule)
    if stage is None:
        return Length(None, AT_ONCE)
    whole = waited(rule.start) + stage.period
    return Length(days_of(whole), whole)


def waited(start: Start) -> Period:
    """The longest fixed time between the event and the start: "30 days from the end of the contract"."""
    match start:
        case Plus(inner, period):
            return waited(inner) + period
        case Earliest(starts) | Latest(starts):
            return max((waited(one) for one in starts), key=lambda period: period.longest_hours, default=AT_ONCE)
        case Silence(_, period):
            return period
        case _:
            return AT_ONCE


def days_of(period: Period) -> float:
    """A length for drawing; calendars are for dates."""
    return period.years * 365.25 + period.months * 30.44 + period.days + period.hours / 24


def kind_of_start(policy: Policy, rule: Rule) -> str:
    """The abstract start: creation, process or relationship; what a declared class says comes first."""
    declared = rule.deletion_class.partition("/")[0]
    if declared in ("creation", "process", "relationship"):
        return declared
    own = {(unit.system, unit.table) for unit in rule.units}
    return "relationship" if rule.for_each else _of_start(policy, rule.start, own)


def _of_start(policy: Policy, start: Start, own: set[tuple[str, str]]) -> str:
    match start:
        case Plus(inner, _):
            return _of_start(policy, inner, own)
        case Earliest(starts) | Latest(starts):
            return _of_start(policy, starts[0], own)
        case AllGone() | Withdrawn() | Silence():
            return "relationship"
        case ColumnStart(system, table, column):
            return _of_column(policy.systems.get(system), table, (system, table) in own, column)
        case Matched(_, _, column, _, _, _, _):
            return "process" if set(column.split("_")) & _OVER else "creation"
        case Removed() | Unseen():
            return "process"


def _of_column(system: System | None, table: str, own: bool, column: str) -> str:
    parts = set(column.split("_"))
    use = system.tables.get(table) if system is not None else None
    if system is not None and (system.backup_of or system.connector in ("logfiles", "mail")):
        return "creation"
    if parts & _SETTLED:
        return "process"
    if parts & _OVER:
        return "process" if own and (use is None or use.role != "subject") else "relationship"
    return "creation" if parts & _MADE else "process"


def _data(activity: Activity, ids: tuple[str, ...]) -> tuple[Datum, ...]:
    return tuple(datum for datum in activity.data if datum.id in ids)
