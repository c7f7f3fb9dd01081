"""ZU613: portability promised where nobody has it (Art. 20(1)(a) GDPR).

Portability comes with consent and contract only. To promise it for logs or duties is allowed and binds: people may ask
for it, and somebody has to deliver.

Wrong:
    website: {basis: {legitimate_interests: sicherer Betrieb}, assure: [{right_honoured: {right: portability}}]}
Right:
    contract: {basis: contract, assure: [{right_honoured: {right: portability}}]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.promise import AssureTerms

RULE = Rule(
    "ZU613",
    Severity.INFO,
    Text(
        "Übertragbarkeit zugesagt, wo sie nicht zusteht",
        "portability promised where nobody has it",
    ),
    Text(
        "„{activity}“ sagt Datenübertragbarkeit zu; auf seiner Grundlage steht sie niemandem zu.",
        '"{activity}" promises portability; on its basis nobody has that right.',
    ),
    Text(
        "Streichen Sie die Zusage, oder lassen Sie sie bewusst stehen: allow mit Begründung.",
        "Delete the promise, or keep it on purpose: allow with a reason.",
    ),
    "Art. 20(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stated promises of portability in activities whose bases do not give it."""
    for promise in matter.policy.promises:
        terms = promise.terms
        if promise.kind != "right-honoured" or "/assure/" not in promise.id or not isinstance(terms, AssureTerms):
            continue
        activity = matter.policy.activities.get(promise.activity)
        if activity is not None and activity.role != "processor" and terms.parameters.get("right") == "portability":
            if not any(basis.kind in ("consent", "contract") for basis in activity.bases):
                yield RULE.finding(promise.place, activity.id, activity=activity.id)
