"""Starts in people's words, as they follow "nach" and "after".

Law: the label of a named event is used as it was written; otherwise the words say what the data show, never a technical
name where a word for it is known.
"""

from __future__ import annotations

from typing import assert_never

from zusage.language.durations import duration
from zusage.language.grammar import contracted, nominative
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule
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

_COLUMNS = {
    "cancelled": ("der Kündigung", "the cancellation"),
    "closed": ("dem Abschluss des Vorgangs", "the case is closed"),
    "created": ("der Erfassung", "the entry was made"),
    "ended": ("dem Ende", "the end"),
    "ends": ("dem Termin", "the appointment"),
    "expires": ("dem Ablauf", "the expiry"),
    "given": ("der Einwilligung", "the consent"),
    "issued": ("der Ausstellung", "the date of issue"),
    "paid": ("der Zahlung", "the payment"),
    "received": ("dem Eingang", "receipt"),
    "resolved": ("der Erledigung", "the matter is settled"),
    "sent": ("dem Versand", "dispatch"),
    "settled": ("der Erledigung", "the matter is settled"),
    "until": ("dem Ende der Laufzeit", "the end of the term"),
    "withdrawn": ("dem Widerruf", "the withdrawal"),
}
_UNSEEN = {
    "erasure": ("dem Eingang des Löschverlangens", "receipt of the request for erasure"),
    "restriction": ("dem Eingang des Verlangens nach Einschränkung", "receipt of the request for restriction"),
    "objection": ("dem Widerspruch", "the objection"),
}


def after(rule: Rule, policy: Policy, language: Language) -> str:
    """What follows "nach" (dative) or "after" for the start of a rule."""
    event = policy.events.get(rule.event)
    if event and event.label:
        return event.label.to(language)
    return of_start(rule.start, policy, language)


def from_end_of_year(phrase: str, language: Language) -> str:
    """The end of the calendar year of the start, for periods that count from it."""
    if language == "en":
        return f"from the end of the calendar year that includes {phrase}"
    if subject := nominative(phrase):
        into = "welches" if subject.startswith("das ") else "das"
        return f"ab dem Ende des Kalenderjahres, in {into} {subject} fällt"
    return f"ab dem Ende des Kalenderjahres, in dem es {contracted(f'zu {phrase}')} kam"


def of_start(start: Start, policy: Policy, language: Language) -> str:
    """The words of a start without a label."""
    for event in policy.events.values():
        if event.start == start and event.label:
            return event.label.to(language)
    de = language == "de"
    match start:
        case ColumnStart(system, _, column) | Matched(system, _, column):
            return _column(system, column, policy, language)
        case AllGone():
            return "dem Wegfall des letzten zugehörigen Eintrags" if de else "the last entry belonging to it has ended"
        case Withdrawn(consent):
            return _withdrawn(consent, policy, language)
        case Removed():
            return "der Entfernung durch ‹Sie|dich›" if de else "its removal by you"
        case Silence(_, period):
            words = duration(period, language, "dative")
            return f"{words} ohne neuen Vorgang" if de else f"{words} without any new activity"
        case Earliest(starts):
            return _several(starts, policy, language, "zuerst eintritt", "comes first")
        case Latest(starts):
            return _several(starts, policy, language, "zuletzt eintritt", "comes last")
        case Plus(inner, period):
            words = duration(period, language, "dative")
            joined = of_start(inner, policy, language)
            return f"{words} ab {joined}" if de else f"{words} from {joined}"
        case Unseen(kind):
            return _unseen(kind, language)
        case _:
            assert_never(start)


def _column(system: str, column: str, policy: Policy, language: Language) -> str:
    at = 0 if language == "de" else 1
    known = policy.systems.get(system)
    if known and known.backup_of:
        return ("der Sicherung", "the backup was made")[at]
    if known and known.connector == "logfiles":
        return ("dem Zugriff", "the request")[at]
    for part in column.split("_"):
        if part in _COLUMNS:
            return _COLUMNS[part][at]
    name = column.replace("_", " ")
    return (f"dem Zeitpunkt, den wir als „{name}“ festhalten", f"the moment that we record as “{name}”")[at]


def _withdrawn(consent: str, policy: Policy, language: Language) -> str:
    label = policy.consents[consent].label.to(language) if consent in policy.consents else consent
    if language == "de":
        return f"dem Widerruf ‹Ihrer|deiner› Einwilligung („{label}“)"
    return f"you withdraw your consent (“{label}”)"


def _several(starts: tuple[Start, ...], policy: Policy, language: Language, de: str, en: str) -> str:
    words = join([of_start(start, policy, language) for start in starts], language, "or")
    return f"{words}, je nachdem, was {de}" if language == "de" else f"{words}, whichever {en}"


def several_moments(start: Earliest | Latest, policy: Policy, language: Language) -> str:
    """Several starts as times of an act: "30 Tage nach dem Ende … oder unverzüglich nach dem Widerruf, je nachdem, …"."""
    de = language == "de"
    if not any(isinstance(part, Plus) for part in start.starts):
        return f"{'nach' if de else 'after'} {of_start(start, policy, language)}"
    at_once = "unverzüglich nach" if de else "without delay after"
    words = [
        f"{duration(part.period, language)} {'nach' if de else 'after'} {of_start(part.start, policy, language)}"
        if isinstance(part, Plus)
        else f"{at_once} {of_start(part, policy, language)}"
        for part in start.starts
    ]
    first = isinstance(start, Earliest)
    which = ("zuerst" if first else "zuletzt") + " eintritt" if de else f"comes {'first' if first else 'last'}"
    return f"{join(words, language, 'or')}, {'je nachdem, was' if de else 'whichever'} {which}"


def _unseen(kind: str, language: Language) -> str:
    for word, (de, en) in _UNSEEN.items():
        if word in kind:
            return de if language == "de" else en
    return "der Feststellung durch unsere Beschäftigten" if language == "de" else "our staff have established it"
