"""ZU118: right to object not set apart (Art. 21(4) GDPR).

Who uses data for direct marketing, legitimate interests or a public task points people to their right to object,
clearly and apart from everything else. A document whose parts leave that block out does not.

Wrong:
    documents: {notice: {layers: [{id: who, part: controller}, {id: what, show: [website, contract, copies]}, {id: rights, part: rights}]}}
Right:
    documents: {notice: {layers: [{id: who, part: controller}, {id: what, show: [website, contract, copies]}, {id: rights, part: rights}, {id: objection, part: objection}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import objectionable, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Document

RULE = Rule(
    "ZU118",
    Severity.WARNING,
    Text(
        "Widerspruchsrecht nicht hervorgehoben",
        "right to object not set apart",
    ),
    Text(
        "„{document}“ zeigt keinen eigenen Abschnitt zum Widerspruch, obwohl man „{activity}“ widersprechen kann.",
        '"{document}" shows no block of its own on objections, although people can object to "{activity}".',
    ),
    Text(
        "Ergänzen Sie unter layers: {id: objection, part: objection}",
        "Add under layers: {id: objection, part: objection}",
    ),
    "Art. 21(4) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Notices with declared parts, none of them about objections, that show something people can object to."""
    policy = matter.policy
    objects = [activity for activity in ours(policy) if objectionable(activity)]
    for document in policy.documents.values():
        if document.kind != "notice" or not document.layers or _has_block(document):
            continue
        shown = {id for layer in document.layers for id in layer.show}
        for activity in objects:
            if activity.id in shown or (not shown and document.id in activity.documents):
                yield RULE.finding(document.place, document=document.id, activity=activity.id)
                break


def _has_block(document: Document) -> bool:
    words = " ".join(f"{layer.id} {layer.part}" for layer in document.layers).lower()
    return any(word in words for word in ("objection", "object", "widerspruch", "art-21", "art. 21"))
