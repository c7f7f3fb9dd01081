"""The plan as people read it: a table per promise, or the reasons of one promise.

Law: instances of a fleet are grouped; nothing here names a person or an instance in clear. Every screen says that nothing
has been changed. Columns are as wide as what stands in them; where that is wider than the screen (100 columns or more), promises
stand on lines of their own; what is held back stands under its row. Nothing is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from zoneinfo import ZoneInfo

from zusage.app.planning import Outlook
from zusage.engine.survey import NO_PROBE
from zusage.keeping.doubt import UNREAD
from zusage.model.text import Language
from zusage.plan.act import (
    Act,
    Clear,
    Delete,
    Drop,
    Lock,
    Reclaim,
    Rectify,
    Release,
    Replace,
    Restore,
    Restrict,
    Shorten,
    Unlock,
)
from zusage.plan.plan import Estimate, Plan
from zusage.plan.target import TargetId
from zusage.verdict.text import moment
from zusage.verdict.words import exception_word

WORDS: dict[str, tuple[str, str]] = {
    "head": (
        "Plan für {name}   Stichtag {at}   Erklärung {policy}   nichts wurde verändert",
        "Plan for {name}   as of {at}   declaration {policy}   nothing has been changed",
    ),
    "PROMISE": ("ZUSAGE", "PROMISE"),
    "SYSTEM": ("SYSTEM", "SYSTEM"),
    "DO": ("WAS", "DO"),
    "STAGE": ("STUFE", "STAGE"),
    "DUE": ("FÄLLIG", "DUE"),
    "OLDEST": ("ÄLTESTER", "OLDEST"),
    "OVERDUE": ("ÜBERFÄLLIG", "OVERDUE"),
    "NEXT": ("NÄCHSTES", "NEXT"),
    "held": ("zurückgehalten: ", "held back: "),
    "delete": ("löschen", "delete"),
    "clear": ("{n} Spalten leeren", "clear {n} col"),
    "shorten": ("IP kürzen", "shorten IP"),
    "lock": ("nur lesbar", "read-only"),
    "unlock": ("wieder beschreibbar", "writable again"),
    "drop": ("Instanz löschen", "drop instance"),
    "replace": ("{n} Spalten ersetzen", "replace {n} col"),
    "restrict": ("einschränken", "restrict"),
    "release": ("Einschränkung aufheben", "lift restriction"),
    "reclaim": ("Speicherplatz überschreiben", "rewrite on disk"),
    "restore": ("zurückholen", "put back"),
    "rectify": ("berichtigen", "rectify"),
    "today": ("heute", "today"),
    "whole": (
        "  {place}: {partitions} Partitionen sind als Ganzes fällig; zusage reclaim --partitions erspart {rows} Zeilen den Stapellauf",
        "  {place}: {partitions} partitions are due as a whole; zusage reclaim --partitions spares {rows} rows the batches",
    ),
    "empty": ("Nichts ist fällig.", "Nothing is due."),
    "nextdue": ("Als Nächstes fällig: {promise} am {at}.", "Next due: {promise} on {at}."),
    "problem": ("! {target} nicht geplant: {problem}", "! {target} not planned: {problem}"),
    "blind": ("Nicht zu sehen (kein Messpunkt): {systems}", "Not looked at (no probe): {systems}"),
    "why": (
        "Warum?  zusage plan --explain ZUSAGE     Als SQL:  --format sql     Speichern:  -o plan.json",
        "Why?  zusage plan --explain PROMISE     As SQL:  --format sql     Save:  -o plan.json",
    ),
    "no_step": ("Für {promise} ist nichts fällig.", "Nothing is due for {promise}."),
    "duty": ("Pflicht", "duty"),
    "total": ("{n} Einheiten in {k} Systemen sind fällig.", "{n} units in {k} systems are due."),
}

GAPS: dict[str, tuple[str, str]] = {
    "start_unseen": ("kein System zeigt den Beginn", "no system shows the start"),
    "store_unable": ("der Speicher kann das nicht", "the store cannot do this"),
    "no_undo": (
        "hier lässt sich nichts zurückholen; bei der Regel undo: 0 days, oder ein anderer Speicher",
        "nothing can be put back here; undo: 0 days in the rule, or another store",
    ),
    "act_unfit": ("die Regel passt nicht zu diesem Speicher", "the rule does not fit this store"),
    "target_unreachable": ("nicht erreichbar", "unreachable"),
    "target_read_only": ("nur lesbar oder in Wiederherstellung", "read-only or in recovery"),
    "target_unexpected": ("steht in keinem Register", "in no registry"),
    "no_such_table": ("Tabelle fehlt hier", "table missing here"),
    "row_barred": (
        "fällige Zeilen bleiben mit allen Spalten stehen, weil andere daran hängen",
        "rows that are due stay with all their columns, because others hang on them",
    ),
    "no_operators": (
        "Die Regel sagt nicht, was aus welcher Spalte wird (how: Spalte und Verfahren)",
        "the rule does not say what becomes of which column (how: column and operator)",
    ),
    "column_missing": (
        "Spalte fehlt",
        "column is missing",
    ),
    "column_generated": (
        "Spalte wird von der Datenbank berechnet; ändern Sie die Spalten, aus denen sie entsteht",
        "column is computed by the database; change the columns it is made from",
    ),
    "column_key": (
        "Spalte ist Schlüssel der Tabelle und bleibt",
        "column is the key of the table and stays",
    ),
    "column_referred": (
        "andere Zeilen verweisen auf die Spalte; nur ihre Verweise lassen sich ändern (placeholder)",
        "other rows refer to the column; only their references can be changed (placeholder)",
    ),
    "column_reference": (
        "Spalte verweist auf eine andere Zeile: nehmen Sie nothing oder placeholder",
        "column refers to another row: use nothing or placeholder",
    ),
    "column_kind": (
        "das Verfahren passt nicht zur Art der Spalte",
        "the operator does not fit the kind of the column",
    ),
    "column_length": (
        "das Ergebnis ist länger als die Spalte: nehmen Sie nothing oder einen kürzeren Wert",
        "the result is longer than the column: use nothing or a shorter value",
    ),
    "column_not_null": (
        "Spalte darf nicht leer sein: nehmen Sie constant, hash oder pseudonym statt nothing",
        "column must not be empty: use constant, hash or pseudonym instead of nothing",
    ),
    "column_unique": (
        "Spalte muss eindeutig bleiben: nehmen Sie hash oder pseudonym statt eines gleichen Werts",
        "column must stay unique: use hash or pseudonym instead of a value that is the same for all",
    ),
    "column_needed": (
        "nach der Spalte richtet sich eine Frist oder die Auswahl der Zeilen; sie bleibt",
        "a period or the choice of rows goes by the column; it stays",
    ),
    "column_no_way": (
        "kein eindeutiger Weg führt von der Zeile zu den Angaben der Person",
        "no single way leads from the row to what is known of the person",
    ),
    "table_untouched": (
        "die Regel sagt für keine Spalte dieser Tabelle, was aus ihr wird",
        "the rule says for no column of this table what becomes of it",
    ),
    "statement_missing": (
        "Frist abgelaufen, für die Pflicht weiter aufbewahrt, bis jemand erklärt, dass nichts offen ist: zusage attest tax/",
        "period over, retained for duty until somebody states that nothing is open: zusage attest tax/",
    ),
    "not_visible": ("nicht ganz zu sehen", "not fully visible"),
}


ACTS = ("delete", "lock", "unlock", "drop", "shorten", "restrict", "release", "reclaim", "rectify")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Figures of one promise that does the same in one system, added up over the instances."""

    promise: str
    system: str
    targets: int
    act: Act
    due: int
    overdue: int
    oldest: datetime | None
    held: dict[str, int]
    next: datetime | None


