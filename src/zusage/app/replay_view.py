"""What a replay is going to do, and what it did, in words: counts by kind, from when to when.

Law: names of systems, kinds and counts; no key, no value, no table row. German and English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.app.apply_view import REFUSED
from zusage.app.replaying import RETENTION, Prospect, Replayed
from zusage.model.text import Language
from zusage.plan.target import TargetId

KINDS: Mapping[str, tuple[str, str]] = {
    "restriction": ("Einschränkungen", "restrictions"),
    "release": ("aufgehobene Einschränkungen", "restrictions lifted"),
    "suppression": ("Einträge der Sperrliste", "suppressions"),
    "withdrawal": ("Widerrufe", "withdrawals"),
    "objection": ("Widersprüche", "objections"),
    "rectification": ("Berichtigungen", "rectifications"),
    "erasure": ("Löschungen auf Verlangen", "erasures on request"),
    "anonymisation": ("Ersetzungen", "replacements"),
    RETENTION: ("nach Fristen fällig", "due by retention"),
}
SIGNS: Mapping[str, tuple[str, str]] = {
    "journal": ("das Journal liegt hinter dem Nachweisbuch", "its journal lies behind the ledger"),
    "pulse": ("es trägt nicht den Stand des letzten Laufs", "it is not as the last run left it"),
    "store": ("Server, Datenbank oder Zeitlinie sind andere", "server, database or timeline are others"),
    "gate": ("es ist im Speicher selbst als geschlossen vermerkt", "the store itself says that it is closed"),
    "files": ("Beendetes liegt wieder da", "what had been ended lies there again"),
}


def prospect_lines(prospects: Sequence[Prospect], now: datetime, zone: ZoneInfo, language: Language) -> Iterator[str]:
    """What will be done, per target."""
    first = 0 if language == "de" else 1
    if not prospects:
        yield ("Nichts ist geschlossen.", "Nothing is closed.")[first]
    for prospect in prospects:
        closure = prospect.closure
        since = _clock(closure.copied, zone) if closure.copied else ("unbekannt", "unknown")[first]
        words = (
            "geschlossen: {why}. Nachzuholen von {since} bis {now}",
            "closed: {why}. Replay from {since} to {now}",
        )
        why = SIGNS.get(closure.why, (closure.why,) * 2)[first]
        yield f"{closure.target}  " + words[first].format(why=why, since=since, now=_clock(now, zone))
        for kind, count in prospect.owed.items():
            yield f"  {KINDS[kind.value][first]:<28} {count:>8}"
        yield f"  {KINDS[RETENTION][first]:<28} {prospect.retention:>8}"
        if prospect.problem:
            yield f"! {prospect.problem}"


def replayed_lines(done: Sequence[Replayed], language: Language) -> Iterator[str]:
    """What was done, and what keeps a target closed."""
    first = 0 if language == "de" else 1
    for replayed in done:
        for kind, count in replayed.counts.items():
            yield f"  {KINDS.get(kind, (kind, kind))[first]:<28} {count:>8}"
        for refusal in dict.fromkeys(replayed.left):
            yield f"! {REFUSED[refusal.kind][first]}{': ' + refusal.detail if refusal.detail else ''}"
        words = ("wieder offen.", "open again.") if replayed.opened else ("bleibt geschlossen.", "stays closed.")
        yield f"{replayed.closure.target}: {words[first]}"


def check_lines(found: Mapping[TargetId, bool | None], language: Language) -> Iterator[str]:
    """Which targets are closed, and what to do."""
    first = 0 if language == "de" else 1
    for target, closed in found.items():
        if closed:
            yield (
                f"{target}: "
                + (
                    "geschlossen nach einer Rücksicherung. Nicht in Betrieb nehmen; zuerst: zusage replay",
                    "closed since a restore. Do not put it into operation; first: zusage replay",
                )[first]
            )
        elif closed is None:
            yield f"! {target}: " + ("nicht erreichbar", "unreachable")[first]
    if not any(found.values()) and None not in found.values():
        yield ("Nichts ist geschlossen.", "Nothing is closed.")[first]


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
