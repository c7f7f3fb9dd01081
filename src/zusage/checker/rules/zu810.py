"""ZU810: text missing in a language (Art. 12(1) GDPR).

A notice that changes its language in the middle is not easy to understand.

Wrong:
    languages: [de, en]      # and title: {de: Newsletter-Versand}
Right:
    title: {de: Newsletter-Versand, en: newsletter}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.place import Place
from zusage.model.text import Language, Text
from zusage.policy.activity import Activity
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU810",
    Severity.WARNING,
    Text(
        "Text fehlt in einer Sprache",
        "text missing in a language",
    ),
    Text(
        "„{what}“ fehlt auf {language_de}; im Dokument dieser Sprache stünde der andere Text.",
        '"{what}" is missing in {language_en}; the document in that language would show the other text.',
    ),
    Text(
        "Schreiben Sie {de: …, en: …}.",
        "Write {de: …, en: …}.",
    ),
    "Art. 12(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Words of documents, people, consents and activities that lack a declared language."""
    for place, subject, what, text in _texts(matter.policy):
        for language in matter.policy.languages:
            if not text.has(language) and not _ADDRESS.fullmatch(text.to(language)):
                names = {"language_de": NAMES[language].to("de"), "language_en": NAMES[language].to("en")}
                yield RULE.finding(place, subject, what=what, **names)


_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
"""Reads the same in every language."""

_Said = tuple[Place, str, str, Text]
NAMES: dict[Language, Text] = {"de": Text("Deutsch", "German"), "en": Text("Englisch", "English")}


def _texts(policy: Policy) -> Iterator[_Said]:
    for document in policy.documents.values():
        yield document.place, "", f"documents.{document.id}.title", document.title
    for subject in policy.subjects.values():
        yield subject.place, "", f"subjects.{subject.id}.label", subject.label
    for consent in policy.consents.values():
        yield consent.place, "", f"consents.{consent.id}.label", consent.label
    yield from _of_recipients(policy)
    yield from _of_rules(policy)
    yield from ((one.place, one.subject, one.both[:60].rstrip(), one.text) for one in said(policy) if one.part == "reason")
    for activity in policy.activities.values():
        yield from _of_activity(activity)
        yield activity.place, activity.id, f"{activity.id}.title", activity.title
        for purpose in activity.purposes:
            yield activity.place, activity.id, f"{activity.id}.{purpose.id}", purpose.text
        for basis in activity.bases:
            if basis.interest is not None:
                yield basis.place, activity.id, f"{activity.id}.basis", basis.interest
        for datum in activity.data:
            yield datum.place, activity.id, f"{activity.id}.{datum.id}", datum.label
            if datum.if_missing is not None:
                yield datum.place, activity.id, f"{activity.id}.{datum.id}.if_missing", datum.if_missing
        for item in activity.devices:
            if item.necessary is not None:
                yield item.place, activity.id, f"{activity.id}.{item.id}", item.necessary
        if activity.source is not None:
            yield activity.place, activity.id, f"{activity.id}.source", activity.source


def _of_recipients(policy: Policy) -> Iterator[_Said]:
    for recipient in policy.recipients.values():
        agreement, transfer = recipient.agreement, recipient.transfer
        told = {
            "agreement.essence": agreement.essence if agreement is not None else None,
            "transfer.copy": transfer.copy if transfer is not None else None,
        }
        yield from ((recipient.place, "", f"{recipient.id}.{key}", text) for key, text in told.items() if text is not None)
        yield from ((recipient.place, "", f"{recipient.id}.passes_on_to", text) for text in recipient.onward)


def _of_rules(policy: Policy) -> Iterator[_Said]:
    for rule in policy.rules:
        for key, text in (("because", rule.because), ("undecided", rule.undecided)):
            if text is not None:
                yield rule.place, rule.activity, f"{rule.id}.{key}", text


def _of_activity(activity: Activity) -> Iterator[_Said]:
    id, decided = activity.id, activity.automated
    if decided is not None:
        told = {
            "logic": decided.logic,
            "consequences": decided.consequences,
            "basis": decided.why,
            "contest": decided.contest,
        }
        yield from ((activity.place, id, f"{id}.automated_decision.{k}", it) for k, it in told.items() if it is not None)
    if activity.works_agreement is not None:
        yield activity.place, id, f"{id}.works_agreement", activity.works_agreement
    for flow in activity.flows:
        kept = flow.keeps.text if flow.keeps is not None else None
        for key, text in (("when", flow.when_text), ("category_of_data", flow.data_text), ("keeps", kept)):
            if text is not None:
                yield flow.place, id, f"{id}.{flow.recipient}.{key}", text
    for basis in activity.bases:
        yield from ((basis.place, id, f"{id}.basis", it) for it in (basis.when, basis.text) if it is not None)