Figure = tuple[TargetId, Act, Estimate]


def outlook_rows(outlook: Outlook) -> list[PlanRow]:
    """One row per promise, system, table and kind of act, in plan order; also where nothing is due now."""
    return _grouped([(p.target, p.act, estimate) for p, estimate in outlook.forecast])


def plan_rows(plan: Plan) -> list[PlanRow]:
    """The rows of a saved plan."""
    return _grouped([(step.target, step.act, step.estimate) for step in plan.steps])


def outlook_lines(
    outlook: Outlook,
    name: str,
    language: Language,
    zone: ZoneInfo,
    stages: Mapping[str, str] | None = None,
    width: int = 160,
    doubtful: Collection[str] = (),
) -> Iterator[str]:
    """The table with what is held back, what comes next and what could not be planned; `stages`: promise to stage,
    `doubtful`: promises whose dates rest on a period that nobody has read."""
    rows = outlook_rows(outlook)
    shown = [row for row in rows if row.due or row.held]
    yield from _table(outlook.plan, shown, name, language, zone, stages or {}, width, doubtful)
    upcoming = [(row.next, row.promise) for row in rows if row.next and row.next > outlook.plan.as_of]
    if upcoming:
        at, promise = min(upcoming)
        mark = _doubt(promise, doubtful, language)
        yield _word("nextdue", language).format(promise=promise, at=moment(at, language, zone, day=True) + mark)
    for _, target, table, partitions, units in outlook.whole:
        yield _word("whole", language).format(place=f"{target}.{table}", partitions=partitions, rows=units)
    for (promise, system, reason, detail), count in _gaps(outlook).items():
        where = f"{system} ({count})" if count > 1 else system
        words = f"{promise}   {where}   {_gap(reason, detail, language)}"
        yield from wrap(words, width, initial_indent="! ", subsequent_indent="    ", break_on_hyphens=False)


