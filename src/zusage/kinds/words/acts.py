"""Acts in people's words: löschen, kürzen, anonymisieren are three words and never stand for one another.

Law: what is shortened is called shortened; the words say how much of the value remains.
"""

from __future__ import annotations

from zusage.keeping.shown import also
from zusage.kinds.words.fields import kinds_of_value
from zusage.language.lists import join
from zusage.language.numbers import number
from zusage.model.text import Language
from zusage.operators.catalogue import PSEUDONYMISED, may_anonymise, reach
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
    """The verb of a stage, for "wir" and "we": what its operators can come to, whatever the rule calls it."""
    return _VERBS[_honest(stage)][0 if language == "de" else 1]


def _honest(stage: Stage) -> Action:
    names = [change.operator for change in stage.changes]
    if stage.action is Action.PSEUDONYMISE and names and reach(names) != PSEUDONYMISED:
        return Action.SHORTEN
    if stage.action is not Action.ANONYMISE:
        return stage.action
    if not names:
        cuts = any(key.rpartition(".")[2] in ("v4", "v6") for key, _ in stage.how)
        return Action.SHORTEN if cuts else Action.ANONYMISE
    if may_anonymise(names):
        return Action.ANONYMISE
    return Action.PSEUDONYMISE if reach(names) == PSEUDONYMISED else Action.SHORTEN


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
    """What remains of a shortened IP address: "; von einer IPv4-Adresse bleiben dann nur …"."""
    v4, v6 = bits(stage, "v4"), bits(stage, "v6")
    de = language == "de"
    left = []
    if v4 is not None:
        left.append(("von einer IPv4-Adresse", _first(v4, 8, "der vier Zahlen", language)) if de else (
            "of an IPv4 address", _first(v4, 8, "of its four numbers", language)))  # fmt: skip
    if v6 is not None:
        left.append(("von einer IPv6-Adresse", _first(v6, 16, "der acht Blöcke", language)) if de else (
            "of an IPv6 address", _first(v6, 16, "of its eight blocks", language)))  # fmt: skip
    if not left:
        return ""
    (whose, what), *rest = left
    if de:
        return f"; {whose} bleiben dann nur {what}" + "".join(f", {w} nur {x}" for w, x in rest)
    return f"; {whose} only {what} then remain" + "".join(f", {w} only {x}" for w, x in rest)


def besides(stage: Stage, language: Language) -> str:
    """What else is taken out of the line: "; E-Mail-Adressen … ersetzen wir dabei durch einen Strich"."""
    de, found = language == "de", also(stage)
    named = [name for name in found if name not in ("emails", "users")]
    words = [("E-Mail-Adressen", "email addresses")] if "emails" in found else []
    words += [("Benutzernamen", "user names")] if "users" in found else []
    words += [(f"den Wert der Angabe „{name}“", f'the value of "{name}"') for name in named]
    if not words:
        return ""
    listed = join([word[0 if de else 1] for word in words], language)
    return f"; {listed} ersetzen wir dabei durch einen Strich" if de else f"; {listed} are replaced by a dash"


def _first(kept: int, size: int, whole: str, language: Language) -> str:
    if kept % size:
        return f"die ersten {kept} Bit" if language == "de" else f"the first {kept} bits"
    return f"{'die ersten' if language == 'de' else 'the first'} {number(kept // size, language)} {whole}"
