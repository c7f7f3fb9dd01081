"""ZU223: encryption or pseudonyms claimed, not declared (Art. 5(1)(a), 5(2), 32(1)(a) GDPR).

Measures that a notice names count as a promise. What nobody declared nobody checks, and after an incident the sentence is
read again.

Wrong:
    statements: [{text: {de: Ihre Daten werden verschlüsselt gespeichert., en: Your data are stored encrypted.}}]
Right:
    assure: [{encrypted: {columns: [app.customers.iban], key: outside database}}]       # beside the sentence
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU223",
    Severity.WARNING,
    Text(
        "Verschlüsselung oder Pseudonyme behauptet, nicht erklärt",
        "encryption or pseudonyms claimed, not declared",
    ),
    Text(
        "Der Satz sagt, Daten seien {what_de}; keine Zusage der Erklärung sagt, welche.",
        "The sentence says that data are {what_en}; no promise of the declaration says which.",
    ),
    Text(
        "Sagen Sie unter assure, was gemeint ist, etwa encrypted: {columns: […]}, oder streichen Sie den Satz.",
        "Say under assure what is meant, such as encrypted: {columns: […]}, or delete the sentence.",
    ),
    "Art. 5(1)(a), 5(2), 32(1)(a) GDPR",
)

DONE = {
    "encrypted": frozenset(("encrypted", "tls-only", "hashed")),
    "pseudonymised": frozenset(("pseudonymous", "pseudonymise-after", "hashed", "masked-at-source", "anonymise-after")),
}
WORDS = {"encrypted": ("verschlüsselt", "encrypted"), "pseudonymised": ("pseudonymisiert", "pseudonymised")}


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences about encryption or pseudonyms where no promise about it is made."""
    ones = tuple(claimed(matter.policy, *DONE))
    made: dict[str, set[str]] = {}
    for promise in matter.policy.promises if ones else ():
        made.setdefault(promise.kind, set()).add(promise.activity)
    for one in ones:
        about = {activity.id for activity in one.activities} | {""}
        if not any(made.get(kind, set()) & about for kind in DONE[one.claim]):
            de, en = WORDS[one.claim]
            yield RULE.finding(one.said.place, one.said.subject, what_de=de, what_en=en)