def plan_lines(
    plan: Plan,
    name: str,
    language: Language,
    zone: ZoneInfo,
    stages: Mapping[str, str] | None = None,
    width: int = 160,
    doubtful: Collection[str] = (),
) -> Iterator[str]:
    """The table of a saved plan; `stages`: promise to stage; `doubtful` as in `outlook_lines`."""
    yield from _table(plan, plan_rows(plan), name, language, zone, stages or {}, width, doubtful)


def gap_words(reason: str, language: Language) -> str:
    """Why something was not planned."""
    known = GAPS.get(reason)
    return known[0 if language == "de" else 1] if known else reason


def _gap(reason: str, detail: str, language: Language) -> str:
    """Why, and of what: an act in words, the year of a statement, or columns and tables as they are called."""
    words, detail = gap_words(reason, language), _word(key, language) if (key := detail.lower()) in ACTS else detail
    return f"{words}{detail}" if words.endswith("/") or not detail else f"{words}: {detail}"


def _gaps(outlook: Outlook) -> dict[tuple[str, str, str, str], int]:
    counts: dict[tuple[str, str, str, str], int] = {}
    for promise, target, reason, detail in outlook.gaps:
        key = (promise, target.system, reason, detail)
        counts[key] = counts.get(key, 0) + 1
    return counts


def _table(
    plan: Plan,
    rows: list[PlanRow],
    name: str,
    language: Language,
    zone: ZoneInfo,
    stages: Mapping[str, str],
    width: int,
    doubtful: Collection[str],
) -> Iterator[str]:
    at = moment(plan.as_of, language, zone)
    yield _word("head", language).format(name=name, at=at, policy=f"{plan.policy[:4]}..{plan.policy[-2:]}")
    titles = ["PROMISE", "SYSTEM", "DO", *(["STAGE"] if stages else []), "DUE", "OLDEST", "OVERDUE", "NEXT"]
    cells = [[_word(title, language) for title in titles], *(_cells(row, language, zone, stages, doubtful) for row in rows)]
    for line, row in zip(_aligned(cells, width) if rows else (), (None, *rows), strict=False):
        yield from line
        if row is not None and row.held:
            yield from _held_lines(row, language, width)
    if not any(row.due for row in rows):
        yield _word("empty", language)
    yield from _problems(plan, language)
    yield _word("why", language)


