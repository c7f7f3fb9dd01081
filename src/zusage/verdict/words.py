"""The words of the board in German and English.

Law: five states, five words; only *broken* is red. No word claims more than was measured.
"""

from __future__ import annotations

from zusage.kinds.base import State
from zusage.model.text import Language

STATES: dict[State, tuple[str, str]] = {
    State.BROKEN: ("gebrochen", "broken"),
    State.UNPROVEN: ("nicht belegt", "unproven"),
    State.ATTESTED: ("bescheinigt", "attested"),
    State.NOT_DUE: ("noch nicht fällig", "not due yet"),
    State.KEPT: ("gehalten", "kept"),
}

STATE_MEANS: dict[State, tuple[str, str]] = {
    State.BROKEN: ("gemessen und nicht eingehalten", "measured, and not as promised"),
    State.UNPROVEN: (
        "niemand hat nachgesehen, oder keine Messung kann es sehen",
        "nobody looked, or no measurement can see it",
    ),
    State.ATTESTED: (
        "eine benannte Rolle hat es mit Datum und Dokument erklärt; nicht gemessen",
        "a named role stated it with date and document; not measured",
    ),
    State.NOT_DUE: ("keine Einheit hat ihr Datum erreicht", "no unit has reached its date"),
    State.KEPT: ("gemessen, vollständig gesehen, eingehalten", "measured, wholly seen, as promised"),
}

MARKS: dict[State, str] = {State.BROKEN: "x", State.UNPROVEN: "?", State.ATTESTED: "~", State.NOT_DUE: "·", State.KEPT: "o"}

LABELS: dict[str, tuple[str, str]] = {
    "title": ("Tafel der Zusagen", "Promise board"),
    "at": ("Stand", "As of"),
    "policy": ("Fassung der Erklärung", "Declaration version"),
    "sentence": ("Satz der Datenschutzerklärung", "Sentence of the notice"),
    "evidence": ("Was gemessen wurde", "What was measured"),
    "next": ("Nächstes Datum", "Next date"),
    "section": ("Abschnitt", "section"),
    "changed": ("Seit dem letzten Blick", "Since the last look"),
    "alone": (
        "Keine zweite Person gibt frei, was gelöscht wird.",
        "No second person approves what is deleted.",
    ),
    "first_look": ("Erster Blick; es gibt keinen früheren Stand.", "First look; there is no earlier state."),
    "nothing_changed": ("unverändert", "unchanged"),
    "seen": ("Angesehene Systeme", "Systems looked at"),
    "unseen": ("Nicht angesehene Systeme", "Systems not looked at"),
    "held": ("zurückgehalten", "held back"),
    "level": ("Löschtiefe", "Level of erasure"),
    "examined": ("geprüft", "examined"),
    "targets": ("in {n} Speichern", "in {n} stores"),
    "entry": ("Eintrag", "entry"),
    "last_kept": ("zuletzt gehalten", "last kept"),
    "until": ("bis", "until"),
    "by": ("von", "by"),
    "show_all": ("alle", "all"),
    "looked": ("angesehen", "looked at"),
    "undo_until": (
        "gelöscht, lässt sich zurückholen bis",
        "deleted, can be undone until",
    ),
    "backups_until": ("in Sicherungskopien noch bis", "in backups until"),
    "act": ("ausgeführt", "done"),
    "not_in_notice": ("steht nicht als eigener Satz in einem Dokument", "not a sentence of its own in any document"),
    "limits_title": ("Was diese Tafel nicht zeigen kann", "What this board cannot show"),
    "limits": (
        "Systeme, die niemand erklärt hat, Papier, Endgeräte, Exporte auf fremden Rechnern und das Verhalten von Empfängern. "
        "Sie zeigt Messungen und Erklärungen, keine rechtliche Bewertung.",
        "Systems that nobody declared, paper, end devices, exports on other machines and the conduct of recipients. "
        "It shows measurements and statements, not a legal assessment.",
    ),
    "unpublished": (
        "Für diese Fassung ist keine veröffentlichte Datenschutzerklärung verzeichnet.",
        "No published notice is recorded for this version of the declaration.",
    ),
}

LEVELS: dict[str, tuple[str, str]] = {
    "none": ("noch in einer abfragbaren Kopie", "still in a queryable copy"),
    "aside": ("noch in einer verschlüsselten Kopie zum Zurückholen", "still in an encrypted copy that can be put back"),
    "logical": ("nicht mehr abfragbar", "no longer queryable"),
    "reclaimed": ("Platz freigegeben", "space reclaimed"),
    "unreadable": ("Schlüssel vernichtet, Bytes unlesbar", "key destroyed, bytes unreadable"),
    "rewritten": ("Speicherstellen überschrieben", "bytes rewritten"),
    "horizon": ("auch aus den Logs der Datenbank verschwunden", "gone from the database's own logs, too"),
}

_UNSTATED = "statement-missing:"

EXCEPTIONS: dict[str, tuple[str, str]] = {
    "dates-other-rows": ("belegen die Frist anderer Daten", "date the period of other data"),
}


def exception_word(name: str, language: Language) -> str:
    """What holds a unit back: a hold or a statute by its name, other reasons in words."""
    if name.startswith(_UNSTATED):
        statute = name.removeprefix(_UNSTATED)
        return (
            f"für die Pflicht aufbewahrt, Erklärung fehlt ({statute})"
            if language == "de"
            else (f"retained for duty, statement missing ({statute})")
        )
    known = EXCEPTIONS.get(name)
    return known[0 if language == "de" else 1] if known else name


def level_word(level: str, language: Language) -> str:
    """A level of erasure in the reader's language."""
    known = LEVELS.get(level)
    return known[0 if language == "de" else 1] if known else level


def word(key: str, language: Language) -> str:
    """A label in the reader's language."""
    return LABELS[key][0 if language == "de" else 1]


def state_word(state: State, language: Language) -> str:
    """The name of a state in the reader's language."""
    return STATES[state][0 if language == "de" else 1]


def state_meaning(state: State, language: Language) -> str:
    """What a state means, in the reader's language."""
    return STATE_MEANS[state][0 if language == "de" else 1]
