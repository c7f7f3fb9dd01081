"""Acts in people's words: löschen, kürzen, anonymisieren are three words and never stand for one another.

Law: what is shortened is called shortened; the words say how much of the value remains.
"""

from __future__ import annotations

from zusage.kinds.words.fields import kinds_of_value
from zusage.language.numbers import number
from zusage.model.text import Language
from zusage.policy.rule import Action, Stage

_VERBS = {
    Action.DELETE: ("löschen", "delete"),
    Action.DROP: ("löschen", "delete"),
    Action.CLEAR: ("löschen", "delete"),
    Action.SHORTEN: ("kürzen", "shorten"),
    Action.PSEUDONYMISE: ("pseudonymisieren", "pseudonymise"),
    Action.ANONYMISE: ("anonymisieren", "anonymise"),
    Action.LOCK: ("stellen auf nur lesbar um", "make read-only"),
    Action.RESTRICT: ("schränken ein", "restrict"),
}
_FIELDS = ("field", "column")


def verb(stage: Stage, language: Language) -> str:
    """The verb of a stage, for "wir" and "we"."""
    return _VERBS[stage.action][0 if language == "de" else 1]


def values(stage: Stage, language: Language) -> str:
    """The fields a stage works on, as kinds of values, or "" when it is about whole records."""
    named = [value for key, value in stage.how if key in _FIELDS]
    return kinds_of_value(named, language) if named else ""


def bits(stage: Stage, version: str) -> int | None:
    """How many bits of an IP address remain, or None where nothing is said."""
    for key, value in stage.how:
        if key == version or key.endswith(f".{version}"):
            return int(value) if value.isdigit() else None
    return None


def remainder(stage: Stage, language: Language) -> str:
    """What remains of a shortened IP address: ": Bei IPv4 entfällt die letzte Zahlengruppe, bei IPv6 …"."""
    v4, v6 = bits(stage, "v4"), bits(stage, "v6")
    de = language == "de"
    parts = []
    if v4 is not None:
        parts.append(_octets(v4, language))
    if v6 is not None:
        first = number(v6 // 16, language) if v6 % 16 == 0 else ""
        blocks = (f"die ersten {first} von acht Blöcken" if de else f"the first {first} of eight blocks") if first else (
            f"die ersten {v6} Bit" if de else f"the first {v6} bits")  # fmt: skip
        parts.append(f"von IPv6-Adressen {blocks}" if de else f"of IPv6 addresses {blocks}")
    if not parts:
        return ""
    return (": Es bleiben nur " if de else ": only these remain: ") + (", " if de else "; ").join(parts)


def _octets(v4: int, language: Language) -> str:
    left = number(v4 // 8, language) if v4 % 8 == 0 else ""
    if language == "de":
        return f"von IPv4-Adressen die ersten {left} von vier Zahlen" if left else f"von IPv4-Adressen die ersten {v4} Bit"
    return f"of IPv4 addresses the first {left} of four numbers" if left else f"of IPv4 addresses the first {v4} bits"
