"""Declared words without address: a register speaks about people, not to them.

Law: "Ihre Anfrage" becomes "die Anfrage", "mit Ihnen" becomes "mit den betroffenen Personen" and later "mit ihnen"; grammar
stays right, because formal German and English "you" take the plural anyway. A "Sie" that begins a sentence may mean things
and stays; "du" is never met, because address marks are resolved to the formal form first. A possessive that begins a title
or a label is left out. Nothing else is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from zusage.language.address import addressed
from zusage.language.grammar import gender
from zusage.model.text import Language

_OURS = {"Ihre": "die", "Ihrer": "der", "Ihrem": "dem", "Ihres": "des", "Ihren": "den"}
_POSSESSIVE = re.compile(r"\b(Ihre[rmsn]?)(?= [\wÄÖÜ])")
_BARE = re.compile(r"\bIhr (?=(\w+))")
_FIRST = re.compile(r"^(?:Ihre[rmsn]?|Your) (?=\w)")
_PEOPLE = re.compile(r"(?<=[\wäöüß,;:)] )(Sie|Ihnen)\b")
_YOUR = re.compile(r"\b([Yy])our (?=\w)")
_YOU = re.compile(r"\byou\b")
_BEGINS = re.compile(r"(?:\b(?:if|that|when|which|as|until|where|because|and|or|while|before|after|unless)|,) $")
_MERGES = re.compile(r"\b([IiAaVvBb])(n|on|ei) Ihrem (?=[\wÄÖÜ])")
_MERGED = {"n": "m", "on": "om", "ei": "eim"}
_BARE_ARTICLES = {"m": "der ", "f": "die ", "n": "das ", None: ""}


def neutral(text: str, language: Language) -> str:
    """`text` as a register says it."""
    formal = _FIRST.sub("", addressed(text, "Sie"))
    if language == "en":
        formal = formal.replace("of your choice", "of one's choice")
        formal = _YOUR.sub(lambda found: "The " if found[1] == "Y" else "the ", formal)
        return _named(_YOU, formal, _they, "the data subjects")
    formal = merged(formal.replace("Ihrer Wahl", "eigener Wahl"))
    formal = _POSSESSIVE.sub(lambda found: _like(formal, found.start(), _OURS[found[1]]), formal)
    formal = _BARE.sub(lambda found: _like(formal, found.start(), _BARE_ARTICLES[gender(found[1])]), formal)
    return _named(_PEOPLE, formal, lambda found: found[1].lower(), "die betroffenen Personen", "den betroffenen Personen")


def merged(text: str) -> str:
    """ "in Ihrem Antrag" as "im Antrag": preposition and article in one word, which is how they are said together."""
    return _MERGES.sub(lambda found: f"{found[1]}{_MERGED[found[2]]} ", text)


def _they(found: re.Match[str]) -> str:
    return "they" if _BEGINS.search(found.string[: found.start()]) else "them"


def _named(pattern: re.Pattern[str], text: str, later: Callable[[re.Match[str]], str], *names: str) -> str:
    """The people named where they are first spoken to, and a pronoun after that; `names` for "Sie" and for "Ihnen"."""
    first = pattern.search(text)
    if first is None:
        return text
    name = names[-1] if first[0] == "Ihnen" else names[0]
    return text[: first.start()] + name + pattern.sub(later, text[first.end() :])


def _like(text: str, start: int, word: str) -> str:
    """The word with a capital letter where a sentence begins with it."""
    begins = start == 0 or text[:start].rstrip().endswith((".", "!", "?"))
    return word[:1].upper() + word[1:] if begins else word
