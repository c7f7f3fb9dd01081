"""The plan as people read it: a table per promise, or the reasons of one promise.

Law: instances of a fleet are grouped; nothing here names a person or an instance in clear. Every screen says that nothing
has been changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.model.text import Language
from zusage.plan.act import Act, Clear, Delete, Drop, Lock, Shorten, Unlock
from zusage.plan.plan import Plan, Step
from zusage.verdict.text import moment

WORDS: dict[str, tuple[str, str]] = {
    "head": (
        "Plan für {name}   Stichtag {at}   Erklärung {policy}   nichts wurde verändert",
        "Plan for {name}   as of {at}   declaration {policy}   nothing has been changed",
    ),
    "PROMISE": ("ZUSAGE", "PROMISE"),
    "SYSTEM": ("SYSTEM", "SYSTEM"),
    "DO": ("WAS", "DO"),
    "DUE": ("FÄLLIG", "DUE"),
    "OLDEST": ("ÄLTESTER BEGINN", "OLDEST START"),
    "OVERDUE": ("ÜBERFÄLLIG", "OVERDUE"),
    "HELD": ("ZURÜCKGEHALTEN", "HELD BACK"),
    "NEXT": ("NÄCHSTES", "NEXT"),
    "delete": ("löschen", "delete"),
    "clear": ("{n} Spalten leeren", "clear {n} col"),
    "shorten": ("IP kürzen", "shorten IP"),
    "lock": ("nur lesbar", "read-only"),
    "unlock": ("wieder beschreibbar", "writable again"),
    "drop": ("Instanz löschen", "drop instance"),
    "today": ("heute", "today"),
    "empty": ("Nichts ist fällig.", "Nothing is due."),
    "nextdue": ("Als Nächstes fällig: {promise} am {at}.", "Next due: {promise} on {at}."),
    "problem": ("! {target} nicht geplant: {problem}", "! {target} not planned: {problem}"),
    "why": (
        "Warum?  zusage plan --explain ZUSAGE     Als SQL:  --format sql     Speichern:  -o plan.json",
        "Why?  zusage plan --explain PROMISE     As SQL:  --format sql     Save:  -o plan.json",
    ),
    "no_step": ("Für {promise} ist nichts fällig.", "Nothing is due for {promise}."),
    "duty": ("Pflicht", "duty"),
    "total": ("{n} Einheiten in {k} Systemen sind fällig.", "{n} units in {k} systems are due."),
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Steps of one promise that do the same in one system, added up over the instances."""

    promise: str
    system: str
    targets: int
    act: Act
    due: int
    overdue: int
    oldest: datetime | None
    held: dict[str, int]
    next: datetime | None


def plan_rows(plan: Plan) -> list[PlanRow]:
    """One row per promise, system, table and kind of act, in plan order."""
    groups: dict[tuple[str, str, str, str], list[Step]] = {}
    for step in plan.steps:
        key = (step.act.promise, step.target.system, type(step.act).__name__, getattr(step.act, "table", ""))
        groups.setdefault(key, []).append(step)
    return [_row(promise, system, steps) for (promise, system, _, _), steps in groups.items()]


def plan_lines(plan: Plan, name: str, language: Language, zone: ZoneInfo) -> Iterator[str]:
    """The table as lines of text."""
    at = moment(plan.as_of, language, zone)
    yield _word("head", language).format(name=name, at=at, policy=f"{plan.policy[:4]}..{plan.policy[-2:]}")
    rows = [row for row in plan_rows(plan) if row.due or row.held or row.overdue]
    if not rows:
        yield _word("empty", language)
    else:
        yield _line(*(_word(k, language) for k in ("PROMISE", "SYSTEM", "DO", "DUE", "OLDEST", "OVERDUE", "HELD", "NEXT")))
        for row in rows:
            yield _row_line(row, language, zone)
    for planned in plan.targets:
        if planned.problem:
            yield _word("problem", language).format(target=planned.target, problem=planned.problem)
    yield _word("why", language)


def explain_promise(plan: Plan, promise: str, language: Language) -> Iterator[str]:
    """Why the steps of one promise are planned: the derivation of each cut-off, once."""
    said: dict[str, None] = {}
    for step in plan.steps:
        if step.act.promise == promise:
            for de, en in step.derivation:
                said[de if language == "de" else en] = None
    yield from said
    if not said:
        yield _word("no_step", language).format(promise=promise)


def act_words(act: Act, language: Language) -> str:
    """What an act does, in two words."""
    match act:
        case Delete():
            return _word("delete", language)
        case Clear():
            return _word("clear", language).format(n=len(act.columns))
        case Shorten():
            return _word("shorten", language)
        case Lock():
            return _word("lock", language)
        case Unlock():
            return _word("unlock", language)
        case Drop():
            return _word("drop", language)


def _row(promise: str, system: str, steps: list[Step]) -> PlanRow:
    held: dict[str, int] = {}
    for step in steps:
        for name, count in (*step.estimate.held.items(), *step.estimate.protected.items()):
            if count:
                held[name] = held.get(name, 0) + count
    oldest = [step.estimate.oldest for step in steps if step.estimate.oldest]
    upcoming = [step.estimate.next for step in steps if step.estimate.next]
    return PlanRow(
        promise,
        system,
        len({step.target for step in steps}),
        steps[0].act,
        sum(step.estimate.due for step in steps),
        sum(step.estimate.overdue for step in steps),
        min(oldest, default=None),
        held,
        min(upcoming, default=None),
    )


def _row_line(row: PlanRow, language: Language, zone: ZoneInfo) -> str:
    system = f"{row.system} ({row.targets})" if row.targets > 1 else row.system
    table = getattr(row.act, "table", "")
    what = f"{act_words(row.act, language)} {table}".rstrip()
    oldest = moment(row.oldest, language, zone, day=True) if row.oldest else "-"
    days = f"{row.overdue:,}".replace(",", " ") if row.overdue else "-"
    held = ", ".join(f"{count} {name}" for name, count in sorted(row.held.items())) or "-"
    upcoming = moment(row.next, language, zone, day=True) if row.next else _word("today", language) if row.due else "-"
    return _line(row.promise, system, what, f"{row.due:,}".replace(",", " "), oldest, days, held, upcoming)


def _line(promise: str, system: str, do: str, due: str, oldest: str, overdue: str, held: str, upcoming: str) -> str:
    return f"{promise:<40} {system:<15} {do:<28} {due:>8}  {oldest:<15} {overdue:>11}  {held:<34} {upcoming}".rstrip()


def _word(key: str, language: Language) -> str:
    return WORDS[key][0 if language == "de" else 1]
