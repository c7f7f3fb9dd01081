"""Conditions in people's words: which rows a rule is about.

Law: says every part of the condition. Known column names and states get the word people use; others are quoted as what is
recorded, so that nobody takes a word of a database for one of the sentence.
"""

from __future__ import annotations

from datetime import timedelta

from zusage.language.dates import long_date
from zusage.language.durations import duration
from zusage.language.lists import join
from zusage.model.text import Language
from zusage.plan.condition import And, Before, Condition, Constant, CutOff, Equals, In, IsNull, Not, Or
from zusage.policy.moving import Ago
from zusage.policy.read_where import HAS_BEEN

_NAMES = {"state": ("der Status", "the status"), "status": ("der Status", "the status"), "kind": ("die Art", "the kind")}
_STATES = frozenset({"state", "status"})
_VALUES = {
    "accepted": ("angenommen", "accepted"),
    "active": ("aktiv", "active"),
    "answered": ("beantwortet", "answered"),
    "applied": ("beworben", "applied"),
    "approved": ("genehmigt", "approved"),
    "archived": ("archiviert", "archived"),
    "blocked": ("blockiert", "blocked"),
    "booked": ("gebucht", "booked"),
    "cancelled": ("storniert", "cancelled"),
    "closed": ("abgeschlossen", "closed"),
    "completed": ("abgeschlossen", "completed"),
    "confirmed": ("bestätigt", "confirmed"),
    "declined": ("abgelehnt", "declined"),
    "deleted": ("gelöscht", "deleted"),
    "done": ("erledigt", "done"),
    "draft": ("Entwurf", "draft"),
    "ended": ("beendet", "ended"),
    "expired": ("abgelaufen", "expired"),
    "failed": ("fehlgeschlagen", "failed"),
    "finished": ("abgeschlossen", "finished"),
    "hired": ("eingestellt", "hired"),
    "inactive": ("inaktiv", "inactive"),
    "invited": ("eingeladen", "invited"),
    "lost": ("verloren", "lost"),
    "new": ("neu", "new"),
    "open": ("offen", "open"),
    "paid": ("bezahlt", "paid"),
    "pending": ("unbestätigt", "unconfirmed"),
    "readonly": ("nur lesbar", "read-only"),
    "refused": ("abgelehnt", "refused"),
    "rejected": ("abgelehnt", "rejected"),
    "resolved": ("erledigt", "resolved"),
    "sent": ("versandt", "sent"),
    "settled": ("erledigt", "settled"),
    "terminated": ("gekündigt", "terminated"),
    "unpaid": ("unbezahlt", "unpaid"),
    "unsubscribed": ("abgemeldet", "unsubscribed"),
    "withdrawn": ("zurückgezogen", "withdrawn"),
    "won": ("gewonnen", "won"),
}


def as_far_as(condition: Condition | None, language: Language) -> str:
    """The condition as a clause with its comma: ", soweit der Status „unbestätigt“ lautet"; "" for no condition."""
    if condition is None:
        return ""
    words = _words(condition, language)
    if not words:
        return ""
    return f", soweit {words}" if language == "de" else f", where {words}"


def _words(condition: Condition, language: Language) -> str:
    match condition:
        case Equals(column, bool() as value):
            return _flag(column, value, language)
        case Equals(column, value):
            return _is(column, (value,), language)
        case In(column, tuple() as values):
            return _is(column, values, language)
        case IsNull(column):
            name = _name(column, language)
            return f"{name} leer ist" if language == "de" else f"{name} is empty"
        case Before(column, cut):
            return _bound(column, cut, language, earlier=True)
        case Not(Before(column, cut)):
            return _bound(column, cut, language, earlier=False)
        case And(parts):
            return join([words for part in parts if (words := _words(part, language))], language)
        case Or(parts):
            return join([_words(part, language) for part in parts], language, "or")
        case Not(part):
            inner = _words(part, language)
            return f"nicht zutrifft, dass {inner}" if language == "de" else f"it is not the case that {inner}"
        case _:
            return ""


def _bound(column: str, cut: CutOff, language: Language, *, earlier: bool) -> str:
    """ "vor" and "seit" a day, "länger" and "höchstens" for a period; that a moment has come is not worth saying."""
    de = language == "de"
    if cut == HAS_BEEN:
        return ""
    name = _name(column, language)
    if isinstance(cut, Ago):
        span = duration(cut.period, language, "accusative")
        if de:
            return f"{name} {'länger' if earlier else 'nicht länger'} als {span} zurückliegt"
        return f"{name} is {'longer' if earlier else 'not longer'} than {span} ago"
    day = long_date(cut.day + timedelta(days=1), language)
    if de:
        return f"{name} {'vor dem' if earlier else 'nicht vor dem'} {day} liegt"
    return f"{name} is {'before' if earlier else 'not before'} {day}"


def _is(column: str, values: tuple[Constant, ...], language: Language) -> str:
    de = language == "de"
    if column in _STATES and all(str(value) in _VALUES for value in values):
        states = join([_quoted(_VALUES[str(value)][0 if de else 1], language) for value in values], language, "or")
        return f"der Status {states} lautet" if de else f"the status is {states}"
    raw = join([_quoted(str(value), language) for value in values], language, "or")
    where = f"als {_NAMES[column][0][4:]}" if column in _NAMES else f"unter {_quoted(column, language)}"
    return f"{where} {raw} eingetragen ist" if de else f"{_name(column, language)} is recorded as {raw}"


def _flag(column: str, value: bool, language: Language) -> str:
    name = column.replace("_", " ")
    if language == "de":
        return f"das Merkmal „{name}“ {'gesetzt' if value else 'nicht gesetzt'} ist"
    return f"the mark “{name}” is {'set' if value else 'not set'}"


def _name(column: str, language: Language) -> str:
    at = 0 if language == "de" else 1
    return _NAMES[column][at] if column in _NAMES else _quoted(column, language)


def _quoted(words: str, language: Language) -> str:
    return f"„{words}“" if language == "de" else f"“{words}”"
