"""What a run did, in words: per promise, with refusals and their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from zusage.app.applying import Applied
from zusage.app.stage_view import waiting_lines
from zusage.model.text import Language
from zusage.plan.receipt import Receipt, RefusalKind

REFUSED: dict[RefusalKind, tuple[str, str]] = {
    RefusalKind.HOLD: ("ein Sperrvermerk hält es zurück", "a hold keeps it back"),
    RefusalKind.DUTY: ("eine Aufbewahrungspflicht geht vor", "a duty to keep comes first"),
    RefusalKind.CEILING: ("die Obergrenze für einen Lauf ist erreicht", "the ceiling of one run is reached"),
    RefusalKind.CHANGED: ("der Speicher ist nicht mehr der geplante", "the store is no longer as planned"),
    RefusalKind.CASCADE: ("es würde mehr verschwinden als geplant", "more would vanish than was planned"),
    RefusalKind.STOPPED: ("angehalten", "stopped"),
    RefusalKind.FOREIGN_KEY: ("ein Fremdschlüssel verbietet es", "a foreign key forbids it"),
    RefusalKind.TIMEOUT: ("der Speicher war zu lange belegt", "the store was busy for too long"),
    RefusalKind.UNREACHABLE: ("nicht erreichbar", "unreachable"),
    RefusalKind.PRESSURE: ("der Speicher ist zu stark belastet", "the store is under too much load"),
    RefusalKind.WINDOW: ("das Zeitfenster ist zu Ende", "the window has closed"),
    RefusalKind.UNAPPROVED: ("eine Freigabe fehlt", "an approval is missing"),
    RefusalKind.CONSTRAINT: ("eine Bedingung der Tabelle verbietet es", "a constraint of the table forbids it"),
    RefusalKind.UNREADABLE: ("nicht lesbar; unverändert gelassen", "not readable; left as it is"),
    RefusalKind.UNABLE: ("der Speicher lässt es nicht zu", "the store does not allow it"),
    RefusalKind.NOT_SETUP: ("nicht eingerichtet (zusage setup)", "not set up (zusage setup)"),
}


def receipt_lines(applied: Applied, language: Language) -> Iterator[str]:
    """One line per promise and table; refusals grouped by reason; the sum at the end."""
    first = 0 if language == "de" else 1
    done: dict[tuple[str, str], int] = {}
    for receipt in applied.receipts:
        for table, count in receipt.counts.items():
            if count:
                key = (receipt.promise, f"{receipt.target.system}.{table}")
                done[key] = done.get(key, 0) + count
    for (promise, place), count in done.items():
        yield f"  {promise:<44} {place:<28} {count:>8}"
    for (promise, kind, detail), targets in _refusals(applied.refused).items():
        where = f" ({targets})" if targets > 1 else ""
        yield f"! {promise:<44} {REFUSED[kind][first]}{where}{': ' + detail if detail else ''}"
    for target in applied.restored:
        words = (
            "geschlossen nach einer Rücksicherung: zusage replay",
            "closed since a restore: zusage replay",
        )
        yield f"! {target}: {words[first]}"
    yield from waiting_lines(applied.clearance, language)
    total = applied.count()
    yield (f"{total} Einheiten erledigt, Lauf {applied.run}.", f"{total} units done, run {applied.run}.")[first]


def _refusals(receipts: tuple[Receipt, ...]) -> dict[tuple[str, RefusalKind, str], int]:
    grouped: dict[tuple[str, RefusalKind, str], int] = {}
    for receipt in receipts:
        if receipt.refusal is not None:
            key = (receipt.promise, receipt.refusal.kind, receipt.refusal.detail)
            grouped[key] = grouped.get(key, 0) + 1
    return grouped
