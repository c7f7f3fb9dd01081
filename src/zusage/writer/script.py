"""The promises of one document on their way into the text.

Law: every promise of the document is placed exactly once; what no section asked for is left over and goes into the last
section that takes the rest. Nothing is placed without words.
"""

from __future__ import annotations

from collections.abc import Callable

from zusage.document.tree import Bullets, Definitions, Paragraph, Sentence, plain
from zusage.kinds.speak import speak
from zusage.language.address import addressed
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise

Entry = tuple[str, tuple[Paragraph | Bullets | Definitions, ...]]


class Script:
    """What the sections of a document share: policy, language, address form, and the promises still to be placed."""

    def __init__(self, policy: Policy, document: Document, language: Language) -> None:
        self.policy = policy
        self.document = document
        self.language = language
        self._waiting = [promise for promise in policy.promises if document.id in promise.documents]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """The activities of the document, in order of writing."""
        return tuple(a for a in self.policy.activities.values() if self.document.id in a.documents)

    def say(self, de: str, en: str) -> str:
        """Words of the writer itself, in the language and address form of the document."""
        return addressed(de, self.document.address_form) if self.language == "de" else en

    def sentence(self, de: str, en: str) -> Sentence:
        """A sentence of the writer itself; it says no promise."""
        return plain(self.say(de, en))

    def to(self, text: Text) -> str:
        """A declared text in the language and, where it marks them, the address form of the document."""
        return addressed(text.to(self.language), self.document.address_form)

    def take(self, wanted: Callable[[Promise], bool]) -> tuple[Sentence, ...]:
        """The sentences of all waiting promises that are wanted; they are placed from now on."""
        taken = [promise for promise in self._waiting if wanted(promise)]
        self._waiting = [promise for promise in self._waiting if not wanted(promise)]
        return tuple(self._said(promise) for promise in taken)

    def take_kinds(self, *kinds: str, activity: str | None = None) -> tuple[Sentence, ...]:
        """The sentences of waiting promises of these kinds, of one activity or of any."""
        return self.take(lambda p: p.kind in kinds and activity in (None, p.activity))

    def take_rest(self) -> tuple[Sentence, ...]:
        """The sentences of everything that was not placed yet."""
        return self.take(lambda _: True)

    def _said(self, promise: Promise) -> Sentence:
        words = speak(promise, self.policy, self.language)
        if not words:
            raise LookupError(f"{promise.id} has no words")
        return plain(words, promise.id)


def listed(sentences: tuple[Sentence, ...]) -> Paragraph | Bullets:
    """One sentence as a paragraph, several as a list."""
    return Bullets(tuple((sentence,) for sentence in sentences)) if len(sentences) > 1 else Paragraph(sentences)


def grouped(groups: tuple[tuple[Sentence, ...], ...]) -> Paragraph | Bullets:
    """One group as a paragraph, several as a list."""
    return Bullets(groups) if len(groups) > 1 else Paragraph(groups[0])


def entry(term: str, sentences: tuple[Sentence, ...]) -> tuple[Entry, ...]:
    """A definition of some sentences, or nothing."""
    return ((term, (listed(sentences),)),) if sentences else ()
