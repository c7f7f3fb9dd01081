"""Texts: every sentence and label of a declaration that people read, with the place where it is written.

Law: words are returned as written; a text in one language only has only that. Reasons of exceptions are no such texts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zusage.model.place import Place
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy


@dataclass(frozen=True, slots=True)
class Said:
    """One text: where it is written, the activity it belongs to ("" = none), what it is (statement, title, purpose …)."""

    place: Place
    subject: str
    part: str
    text: Text

    @property
    def both(self) -> str:
        """Its words in both languages, one after the other."""
        return f"{self.text.de or ''} {self.text.en or ''}".strip()


def said(policy: Policy) -> tuple[Said, ...]:
    """All texts, in order of the declaration; many rules ask one after the other, so those of the last policy are kept."""
    last = _LAST[0] if _LAST else None
    if last is None or last[0] is not policy:
        last = (policy, tuple(_said(policy)))
        _LAST[:] = [last]
    return last[1]


_LAST: list[tuple[Policy, tuple[Said, ...]]] = []


def _said(policy: Policy) -> Iterator[Said]:
    for document in policy.documents.values():
        yield Said(document.place, "", "title", document.title)
        for statement in document.statements:
            yield Said(statement.place, "", "statement", statement.text)
    for subject in policy.subjects.values():
        yield Said(subject.place, "", "subject", subject.label)
    for consent in policy.consents.values():
        yield Said(consent.place, "", "consent", consent.label)
    yield from _reasons(policy)
    for recipient in policy.recipients.values():
        if recipient.category is not None:
            yield Said(recipient.place, "", "category", recipient.category)
        told = (recipient.transfer and recipient.transfer.copy, recipient.agreement and recipient.agreement.essence)
        yield from (Said(recipient.place, "", "safeguard", it) for it in told if it)
    for activity in policy.activities.values():
        yield from said_of(activity)
    for rule in policy.rules:
        if rule.undecided is not None:
            yield Said(rule.place, rule.activity, "undecided", rule.undecided)
        if rule.because is not None:
            yield Said(rule.place, rule.activity, "because", rule.because)
        if rule.keep is not None and rule.keep.unlimited is not None:
            yield Said(rule.place, rule.activity, "because", rule.keep.unlimited)


def said_of(activity: Activity) -> Iterator[Said]:
    """The texts of one activity, without those of its rules."""
    id = activity.id
    yield Said(activity.place, id, "title", activity.title)
    for purpose in activity.purposes:
        yield Said(purpose.place, id, "purpose", purpose.text)
    for text in activity.excluded_purposes:
        yield Said(activity.place, id, "excluded", text)
    for basis in activity.bases:
        yield from (Said(basis.place, id, "basis", it) for it in (basis.interest, basis.when, basis.text) if it is not None)
        reasons = (basis.necessary, basis.expected, basis.outweighs)
        yield from (Said(basis.place, id, "reason", it) for it in reasons if it is not None)
    yield from (Said(activity.place, id, "reason", it) for it in _for_papers(activity) if it is not None)
    for datum in activity.data:
        yield Said(datum.place, id, "datum", datum.label)
        if datum.if_missing is not None:
            yield Said(datum.place, id, "consequence", datum.if_missing)
    for item in activity.devices:
        if item.necessary is not None:
            yield Said(item.place, id, "device", item.necessary)
    for flow in activity.flows:
        words = (flow.when_text, flow.data_text, flow.keeps.text if flow.keeps else None)
        yield from (Said(flow.place, id, "recipient", it) for it in words if it is not None)
    if activity.source is not None:
        yield Said(activity.place, id, "source", activity.source)
    if activity.automated is not None:
        one = activity.automated
        yield from (
            Said(activity.place, id, "decision", it)
            for it in (one.logic, one.consequences, one.why, one.contest)
            if it is not None
        )


def _for_papers(activity: Activity) -> Iterator[Text | None]:
    """What only documents for the inside print: who answers for it, why an assessment is needed or not, what was advised."""
    yield activity.department
    if activity.dpia is not None:
        yield activity.dpia.because
        yield activity.dpia.advice.text if activity.dpia.advice else None


def _reasons(policy: Policy) -> Iterator[Said]:
    """Texts of consents as people see them, and measures; what they claim is not measured against the policy."""
    for consent in policy.consents.values():
        if consent.words is not None:
            yield Said(consent.place, "", "reason", consent.words)
    for measure in policy.measures.values():
        yield from (Said(measure.place, "", "reason", it) for it in (measure.label, measure.text) if it is not None)
