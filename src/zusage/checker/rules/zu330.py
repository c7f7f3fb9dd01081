"""ZU330: period not checked against the statute (Art. 17(3)(b) GDPR; law in force on the day of the check).

Dates that rest on such a row carry the mark wherever they are derived.

Wrong:
    accounts: {data: [accounts], from: last_payment, keep: {law: lu/books}, delete: afterwards}
Right:
    accounts: {data: [accounts], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU330",
    Severity.INFO,
    Text(
        "Frist nicht am Gesetz geprüft",
        "period not checked against the statute",
    ),
    Text(
        "Die Frist von „{rule}“ ({law}, {statute}) stammt aus allgemeiner Kenntnis; der Text wurde nicht gelesen.",
        'The period of "{rule}" ({law}, {statute}) comes from general knowledge; the text has not been read.',
    ),
    Text(
        "Prüfen Sie die Vorschrift, und bestätigen Sie das mit allow: {ZU330: wer, wann}",
        "Check the statute, and confirm it with allow: {ZU330: who, when}",
    ),
    "Art. 17(3)(b) GDPR; law in force on the day of the check",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules whose term in force was not read."""
    for rule in matter.policy.rules:
        keeps = (rule.keep, rule.unless.keep if rule.unless is not None else None)
        for keep in () if rule.same_as else keeps:
            term = keep.term(matter.as_of) if keep is not None else None
            if keep is not None and term is not None and not term.sure:
                yield RULE.finding(rule.place, rule.id, rule=rule.id, law=keep.law, statute=term.statute)
