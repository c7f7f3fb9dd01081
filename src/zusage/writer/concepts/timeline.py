"""Rules as spans over time: what the picture of a deletion concept draws, and what it says in words.

Law: a bar is the longest regular course of a rule; what comes first of several events may end it sooner. Spans follow the
rule: kept, read-only, restricted, shortened, kept for a duty, the rest of its calendar year, the tail of the backups.
"""

from __future__ import annotations

from dataclasses import dataclass

from zusage.language.durations import duration
from zusage.language.plural import Case
from zusage.model.calendar import Clock
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.writer.concepts.kinds_of_data import DataKind, days_of, kind_of_start, length_of, term_on, waited
from zusage.writer.pen import Pen

YEAR = 365.25
_AFTER = {Action.LOCK: "locked", Action.RESTRICT: "restricted", Action.SHORTEN: "shortened",
          Action.PSEUDONYMISE: "shortened"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """From day to day, drawn as `look`."""

    begin: float
    end: float
    look: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One rule over time: `gone` is the day of the last act, None where there is none."""

    number: int
    label: str
    group: str
    words: str
    spans: tuple[Span, ...]
    gone: float | None
    endless: bool = False


def bars(pen: Pen, kinds: tuple[DataKind, ...]) -> tuple[Bar, ...]:
    """A bar per rule that acts by itself, by kind of start and length."""
    found = [_bar(pen, kind, rule) for kind in kinds for rule in kind.rules if not rule.same_as]
    groups = ("creation", "process", "relationship", "none")
    return tuple(sorted(found, key=lambda bar: (groups.index(bar.group), _reach(bar), bar.number)))


def _reach(bar: Bar) -> float:
    return bar.gone if bar.gone is not None else 1e9


def _bar(pen: Pen, kind: DataKind, rule: Rule) -> Bar:
    length = length_of(rule, pen.as_of)
    label = f"{pen.to(kind.activity.title)}: {kind.name(pen)}"
    if length.days is None:
        look = "undecided" if length.undecided else "kept"
        return Bar(kind.number, label, "none", length.words(pen), (Span(0, 40 * YEAR, look),), None, endless=True)
    spans, gone = _kept(pen, rule) if rule.keep is not None else _staged(rule)
    spans = (*spans, *_exception(pen, rule, gone), *_backup(rule, gone))
    return Bar(kind.number, label, kind_of_start(pen.policy, rule), _words(pen, rule), spans, gone)


def _kept(pen: Pen, rule: Rule) -> tuple[tuple[Span, ...], float]:
    term = term_on(rule, pen.as_of)
    if term is None or rule.keep is None:
        return _staged(rule)
    end = days_of(term.period)
    first = Span(0, end, "duty" if rule.keep.kind == "duty" else "kept")
    if term.clock is Clock.AT:
        return (first,), end
    return (first, Span(end, end + YEAR, "year")), end + YEAR


def _staged(rule: Rule) -> tuple[tuple[Span, ...], float]:
    before, look, at, spans = days_of(waited(rule.start)), "kept", 0.0, []
    for stage in rule.stages:
        reached = before + days_of(stage.period)
        if reached > at:
            spans.append(Span(at, reached, look))
        at, look = max(at, reached), _AFTER.get(stage.action, look)
    return tuple(spans), at


def _exception(pen: Pen, rule: Rule, gone: float) -> tuple[Span, ...]:
    term = rule.unless.keep.term(pen.as_of) if rule.unless is not None else None
    if term is None:
        return ()
    year = YEAR if term.clock is not Clock.AT else 0.0
    return (Span(gone + _tail(rule), days_of(term.period) + year, "exception"),)


def _backup(rule: Rule, gone: float) -> tuple[Span, ...]:
    return (Span(gone, gone + _tail(rule), "backup"),) if rule.horizons else ()


def _tail(rule: Rule) -> float:
    return max((days_of(horizon.period) for horizon in rule.horizons), default=0.0)


_ACTS = {
    Action.DELETE: ("gelöscht", "deleted"),
    Action.DROP: ("als Ganzes gelöscht", "deleted as a whole"),
    Action.CLEAR: ("Felder geleert", "fields emptied"),
    Action.SHORTEN: ("gekürzt", "shortened"),
    Action.PSEUDONYMISE: ("pseudonymisiert", "pseudonymised"),
    Action.ANONYMISE: ("ohne Personenbezug weitergeführt", "kept without reference to persons"),
    Action.LOCK: ("nur lesbar", "read-only"),
    Action.RESTRICT: ("eingeschränkt", "restricted"),
}


def act_words(pen: Pen, stage: Stage) -> str:
    """What a stage does, as it follows a time."""
    return _ACTS[stage.action][0 if pen.language == "de" else 1]


def stage_words(pen: Pen, rule: Rule, stage: Stage) -> str:
    """Time and act of one stage, in few words: "nach 30 Tagen gelöscht"."""
    case: Case = "dative" if pen.language == "de" else "accusative"
    act, whole = act_words(pen, stage), waited(rule.start) + stage.period
    if stage.bound is Bound.AFTERWARDS and rule.keep is not None and (term := term_on(rule, pen.as_of)):
        words = duration(term.period, pen.language, case)
        tail = pen.say(" ab Jahresende", " from the end of the year") if term.clock is not Clock.AT else ""
        return pen.say(f"nach {words}{tail} {act}", f"{act} after {words}{tail}")
    if not whole:
        return pen.say(f"sofort {act}", f"{act} at once")
    words = duration(whole, pen.language, case)
    if stage.bound is Bound.WITHIN:
        single = whole.years + whole.months + whole.days + whole.hours == 1
        genitive = duration(whole, "de", "genitive") if single else f"von {words}"
        return pen.say(f"innerhalb {genitive} {act}", f"{act} within {words}")
    return pen.say(f"nach {words} {act}", f"{act} after {words}")


def _words(pen: Pen, rule: Rule) -> str:
    return ", ".join(stage_words(pen, rule, stage) for stage in rule.stages)


def longest_backup(policy: Policy) -> tuple[str, ...]:
    """Ids of the backups, the one that keeps longest first."""
    found = {h.system: days_of(h.period) for rule in policy.rules for h in rule.horizons}
    return tuple(sorted(found, key=lambda id: -found[id]))
