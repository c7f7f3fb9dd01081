"""Both sides of a comparison, and the words that both use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document, Recipient
from zusage.policy.policy import Policy
from zusage.writer.bases import basis_sentences
from zusage.writer.script import Script

Thing = TypeVar("Thing")
_NONE = Document("", Text("", ""))


@dataclass(frozen=True, slots=True)
class Sides:
    """The old and the new policy, and the language of the report."""

    old: Policy
    new: Policy
    language: Language

    def say(self, de: str, en: str) -> str:
        """Words of the report itself."""
        return de if self.language == "de" else en

    def to(self, text: Text | None) -> str:
        """A declared text."""
        return text.to(self.language) if text else ""

    def people(self, *activities: Activity) -> tuple[str, ...]:
        """Ids of the groups of people of some activities, each once."""
        return tuple(dict.fromkeys(id for activity in activities for id in activity.subjects))

    def label(self, subject: str) -> str:
        """What a group of people is called."""
        known = self.new.subjects.get(subject) or self.old.subjects.get(subject)
        return self.to(known.label) if known else subject

    def recipient(self, id: str) -> str:
        """What a recipient is called."""
        known = self.new.recipients.get(id) or self.old.recipients.get(id)
        return recipient_name(known, self.language) if known else id

    def bases(self, policy: Policy, activity: Activity) -> str:
        """The legal bases of an activity as its notice says them."""
        first = next((policy.documents[id] for id in activity.documents if id in policy.documents), _NONE)
        return " ".join(sentence.text for sentence in basis_sentences(Script(policy, first, self.language), activity))

    def listed(self, texts: Iterable[Text]) -> str:
        """Texts as one phrase with a capital letter."""
        return capitalised(join([self.to(text) for text in texts], self.language))


def recipient_name(known: Recipient, language: Language) -> str:
    """The name, or the category where recipients vary."""
    return known.name or (known.category.to(language) if known.category else known.id)


def pairs(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterable[tuple[str, Thing | None, Thing | None]]:
    """Every id with its old and new thing, in the order of the new side, what is gone at the end."""
    for id, thing in new.items():
        yield id, old.get(id), thing
    for id, thing in old.items():
        if id not in new:
            yield id, thing, None
