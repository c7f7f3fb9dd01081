"""How hard a text is to read: Flesch's reading ease, for German with Amstad's figures.

Law: German 180 - ASL - 58.5 x ASW (Amstad 1978), English 206.835 - 1.015 x ASL - 84.6 x ASW (Flesch 1948), where ASL is
words per sentence and ASW syllables per word; higher is easier, around 60 is plain, below 30 is for scholars. Syllables are
counted by groups of vowels with the rules below, in capitals by letter, in numbers by digit; addresses of mail and web are
left out. The share of words counted wrongly is measured in `tests/unit/language/test_readability.py`. Only running text is
to be given: headings and the cells of tables are no sentences.

Example: `ease(("Wir löschen Ihre Daten nach 30 Tagen.",), "de")` is about 66.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zusage.model.text import Language

_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+|\bwww\.\S+")
_WORD = re.compile(r"[A-Za-zÄÖÜäöüßÀ-ÿ]+(?:['’][a-z]+)?|\d+")
_SHORT = re.compile(r"\b(?:Art|Abs|Nr|lit|Dr|z|B|d|h|no|bzw|ggf|e|g|i)\.(?=\s)|\b\d{1,2}\.(?=\s[A-ZÄÖÜ][a-zä])")
_END = re.compile(r"[.!?]+(?:\s|$)")

_PAIRS = ("aa", "ai", "au", "ay", "äu", "ee", "ei", "eu", "ey", "ie", "oo", "ou", "oi")
_GROUP = re.compile(rf"{'|'.join(_PAIRS)}|[aeiouyäöüàâéèêëïîôûœ]")
_APART: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"qu"), "q"),
    (re.compile(r"\b(ge|be)(?=[aoäöü]|e[imn]|ur)"), r"\1-"),
    (re.compile(r"(?<=[^aeiouäöü]i)en\b(?<=...ien)|(?<=[ln]i)e\b(?<=..[ln]ie)|(?<=[tl]i)ent|(?<=i)ell|(?<=seri)e\b"), "-e"),
    (re.compile(r"(?<=e)en\b|(?<=e)um\b"), "-e"),
)
"""Vowels that belong to two syllables although they stand side by side: ge-öffnet, Feri-en, Lini-e, Pati-ent, Muse-um."""


def syllables(word: str, language: Language) -> int:
    """How many syllables a word has; letters of an abbreviation and digits of a number are spoken one by one."""
    if word.isdigit():
        return len(word)
    if len(word) > 1 and word.isupper():
        return sum(3 if letter in "WY" else 1 for letter in word)
    return _german(word) if language == "de" else _english(word)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, without addresses of mail and web."""
    return _WORD.findall(_ADDRESS.sub("", text))


def sentences_in(text: str) -> int:
    """How many sentences a text has; a text without a final stop is one."""
    return max(len(_END.findall(_SHORT.sub("", _ADDRESS.sub("", text)).strip())), 1)


def ease(texts: Iterable[str], language: Language) -> float | None:
    """Flesch's reading ease of running text, or None where there are no words."""
    given = [text for text in texts if words_of(text)]
    words = [word for text in given for word in words_of(text)]
    if not words:
        return None
    asl = len(words) / sum(map(sentences_in, given))
    asw = sum(syllables(word, language) for word in words) / len(words)
    return 180 - asl - 58.5 * asw if language == "de" else 206.835 - 1.015 * asl - 84.6 * asw


def _german(word: str) -> int:
    low = word.lower()
    for pattern, instead in _APART:
        low = pattern.sub(instead, low)
    return max(len(_GROUP.findall(low)), 1)


_SILENT = re.compile(r"(?<=[^aeiouy])es$|(?<=[^td])ed$|(?<=[^l])e$|(?<=[aeiouy]l)e$")
_SOUNDED = re.compile(r"(?:s|x|z|ch|sh|c|g)es$|ea$|oe$")
_SPLIT = re.compile(r"(?<=[^tcsg]i)(?=[aou])|(?<=de)(?=o)|(?<=[cr]re)(?=a)|(?<=e)(?=a$)|(?<=[aeo]y)(?=e)")


def _english(word: str) -> int:
    low = word.lower().replace("busi", "biz")
    if len(low) > 2 and not _SOUNDED.search(low):
        low = _SILENT.sub("", low)
    return max(len(re.findall(r"[aeiouy]+", _SPLIT.sub("-", low))), 1)
