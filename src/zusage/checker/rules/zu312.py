"""ZU312: ten years for vouchers are outdated (§ 147(3) AO, Art. 97 § 19a(2) EGAO).

The shorter duty also holds for documents whose ten years had not ended on 31 December 2024.

Wrong:
    keep: {period: 10 years}, delete: afterwards
Right:
    keep: {law: de/vouchers}, delete: afterwards
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.rules.zu304 import VOUCHERS, _words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU312",
    Severity.WARNING,
    Text(
        "Zehn Jahre für Belege sind überholt",
        "ten years for vouchers are outdated",
    ),
    Text(
        "„{rule}“ hält Belege {years} Jahre; seit dem 1. Januar 2025 sind es acht (§ 147 Abs. 3 AO).",
        '"{rule}" keeps vouchers for {years} years; since 1 January 2025 the duty is eight (§ 147(3) AO).',
    ),
    Text(
        "Schreiben Sie keep: {law: de/vouchers}; länger braucht einen Grund: because: …",
        "Write keep: {law: de/vouchers}; longer needs a reason: because: …",
    ),
    "§ 147(3) AO, Art. 97 § 19a(2) EGAO",
)


CHANGED = date(2025, 1, 1)


def check(matter: Matter) -> Iterator[Finding]:
    """A period of one's own of more than eight years on vouchers, judged since 2025."""
    if matter.as_of < CHANGED:
        return
    for rule in matter.policy.rules:
        if rule.keep is None or rule.keep.law or rule.because is not None:
            continue
        data = [matter.policy.datum(rule.activity, id) for id in rule.data]
        if not any(d is not None and VOUCHERS.search(_words(d)) for d in data):
            continue
        for term in rule.keep.terms:
            if term.period.years > 8:
                name = rule.id
                yield RULE.finding(rule.place, name, rule=name, years=term.period.years)
