"""Technical and organisational measures: those declared, and those that follow from promises that are kept.

Law: what is only stated and what a promise says are never mixed; a promise carries its id. A measure without anything that
shows it says so. Each kind of promise serves one goal of Art. 32(1) GDPR, a backup that is restored for a test two; what
only makes data fewer serves minimisation.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Sentence, Table, plain
from zusage.kinds.speak import speak
from zusage.kinds.words.given import many, one
from zusage.language.terms import EVIDENCE, GOALS, term
from zusage.policy.activity import Activity
from zusage.policy.organisation import Measure
from zusage.policy.promise import Promise
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.neutral import neutral
from zusage.writer.registers.places import systems_of

_PROMISED = (
    Column("measure", "Maßnahme", "Measure", 3),
    Column("how", "Was zugesagt ist", "What is promised", 8),
    Column("where", "Wo", "Where", 3),
    Column("promise", "Zusage", "Promise", 4),
)
_DECLARED = (
    Column("measure", "Maßnahme", "Measure", 3),
    Column("how", "Wie", "How", 6),
    Column("where", "Wo", "Where", 3),
    Column("owner", "Zuständig", "Owner", 3),
    Column("evidence", "Nachweis und Alter", "Evidence and age", 3),
    Column("next_look", "Nächste Prüfung", "Next look", 2),
)
_SHORT = (
    Column("goal", "Ziel", "Goal", 3),
    Column("measures", "Maßnahmen", "Measures", 14),
)
_KINDS = {
    "pseudonymisation": ("pseudonymise-after", "pseudonymous"),
    "encryption": ("encrypted", "tls-only"),
    "confidentiality": ("hashed", "isolated", "kept-apart", "role-restricted", "access-restricted", "access-scoped",
                        "individual-accounts", "password-policy", "created-only-by", "scope-minimal"),
    "integrity": ("lock-after", "confirmed-before-use", "term-computed"),
    "availability": ("backup-made",),
    "resilience": (),
    "restoration": ("erasure-replayed",),
    "testing": ("evidence-fresh", "routine-run"),
    "minimisation": ("masked-at-source", "shorten-after", "unlinkable", "never-stored"),
}  # fmt: skip
"""Goal to the kinds of promise that serve it."""

MINIMISATION = "minimisation"
"""Not a goal of Art. 32(1) GDPR: what is shortened or never stored is not pseudonymised, there is less of it (Art. 5(1)(c),
25(1) GDPR). Nobody is asked for it where nothing is promised."""

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


def tables_for(desk: Desk, goal: str) -> tuple[Table, ...]:
    """The measures for a goal: those that follow from promises, then those that are declared; none where there are none."""
    promised = [_promised(desk, promise) for promise in promises_for(desk, goal)]
    declared = [_declared(desk, measure) for measure in desk.policy.measures.values() if measure.goal == goal]
    found = []
    if promised:
        found.append(desk.table("promised", desk.say("Folgt aus Zusagen", "Follows from promises"), _PROMISED, promised))
    if declared:
        found.append(desk.table("declared", desk.say("Nur erklärt", "Only declared"), _DECLARED, declared))
    return tuple(found)


def promises_for(desk: Desk, goal: str) -> tuple[Promise, ...]:
    """The promises that serve a goal; one that says the same as another of them is left out."""
    found: dict[str, Promise] = {}
    for promise in desk.policy.promises:
        if _serves(promise, goal):
            found.setdefault(_words(desk, promise), promise)
    return tuple(found.values())


def measures_of(desk: Desk, caption: str, activities: list[Activity]) -> Table:
    """A general description for some activities: the names of measures, goal by goal."""
    chosen = {id for activity in activities for id in (activity.measures or desk.policy.measures)}
    rows: list[tuple[Cell, ...]] = []
    for goal in GOALS:
        lines = dict.fromkeys(
            [desk.say(*_NAMES[p.kind]) for p in promises_for(desk, goal) if _covers(desk, p, activities)]
            + [desk.begun(m.label).text for m in desk.policy.measures.values() if m.goal == goal and m.id in chosen]
        )
        rows.append((plain(goal_words(desk, goal)), cells(map(plain, lines)) if lines else no_measure(desk)))
    fewer = dict.fromkeys(
        desk.say(*_NAMES[p.kind]) for p in promises_for(desk, MINIMISATION) if _covers(desk, p, activities)
    )
    if fewer:
        rows.append((plain(goal_words(desk, MINIMISATION)), cells(map(plain, fewer))))
    return desk.table("measures", caption, _SHORT, rows)


def goal_words(desk: Desk, goal: str) -> str:
    """A goal of Art. 32(1) GDPR, or less data."""
    if goal == MINIMISATION:
        return desk.say("Datenminimierung", "Data minimisation")
    return term(GOALS, goal, desk.order.language)


def no_measure(desk: Desk) -> Sentence:
    """That nothing is declared for a goal."""
    return desk.lacks("Maßnahmen für dieses Ziel", "measures for this goal")


def _serves(promise: Promise, goal: str) -> bool:
    tested = goal == "restoration" and promise.kind == "backup-made" and one(promise, "restore_tested") != ""
    return promise.kind in _KINDS[goal] or tested


def _covers(desk: Desk, promise: Promise, activities: list[Activity]) -> bool:
    """Whether a promise protects these activities: it is theirs, the whole organisation's, or about their systems."""
    if promise.activity in {"", *(activity.id for activity in activities)}:
        return True
    places = {id for activity in activities for id in systems_of(desk.policy, activity)}
    files = (desk.policy.systems[id] for id in many(promise, "files") if id in desk.policy.systems)
    return bool(places & {*many(promise, "of"), *(original for system in files for original in system.backup_of)})


def _words(desk: Desk, promise: Promise) -> str:
    return neutral(speak(promise, desk.policy, desk.order.language), desk.order.language)


def _promised(desk: Desk, promise: Promise) -> tuple[Cell, ...]:
    activity = desk.policy.activities.get(promise.activity)
    where = plain(desk.title(activity)) if activity else desk.sentence("gesamte Organisation", "whole organisation")
    words = plain(_words(desk, promise), promise.id)
    return plain(desk.say(*_NAMES[promise.kind])), words, where, plain(promise.id.removeprefix("_/"))


def _declared(desk: Desk, measure: Measure) -> tuple[Cell, ...]:
    places = plain(", ".join(measure.systems))
    return (
        desk.begun(measure.label),
        plain(desk.to(measure.text)) if measure.text else desk.lacks("wie sie umgesetzt ist", "how it is done"),
        places if measure.systems else desk.sentence("überall", "everywhere"),
        desk.office_cell(measure.owner),
        *_shown(desk, measure),
    )


def _shown(desk: Desk, measure: Measure) -> Iterator[Sentence]:
    """What shows it and how old that is; when to look again."""
    found = measure.evidence
    if found is None or found.dated is None:
        yield desk.not_said() if found is None else desk.lacks("Datum des Nachweises", "date of the evidence")
        yield plain("–")
        return
    kind = term(EVIDENCE, found.kind, desk.order.language)
    place = f", {found.file}" if found.file else ""
    yield plain(f"{kind[:1].upper()}{kind[1:]}, {desk.dated(found.dated)}{place}")
    yield desk.due(found.dated, found.renew) if found.renew else desk.not_said()
