"""The promises of one document on their way into the text.

Law: every promise of the document is placed exactly once; what no section asked for is left over and goes into the last
section that takes the rest. Nothing is placed without words. A document shows its own activities, those it includes, and
those its parts name; with them come the promises about them, and what is promised of the organisation as a whole and
concerns them. Promises in the same words become one sentence that carries the marks of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from zusage.document.tree import Bullets, Definitions, Link, Paragraph, Sentence, plain
from zusage.kinds.speak import speak, speak_on
from zusage.kinds.words.data import covers_all, near
from zusage.language.address import addressed
from zusage.language.lists import join
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document, Subject
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Duty, FlowTerms, Promise, StageTerms
from zusage.writer.kept import Group, closing, common_hold, in_same_words, without_hold

Entry = tuple[str, tuple[Paragraph | Bullets | Definitions, ...]]
_EVERYWHERE = ("right-honoured", "channel-reachable", "identity-checked", "tls-only", "routine-run", "erasure-replayed",
               "contract-on-file", "located-in")  # fmt: skip
"""What is promised of the organisation as a whole and is true in each of its notices."""


class Script:
    """What the sections of a document share: policy, language, address form, and the promises still to be placed."""

    def __init__(self, policy: Policy, document: Document, language: Language) -> None:
        self.policy = policy
        self.document = document
        self.language = language
        shown = {*document.includes, *(id for layer in document.layers for id in layer.show)}
        self.activities = tuple(a for a in policy.activities.values() if document.id in a.documents or a.id in shown)
        """The activities of the document, in order of writing."""
        self.promises = tuple(promise for promise in policy.promises if self._belongs(promise))
        self._waiting = list(self.promises)
        self._wholes: dict[str, str] = {}

    def say(self, de: str, en: str) -> str:
        """Words of the writer itself, in the language and address form of the document."""
        return addressed(de, self.document.address_form) if self.language == "de" else en

    def sentence(self, de: str, en: str) -> Sentence:
        """A sentence of the writer itself; it says no promise."""
        return plain(self.say(de, en))

    def to(self, text: Text) -> str:
        """A declared text in the language and, where it marks them, the address form of the document."""
        return addressed(text.to(self.language), self.document.address_form)

    def quoted(self, text: Text) -> str:
        """A declared text in quotation marks."""
        return f"„{self.to(text)}“" if self.language == "de" else f"“{self.to(text)}”"

    def take(self, wanted: Callable[[Promise], bool], named: bool = False) -> tuple[Sentence, ...]:
        """The sentences of all waiting promises that are wanted; they are placed from now on.

        `named` says that the recipient was named right before, so that the sentences need not repeat it.
        """
        taken = self._taken(wanted)
        return _merged(self.words(promise, named) for promise in taken)

    def take_kinds(self, *kinds: str, activity: str | None = None) -> tuple[Sentence, ...]:
        """The sentences of waiting promises of these kinds, of one activity or of any."""
        return self.take(lambda p: p.kind in kinds and activity in (None, p.activity))

    def take_kept(self, activity: str) -> tuple[tuple[Sentence, ...], ...]:
        """How long the data of an activity are kept: one group per rule, the duty before what follows it.

        Activities whose data go together with the same instance say so once and point to it.
        """
        groups: dict[str, list[Promise]] = {}
        for promise in self._taken(lambda p: p.activity == activity and p.duty is Duty.KEEP):
            rule = promise.terms.rule.id if isinstance(promise.terms, StageTerms) else promise.id
            groups.setdefault(rule, []).append(promise)
        known = self.policy.activities[activity]
        joined = in_same_words(tuple(groups.values()), known, lambda promise: self._without_data(promise, activity))
        hold = common_hold(joined, self.policy, self.language)
        said = tuple(self._kept(activity, without_hold(group) if hold else group) for group in joined)
        return (*said, (closing(hold, self.language),)) if hold else said

    def take_rest(self) -> tuple[Sentence, ...]:
        """The sentences of everything that was not placed yet."""
        return self.take(lambda _: True)

    def people(self, activity: Activity) -> str:
        """Whom an activity concerns, in words."""
        return join([self.to(subject.label) for subject in self.groups(activity)], self.language)

    def groups(self, activity: Activity) -> list[Subject]:
        """Whom an activity concerns: of a shared one only the groups that this document is for, if there are any."""
        known = [self.policy.subjects[id] for id in activity.subjects if id in self.policy.subjects]
        told = [subject for subject in known if subject.informed and self.document.id in subject.informed.by]
        if not told and len(activity.documents) > 1:
            own = {id for a in self.activities if a.documents == (self.document.id,) for id in a.subjects}
            told = [subject for subject in known if subject.id in own]
        return told or known

    def waits(self, wanted: Callable[[Promise], bool]) -> bool:
        """Whether a promise is still to be placed."""
        return any(wanted(promise) for promise in self._waiting)

    def words(self, promise: Promise, named: bool = False) -> Sentence:
        """The sentence of a promise as it reads at its place in the document."""
        here = replace(promise, documents=(self.document.id,))
        policy = near(self.policy, promise.activity) if covers_all(promise, self.policy) else self.policy
        words = (speak_on if named else speak)(here, policy, self.language)
        if not words:
            raise LookupError(f"{promise.id} has no words")
        return plain(words, promise.id)

    def alone(self, promise: Promise) -> str:
        """The words of a promise as they stand on their own, on the board or in a letter."""
        return speak(replace(promise, documents=(self.document.id,)), self.policy, self.language)

    def take_promises(self, wanted: Callable[[Promise], bool]) -> list[Promise]:
        """The waiting promises that are wanted, for a sentence about all of them; they are placed from now on."""
        return self._taken(wanted)

    def _taken(self, wanted: Callable[[Promise], bool]) -> list[Promise]:
        taken = [promise for promise in self._waiting if wanted(promise)]
        self._waiting = [promise for promise in self._waiting if not wanted(promise)]
        return taken

    def _without_data(self, promise: Promise, activity: str) -> str:
        return speak(replace(promise, documents=(self.document.id,)), near(self.policy, activity), self.language)

    def _kept(self, activity: str, group: Group) -> tuple[Sentence, ...]:
        first, *rest = promises = group.promises
        if isinstance(first.terms, StageTerms) and first.terms.rule.whole:
            said = "|".join(self.alone(promise) for promise in promises)
            elsewhere = self._wholes.setdefault(said, activity)
            if elsewhere != activity:
                return (self._as_there(elsewhere, tuple(promise.id for promise in promises)),)
        follows = isinstance(first.terms, StageTerms) and first.terms.stage is None
        sentences = (self.words(first), *_merged(self.words(promise, named=follows) for promise in rest))
        return group.marked(sentences)

    def _as_there(self, activity: str, marks: tuple[str, ...]) -> Sentence:
        link = Link(self.quoted(self.policy.activities[activity].title), f"#a-{activity}")
        before = self.say("Auch für diese Daten gilt, was unter ", "What is said under ")
        after = self.say(" zum Ende der Instanz steht.", " about the end of the instance holds for these data too.")
        return Sentence((before, link, after), marks)

    def _belongs(self, promise: Promise) -> bool:
        if self.document.id in promise.documents or promise.activity in {activity.id for activity in self.activities}:
            return self.document.id in promise.documents or bool(promise.activity)
        if promise.activity or self.document.kind != "notice":
            return False
        match promise.terms:
            case FlowTerms(recipient):
                return any(flow.recipient == recipient for activity in self.activities for flow in activity.flows)
            case AssureTerms(parameters) if consent := parameters.get("consent"):
                bases = {basis.consent for activity in self.activities for basis in activity.bases}
                return consent in bases | {item.consent for activity in self.activities for item in activity.devices}
            case _:
                return promise.kind in _EVERYWHERE and self._concerns(promise)

    def _concerns(self, promise: Promise) -> bool:
        """Whether one of the recipients that a promise names receives data here; a promise that names none concerns all."""
        named = promise.terms.parameters.get("recipients", ()) if isinstance(promise.terms, AssureTerms) else ()
        ids = {named} if isinstance(named, str) else {item for item in named if isinstance(item, str)}
        used = {flow.recipient for activity in self.activities for flow in activity.flows}
        return not ids or bool(ids & used)


def _merged(said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """Sentences of the same words as one, with the marks of all."""
    marks: dict[str, tuple[Sentence, tuple[str, ...]]] = {}
    for sentence in said:
        first, known = marks.get(sentence.text, (sentence, ()))
        marks[sentence.text] = (first, (*known, *sentence.marks))
    return tuple(replace(first, marks=all) for first, all in marks.values())


def listed(sentences: tuple[Sentence, ...]) -> Paragraph | Bullets:
    """One sentence as a paragraph, several as a list."""
    return Bullets(tuple((sentence,) for sentence in sentences)) if len(sentences) > 1 else Paragraph(sentences)


def grouped(groups: tuple[tuple[Sentence, ...], ...]) -> Paragraph | Bullets:
    """One group as a paragraph, several as a list."""
    return Bullets(groups) if len(groups) > 1 else Paragraph(groups[0])


def entry(term: str, sentences: tuple[Sentence, ...]) -> tuple[Entry, ...]:
    """A definition of some sentences, or nothing."""
    return ((term, (listed(sentences),)),) if sentences else ()


def groups_entry(term: str, groups: tuple[tuple[Sentence, ...], ...]) -> tuple[Entry, ...]:
    """A definition of some groups of sentences, or nothing."""
    return ((term, (grouped(groups),)),) if groups else ()
