"""ZU113: an answer would be incomplete (Art. 13(2)(b), 14(2)(c), 15(1) GDPR).

The right of access is told to people who can use it: their rows must be findable, and the answer holds all that the law
lists.

Wrong:
    subjects: {customer: {found_in: null}}
Right:
    subjects: {customer: {found_in: {app.customers: [email]}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import from_others, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU113",
    Severity.WARNING,
    Text(
        "Auskunft wäre unvollständig",
        "an answer would be incomplete",
    ),
    Text(
        "Auskunft für „{who}“: {what_de}.",
        'Access for "{who}": {what_en}.',
    ),
    Text(
        "Ergänzen Sie bei der Gruppe found_in: {system.table: [email]}, bei rights unter tells, was fehlt.",
        "Add found_in: {system.table: [email]} to the group, and what is missing to tells of rights.",
    ),
    "Art. 13(2)(b), 14(2)(c), 15(1) GDPR",
)


_ITEMS = (
    ("Zwecke", "purposes", r"zweck|purpose"),
    ("Kategorien der Daten", "categories of data", r"kategorie|categor|daten|data"),
    ("Empfänger", "recipients", r"empf(ä|ae)ng|recipient"),
    ("Dauer der Speicherung", "period of storage", r"frist|dauer|speicher|retention|period|storage|stored"),
    ("Rechte", "rights", r"recht|right"),
    ("Beschwerde", "complaint", r"beschwerde|complain|authority|aufsicht"),
)
_SOURCE = ("Herkunft", "source", r"herkunft|quelle|source|origin")
_LOGIC = ("automatisierte Entscheidung", "automated decision", r"automat|logi[ck]|entscheid|decision")


def check(matter: Matter) -> Iterator[Finding]:
    """Groups with rows of their own in which nobody can be found, and an answer without parts of Art. 15(1).

    Visitors whose rows name nobody need not be found (Art. 11 GDPR).
    """
    policy = matter.policy
    met = {subject for activity in ours(policy) for subject in activity.subjects}
    tables = {use.subject: f"{s.id}.{use.name}" for s in policy.systems.values() for use in s.tables.values() if use.subject}
    for subject in policy.subjects.values():
        if subject.id in met and subject.id in tables and not subject.found_in and subject.kind != "visitor":
            where = tables[subject.id]
            words = {"what_de": f"In „{where}“ lässt sich niemand finden", "what_en": f'nobody can be found in "{where}"'}
            yield RULE.finding(subject.place, who=subject.id, **words)
    yield from _answer(policy)


def _answer(policy: Policy) -> Iterator[Finding]:
    """What the declared content of an answer leaves out; source and logic only where there is one to tell."""
    if not policy.rights.tells:
        return
    owed = [*_ITEMS]
    owed += [_SOURCE] if any(from_others(activity) for activity in ours(policy)) else []
    owed += [_LOGIC] if any(activity.automated for activity in ours(policy)) else []
    said = " ".join(policy.rights.tells)
    left = [(de, en) for de, en, words in owed if not re.search(words, said, re.IGNORECASE)]
    if left:
        de, en = (", ".join(words) for words in zip(*left, strict=True))
        yield RULE.finding(policy.rights.place, who="rights.tells", what_de=f"Es fehlt: {de}", what_en=f"missing: {en}")
