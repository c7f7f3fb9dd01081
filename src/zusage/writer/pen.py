"""The hand of a paper: its policy, language and form of address, and how it asks for what nobody has declared.

Law: `ask` is the only way to write a gap, and says what is asked; declared words are taken as they are. A paper that is
not written to the person says "the contract" where the notice says "your contract".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from zusage.document.tree import Bullets, Document, Paragraph, Section, Sentence, missing, plain
from zusage.kinds.speak import speak
from zusage.language.address import addressed
from zusage.language.dates import long_date
from zusage.language.grammar import contracted, gender
from zusage.language.lists import join
from zusage.model.text import Language, Text
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise
from zusage.writer.order import Order
from zusage.writer.registers.neutral import merged, neutral

_ARTICLES = {"Ihrer": "der", "Ihres": "des", "Ihrem": "dem", "Ihren": "den", "Ihre": "die"}
_THEIR = re.compile(r"\b(Ihre[rsmn]?)\b")
_OWN = re.compile(r"\bIhr (\w+)")
_PERSON = (
    ("Ihrer Wahl", "nach Wahl der betroffenen Person"),
    ("durch Sie selbst", "durch die betroffene Person selbst"),
    ("durch Sie", "durch die betroffene Person"),
    ("an Sie", "an die betroffene Person"),
    ("über Sie", "über die betroffene Person"),
    ("mit Ihnen", "mit der betroffenen Person"),
    ("von Ihnen", "von der betroffenen Person"),
)
_NOMINATIVE = {"m": "der", "f": "die", "n": "das"}
_YOU = (
    ("of your choice", "of the person's choice"),
    ("to you", "to the person"),
    ("with you", "with the person"),
    ("by you", "by the person"),
    ("about you", "about the person"),
)
ROLES = {
    "management": Text("Geschäftsleitung", "management"),
    "finance": Text("Finanzbuchhaltung", "finance"),
    "security": Text("Informationssicherheit", "information security"),
    "admin": Text("Systemverwaltung", "system administration"),
    "platform": Text("Plattformbetrieb", "platform operations"),
    "web": Text("Betrieb der Website", "website operations"),
    "dpo": Text("datenschutzbeauftragte Person", "data protection officer"),
}


class Pen:
    """What the parts of one paper share."""

    def __init__(self, order: Order, form: str = "Sie", *, impersonal: bool = False) -> None:
        self.policy: Policy = order.policy
        self.language: Language = order.language
        self.as_of: date = order.as_of
        self.history = order.history
        self.form = form
        self._impersonal = impersonal

    def say(self, de: str, en: str) -> str:
        """Words of the paper itself."""
        return addressed(de, self.form) if self.language == "de" else en

    def s(self, de: str, en: str) -> Sentence:
        """A sentence of the paper itself."""
        return plain(self.say(de, en))

    def ask(self, de: str, en: str) -> Sentence:
        """What is not declared, as a question that somebody can answer."""
        return missing(self.say(f"Nicht angegeben: {de}", f"Not declared: {en}"))

    def to(self, text: Text) -> str:
        """Declared words."""
        words = addressed(text.to(self.language), self.form)
        return impersonal(words, self.language) if self._impersonal else words

    def full(self, text: Text) -> Sentence:
        """Declared words as a sentence of their own."""
        words = self.to(text).rstrip(".")
        return plain(f"{words[:1].upper()}{words[1:]}.")

    def list(self, items: Iterable[str], word: str = "and") -> str:
        """Items in running text."""
        return join(list(items), self.language, word)

    def stop(self, de: str, en: str) -> Sentence:
        """A sentence that ends with a name, which may end with a full stop of its own: "Muster, Inc."."""
        return plain(f"{self.say(de, en).rstrip('.')}.")

    def quoted(self, words: str) -> str:
        """Words in the quotation marks of the language."""
        return f"„{words}“" if self.language == "de" else f"“{words}”"

    def day(self, day: date) -> str:
        """A date in words."""
        return long_date(day, self.language)

    def promised(self, promise: Promise) -> Sentence:
        """The sentence of a promise as it is published, with its id."""
        return plain(speak(promise, self.policy, self.language), promise.id)

    def told(self, promise: Promise) -> Sentence:
        """The same for whoever reads this paper: who is not the person is not spoken to."""
        said = speak(promise, self.policy, self.language)
        return plain(impersonal(said, self.language) if self._impersonal else said, promise.id)

    def role(self, id: str) -> str:
        """A role in words, with the id that approvals and the ledger use."""
        known = ROLES.get(id)
        return f"{known.to(self.language)} ({id})" if known else id

    def roles(self, ids: Iterable[str]) -> str:
        """Several roles."""
        return self.list(self.role(id) for id in dict.fromkeys(ids))

    def title(self, activity: str) -> str:
        """The title of an activity."""
        known = self.policy.activities.get(activity)
        return self.to(known.title) if known else activity

    def document(self, id: str, title: str, sections: Iterable[Section], *, wide: bool = False) -> Document:
        """The finished paper."""
        facts = (
            self.say(f"Stand: {self.day(self.as_of)}", f"As of: {self.day(self.as_of)}"),
            self.say(f"Fassung der Regeln {self.policy.digest[:12]}", f"Version of the rules {self.policy.digest[:12]}"),
        )
        publisher = self.policy.organisation.name
        return Document(title, self.language, tuple(sections), publisher, facts, id=id, wide=wide)


def para(*sentences: Sentence) -> Paragraph:
    """Sentences that belong together."""
    return Paragraph(sentences)


def bullets(sentences: Iterable[Sentence]) -> Bullets:
    """One item per sentence."""
    return Bullets(tuple((sentence,) for sentence in sentences))


def impersonal(words: str, language: Language) -> str:
    """The words of a notice for a reader who is not the person: "Ihrer Buchung" is "der Buchung"."""
    if language == "en":
        for old, new in _YOU:
            words = re.sub(rf"\b{old}\b", new, words)
        return neutral(re.sub(r"\byour\b", "the", re.sub(r"\bYour\b", "The", words)), "en")
    for old, new in _PERSON:
        words = re.sub(rf"\b{old}\b", new, words)
    words = merged(words)
    words = _THEIR.sub(lambda found: _at(words, found, _ARTICLES[found[1]]), words)
    return neutral(contracted(_OWN.sub(lambda found: _own(words, found), words)), "de")


def _own(words: str, found: re.Match[str]) -> str:
    kind = gender(found[1])
    listed = words[: found.start()].endswith(("und ", "sowie ", ", "))
    return found[1] if kind is None or listed else f"{_at(words, found, _NOMINATIVE[kind])} {found[1]}"


def _at(words: str, found: re.Match[str], article: str) -> str:
    return article.capitalize() if found.start() == 0 or words[: found.start()].endswith(". ") else article
