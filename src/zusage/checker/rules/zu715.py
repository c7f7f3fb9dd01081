"""ZU715: evidence of the consent has no column (Art. 7(1), 5(2) GDPR).

A consent is worth what can be shown of it. If the column for the moment, the confirmation, the withdrawal or the text is
not there, the evidence is not either.

Wrong:
    proof: {in: app.consents, given: given_at, withdrawn: revoked_at}      # and the table has withdrawn_at
Right:
    proof: {in: app.consents, given: given_at, withdrawn: withdrawn_at}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.drift import columns_of
from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU715",
    Severity.ERROR,
    Text(
        "Nachweis der Einwilligung hat keine Spalte",
        "evidence of the consent has no column",
    ),
    Text(
        "Der Nachweis von „{consent}“ nennt {column}; diese Spalte hat die Tabelle nicht.",
        'The evidence of "{consent}" names {column}; the table has no such column.',
    ),
    Text(
        "Nennen Sie die Spalte, die es gibt, oder legen Sie sie an.",
        "Name the column that is there, or create it.",
    ),
    "Art. 7(1), 5(2) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns of evidence that the seen table lacks; one finding per consent."""
    for consent in matter.policy.consents.values():
        there = columns_of(matter, consent.system, consent.table) if consent.table else None
        named = (consent.given, consent.confirmed, consent.withdrawn, consent.text, consent.address)
        missing = [column for column in named if column and there is not None and column not in there]
        if missing:
            column = f"{consent.system}.{consent.table}.{missing[0]}"
            yield RULE.finding(consent.place, "", consent=consent.id, column=column)
