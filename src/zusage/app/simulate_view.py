"""What a simulation and a sabotage run look like: months, the table of promises, faults; as lines and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from zusage.app.breaking import Broken
from zusage.app.simulating import Line, Month, Simulated
from zusage.model.canonical import plain
from zusage.model.text import Language

SHOWN = 12
_HEAD = {
    "de": ("Zusage", "gegangen", "offen", "angehalten", "überfällig", "zu früh", "trotz Halt", "gefragt", "Tafel"),
    "en": ("promise", "gone", "open", "held", "overdue", "early", "kept back", "asked", "board"),
}
_OUTCOME = {
    "detected": ("entdeckt", "detected"),
    "missed": ("NICHT ENTDECKT", "NOT DETECTED"),
    "failed": ("ließ sich hier nicht brechen", "could not be broken here"),
    "no saboteur": ("niemand kann sie brechen", "no saboteur"),
    "unseen": ("noch nicht beobachtbar", "cannot be observed yet"),
}


def month_line(month: Month, language: Language) -> str:
    """One line of progress."""
    happened = ", ".join(f"{count} {what}" for what, count in month.happened.items())
    if language == "de":
        told = f"{month.gone} gegangen, {month.open} offen, {month.faults} Fehler"
    else:
        told = f"{month.gone} gone, {month.open} open, {month.faults} faults"
    return f"{month.name}  {told:<42} {happened}"


def simulated_lines(done: Simulated, language: Language) -> Iterator[str]:
    """The table, holds and restores, faults, and one sentence."""
    yield ""
    yield from _table([_HEAD[language], *(_cells(line) for line in done.lines)])
    yield ""
    for day, what, place in done.holds:
        yield f"{day}  hold {what}: {place}"
    for day, system, units in done.restores:
        yield f"{day}  restore {system}: {units}"
    for (kind, promise), count in Counter((f.kind, f.promise) for f in done.faults).most_common(SHOWN):
        first = next(f for f in done.faults if (f.kind, f.promise) == (kind, promise))
        yield f"! {kind:<9} {promise or '-'}: {count} ({first.day}: {first.what})"
    gone, lived = sum(line.gone for line in done.lines), len(done.lines)
    faults = len(done.faults)
    if language == "de":
        yield f"{done.company}: {done.days} Tage, {lived} Zusagen, {gone} Einheiten gingen rechtzeitig, {faults} Fehler."
    else:
        yield f"{done.company}: {done.days} days, {lived} promises, {gone} units gone in time, {faults} faults."


def _cells(line: Line) -> tuple[str, ...]:
    numbers = (line.gone, line.open, line.held, line.overdue, line.early, line.kept_back)
    asked = f"{line.asked}/{line.failed}" if line.asked else ""
    board = f"{line.board} {line.reason}".strip()
    return (line.promise, *(str(number) if number else "" for number in numbers), asked, board)


def broken_line(one: Broken, language: Language) -> str:
    """One line of a sabotage run."""
    word = _OUTCOME[one.outcome][0 if language == "de" else 1]
    change = f"{one.before} -> {one.after}" if one.outcome in ("detected", "missed") else one.before
    also = "".join(f"; + {promise} ({reason or '!'})" for promise, reason in one.also)
    return f"{'!' if one.fault else ' '} {one.promise:<46} {word:<24} {change:<24} {one.what}{also}"


def broken_lines(found: Sequence[Broken], language: Language) -> Iterator[str]:
    """How many of each outcome."""
    counts = Counter(one.outcome for one in found)
    index = 0 if language == "de" else 1
    yield ", ".join(f"{counts[outcome]} {words[index]}" for outcome, words in _OUTCOME.items() if counts[outcome])


def matrix_lines(found: dict[str, Sequence[Broken]], language: Language) -> Iterator[str]:
    """Company by kind of promise: d detected, M missed, f not broken here, - no saboteur, . cannot be observed yet."""
    signs = {"detected": "d", "missed": "M", "failed": "f", "no saboteur": "-", "unseen": "."}
    names = list(found)
    rows: list[tuple[str, ...]] = [("Art" if language == "de" else "kind", *names)]
    for kind in sorted({one.kind for broken in found.values() for one in broken}):
        cells = [
            " ".join(f"{count}{signs[o]}" for o, count in Counter(b.outcome for b in found[name] if b.kind == kind).items())
            for name in names
        ]
        rows.append((kind, *cells))
    yield from _table(rows)


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    told = [tuple(row) for row in rows]
    widths = [max(len(row[column]) for row in told) for column in range(len(told[0]))]
    for row in told:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def as_json(done: Simulated | Sequence[Broken]) -> str:
    """Everything, for machines."""
    told: Any = [plain(one) for one in done] if not isinstance(done, Simulated) else _told(done)
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _told(done: Simulated) -> dict[str, Any]:
    return {
        "company": done.company,
        "begun": done.begun.isoformat(),
        "days": done.days,
        "seed": done.seed,
        "done": done.done,
        "months": [plain(month) for month in done.months],
        "promises": [plain(line) for line in done.lines],
        "holds": [(day.isoformat(), what, place) for day, what, place in done.holds],
        "restores": [(day.isoformat(), system, units) for day, system, units in done.restores],
        "faults": [plain(fault) for fault in done.faults],
    }
