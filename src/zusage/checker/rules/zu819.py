"""ZU819: text in the wrong language (Art. 12(1) GDPR).

A text that was copied instead of translated, or entered under the other language, makes a sentence in the middle of the
notice that its readers do not understand.

Wrong:
    title: {de: 'Newsletter of our shop and what you get', en: 'Newsletter of our shop and what you get'}
Right:
    title: {de: 'Newsletter unseres Ladens', en: 'Newsletter of our shop and what you get'}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.checker.wording import plain
from zusage.model.finding import Finding, Severity
from zusage.model.text import LANGUAGES, Text

RULE = Rule(
    "ZU819",
    Severity.WARNING,
    Text(
        "Text in der falschen Sprache",
        "text in the wrong language",
    ),
    Text(
        "„{found}“ steht unter {written_de} und sieht nach {looks_de} aus.",
        '"{found}" stands under {written_en} and looks like {looks_en}.',
    ),
    Text(
        "Übersetzen Sie den Text.",
        "Translate the text.",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts of four words and more in which only small words of the other language occur, at least two of them."""
    for one in said(matter.policy):
        for written, looks in (("de", "en"), ("en", "de")):
            words = plain((one.text.de if written == "de" else one.text.en) or "")
            if _is_only(words, looks):
                named = {
                    f"{name}_{tongue}": NAMES[code].to(tongue)
                    for name, code in (("written", written), ("looks", looks))
                    for tongue in LANGUAGES
                }
                yield RULE.finding(one.place, one.subject, found=_short(words), **named)
                break


@lru_cache(maxsize=65536)
def _is_only(words: str, language: str) -> bool:
    if _NAMES.search(words):
        return False
    found = re.findall(r"[a-zäöüß]+", _ADDRESSES.sub(" ", words.lower()))
    other = "de" if language == "en" else "en"
    return len(found) >= 4 and sum(word in SMALL[language] for word in found) >= 2 and not SMALL[other] & set(found)


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57].rstrip() + "…"


NAMES = {"de": Text("Deutsch", "German"), "en": Text("Englisch", "English")}
_NAMES = re.compile(r"beauftragte|DSGVO|GDPR|\b(?:Art|lit)\.")
_ADDRESSES = re.compile(r"\S*[/@_=<>.:]\S+")
SMALL = {
    "de": frozenset(
        re.findall(
            r"\w+",
            "der die das und oder für von zur zum mit nach ist sind nicht ein eine einer eines wir ihre ihrer ihren sie bei auf",
        )
    ),
    "en": frozenset(re.findall(r"\w+", "the and or for of to with after are not we your you our by from this that")),
}