def _problems(plan: Plan, language: Language) -> Iterator[str]:
    """Targets that dropped out, one line each; systems that nothing here can look at in one line."""
    blind = dict.fromkeys(p.target.system for p in plan.targets if p.problem.startswith(NO_PROBE))
    if blind:
        yield _word("blind", language).format(systems=", ".join(blind))
    for planned in plan.targets:
        if planned.problem and not planned.problem.startswith(NO_PROBE):
            yield _word("problem", language).format(target=planned.target, problem=planned.problem)


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
        case Replace():
            return _word("replace", language).format(n=len(act.changes))
        case Restrict() | Release() | Reclaim() | Rectify() | Restore():
            return _word(type(act).__name__.lower(), language)


def _grouped(figures: list[Figure]) -> list[PlanRow]:
    groups: dict[tuple[str, str, str, str], list[Figure]] = {}
    for target, act, estimate in figures:
        key = (act.promise, target.system, type(act).__name__, getattr(act, "table", ""))
        groups.setdefault(key, []).append((target, act, estimate))
    return [_row(promise, system, group) for (promise, system, _, _), group in groups.items()]


def _row(promise: str, system: str, figures: list[Figure]) -> PlanRow:
    held: dict[str, int] = {}
    for _, _, estimate in figures:
        for name, count in (*estimate.held.items(), *estimate.protected.items()):
            if count:
                held[name] = held.get(name, 0) + count
    return PlanRow(
        promise,
        system,
        len({target for target, _, estimate in figures if estimate.due or not any(e.due for _, _, e in figures)}),
        figures[0][1],
        sum(estimate.due for _, _, estimate in figures),
        sum(estimate.overdue for _, _, estimate in figures),
        min((e.oldest for _, _, e in figures if e.oldest and e.due), default=None),
        held,
        min((e.next for _, _, e in figures if e.next), default=None),
    )


def _doubt(promise: str, doubtful: Collection[str], language: Language) -> str:
    return f" [{UNREAD.to(language)}]" if promise in doubtful else ""


def _cells(
    row: PlanRow, language: Language, zone: ZoneInfo, stages: Mapping[str, str], doubtful: Collection[str]
) -> list[str]:
    system = f"{row.system} ({row.targets})" if row.targets > 1 else row.system
    words = (getattr(row.act, "table", ""), act_words(row.act, language))
    what = (": " if language == "de" else " ").join(w for w in (words if language == "de" else reversed(words)) if w)
    oldest = moment(row.oldest, language, zone, day=True) if row.oldest else "-"
    upcoming = moment(row.next, language, zone, day=True) if row.next else "-"
    return [
        row.promise,
        system,
        what,
        *([stages.get(row.promise) or "-"] if stages else []),
        number(row.due),
        oldest,
        number(row.overdue) if row.overdue else "-",
        (_word("today", language) if row.due else upcoming) + _doubt(row.promise, doubtful, language),
    ]


def _aligned(cells: list[list[str]], width: int) -> Iterator[list[str]]:
    """Each row as one line; where the longest promise leaves no room, promises head the rows that they have."""
    wide = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    right, stacked = {len(wide) - 4, len(wide) - 2}, sum(wide) + 2 * (len(wide) - 1) > width
    before = ""
    for row in cells:
        padded = [c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, wide, strict=True))]
        heading = [row[0]] if stacked and row[0] != before else []
        yield [*heading, ("   " + "  ".join(padded[1:]) if stacked else "  ".join(padded)).rstrip()]
        before = row[0]


def _held_lines(row: PlanRow, language: Language, width: int) -> list[str]:
    held = "; ".join(_held(name, count, language) for name, count in sorted(row.held.items()))
    indent = " " * 6 + _word("held", language)
    whole = re.sub(r"(§|Abs\.|Nr\.|Satz|section|\d) (?=\S)", "\\1\u00a0", held)  # a citation is not torn apart
    lines = wrap(whole, width, initial_indent=indent, subsequent_indent=" " * len(indent))
    return [line.replace("\u00a0", " ") for line in lines]


def _held(name: str, count: int, language: Language) -> str:
    words = exception_word(name, language)
    by = ("nach " if language == "de" else "under ") if words.startswith("§") else ""
    return f"{number(count)} {by}{words}"


def number(count: int) -> str:
    """A count with a thin gap between thousands, as in both languages."""
    return f"{count:,}".replace(",", " ")


def _word(key: str, language: Language) -> str:
    return WORDS[key][0 if language == "de" else 1]
