"""Technical and organisational measures: those declared, and those that follow from promises that are kept.

Law: what is only stated and what a promise says are never mixed: each row names where it comes from, and a promise carries
its id. A measure without a way of showing it says so. Each kind of promise serves one goal of Art. 32(1) GDPR, a backup that
is restored for a test two.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Sentence, Table, plain
from zusage.kinds.speak import speak
from zusage.kinds.words.given import one, period
from zusage.language.terms import EVIDENCE, GOALS, term
from zusage.policy.activity import Activity
from zusage.policy.organisation import Measure
from zusage.policy.promise import Promise
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.neutral import neutral
from zusage.writer.registers.places import system

MEASURES = (
    Column("measure", "Maßnahme", "Measure", 4),
    Column("how", "Wie", "How", 7),
    Column("origin", "Herkunft", "Origin", 3),
    Column("where", "Wo", "Where", 4),
    Column("owner", "Zuständig", "Owner", 3),
    Column("evidence", "Nachweis und Alter", "Evidence and age", 4),
    Column("next_look", "Nächste Prüfung", "Next look", 3),
)
_SHORT = (
    Column("goal", "Ziel", "Goal", 3),
    Column("measures", "Maßnahmen", "Measures", 14),
)
_KINDS = {
    "pseudonymisation": ("pseudonymise-after", "shorten-after", "masked-at-source", "pseudonymous", "unlinkable"),
    "encryption": ("encrypted", "tls-only"),
    "confidentiality": ("hashed", "isolated", "kept-apart", "role-restricted", "access-restricted", "access-scoped",
                        "individual-accounts", "password-policy", "never-stored", "created-only-by", "scope-minimal"),
    "integrity": ("lock-after", "confirmed-before-use", "term-computed"),
    "availability": ("backup-made",),
    "resilience": (),
    "restoration": ("erasure-replayed",),
    "testing": ("evidence-fresh", "routine-run"),
}  # fmt: skip
"""Goal to the kinds of promise that serve it."""

_NAMES = {
    "pseudonymise-after": ("Pseudonymisierung nach Frist", "Pseudonymised after a period"),
    "shorten-after": ("Kürzung nach Frist", "Shortened after a period"),
    "masked-at-source": ("Gekürzt schon bei der Erhebung", "Shortened when collected"),
    "pseudonymous": ("Auswertung unter Pseudonym", "Analysis under a pseudonym"),
    "unlinkable": ("Zahlen ohne Kennungen", "Figures without ids"),
    "encrypted": ("Verschlüsselte Speicherung", "Encrypted storage"),
    "tls-only": ("Verschlüsselte Übertragung", "Encrypted transmission"),
    "hashed": ("Nur Prüfwerte gespeichert", "Only hashes are stored"),
    "isolated": ("Getrennte Instanzen", "Isolated instances"),
    "kept-apart": ("Getrennte Haltung", "Kept apart"),
    "role-restricted": ("Rechteprüfung", "Permission check"),
    "access-restricted": ("Einzeln freigegebene Zugänge", "Accounts approved one by one"),
    "access-scoped": ("Zugriff nur auf Eigenes", "Access only to one's own"),
    "individual-accounts": ("Persönliche Konten", "Individual accounts"),
    "password-policy": ("Regeln für Passwörter", "Rules for passwords"),
    "never-stored": ("Wird nicht gespeichert", "Never stored"),
    "created-only-by": ("Anlage nur durch Berechtigte", "Created only by those entitled"),
    "scope-minimal": ("Kleinstmögliche Rechte", "Smallest possible permissions"),
    "lock-after": ("Schreibschutz nach Frist", "Read-only after a period"),
    "confirmed-before-use": ("Bestätigte Adressen", "Confirmed addresses"),
    "term-computed": ("Berechnete Fristen stimmen", "Computed terms agree"),
    "backup-made": ("Datensicherung", "Backups"),
    "erasure-replayed": ("Löschungen nach Rücksicherung wiederholt", "Erasures repeated after a restore"),
    "evidence-fresh": ("Aktuelle Nachweise", "Evidence that is up to date"),
    "routine-run": ("Regelmäßiger Löschlauf", "Regular deletion run"),
}


def rows_for(desk: Desk, goal: str) -> Iterator[tuple[Cell, ...]]:
    """The measures for a goal: promises first, then what is declared."""
    for promise in promises_for(desk, goal):
        yield _promised(desk, promise)
    for measure in desk.policy.measures.values():
        if measure.goal == goal:
            yield _declared(desk, measure)


def promises_for(desk: Desk, goal: str) -> tuple[Promise, ...]:
    """The promises that serve a goal; one that says the same as another of them is left out."""
    found: dict[str, Promise] = {}
    for promise in desk.policy.promises:
        if _serves(promise, goal):
            found.setdefault(_words(desk, promise), promise)
    return tuple(found.values())


def measures_of(desk: Desk, caption: str, activities: list[Activity]) -> Table:
    """A general description for some activities: the names of measures, goal by goal."""
    ids = {activity.id for activity in activities} | {""}
    chosen = {id for activity in activities for id in (activity.measures or desk.policy.measures)}
    rows: list[tuple[Cell, ...]] = []
    for goal in GOALS:
        named = [_name(desk, p.kind) for p in promises_for(desk, goal) if p.activity in ids]
        named += [desk.to(m.label) for m in desk.policy.measures.values() if m.goal == goal and m.id in chosen]
        words = desk.join(named)
        rows.append((plain(goal_words(desk, goal)), plain(words[:1].upper() + words[1:]) if words else no_measure(desk)))
    return desk.table("measures", caption, _SHORT, rows)


def goal_words(desk: Desk, goal: str) -> str:
    """A goal of Art. 32(1) GDPR."""
    return term(GOALS, goal, desk.order.language)


def no_measure(desk: Desk) -> Sentence:
    """That nothing is declared for a goal."""
    return desk.lacks("Maßnahmen für dieses Ziel", "measures for this goal")


def _serves(promise: Promise, goal: str) -> bool:
    tested = goal == "restoration" and promise.kind == "backup-made" and one(promise, "restore_tested") != ""
    return promise.kind in _KINDS[goal] or tested


def _name(desk: Desk, kind: str) -> str:
    return desk.say(*_NAMES[kind])


def _words(desk: Desk, promise: Promise) -> str:
    return neutral(speak(promise, desk.policy, desk.order.language), desk.order.language)


def _promised(desk: Desk, promise: Promise) -> tuple[Cell, ...]:
    activity = desk.policy.activities.get(promise.activity)
    where = plain(desk.title(activity)) if activity else desk.sentence("gesamte Organisation", "whole organisation")
    asked = period(promise, "renew") or period(promise, "restore_tested")
    again = (
        desk.sentence(f"mindestens alle {desk.duration(asked)}", f"at least every {desk.duration(asked)}")
        if asked
        else desk.sentence("bei jedem Lauf", "at every run")
    )
    return (
        plain(_name(desk, promise.kind)),
        plain(_words(desk, promise), promise.id),
        desk.sentence("Zusage", "promise"),
        where,
        desk.sentence("wer den Lauf ausführt", "who carries out the run"),
        desk.sentence("Tafel der Zusagen", "board of promises"),
        again,
    )


def _declared(desk: Desk, measure: Measure) -> tuple[Cell, ...]:
    found = measure.evidence
    places = cells(plain(system(desk, id)) for id in measure.systems)
    if found is None:
        shown, again = desk.lacks("Nachweis", "evidence"), plain("–")
    elif found.dated is None:
        shown, again = desk.lacks("Datum des Nachweises", "date of the evidence"), plain("–")
    else:
        kind = term(EVIDENCE, found.kind, desk.order.language)
        shown = plain(f"{kind[:1].upper()}{kind[1:]}, {desk.dated(found.dated)}")
        again = desk.due(found.dated, found.renew)
    return (
        desk.begun(measure.label),
        plain(desk.to(measure.text)) if measure.text else desk.lacks("wie sie umgesetzt ist", "how it is done"),
        desk.sentence("erklärt", "declared"),
        places if measure.systems else desk.sentence("überall", "everywhere"),
        plain(desk.office(measure.owner)) if measure.owner else desk.lacks("wer zuständig ist", "who answers for it"),
        shown,
        again,
    )
