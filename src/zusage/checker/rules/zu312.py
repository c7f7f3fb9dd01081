"""ZU312: ten years for vouchers are outdated (§ 147(3) AO, Art. 97 § 19a(2) EGAO).

The shorter duty also holds for documents whose ten years had not ended on 31 December 2024.

Wrong:
    invoices: {data: [invoices], from: issued, keep: 10 years, delete: afterwards}
Right:
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.vouchers import duty, ends, vouchers_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Bound

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


def check(matter: Matter) -> Iterator[Finding]:
    """A period of one's own of ten years or more on vouchers, where the law of the day asks for eight, without a reason."""
    term = duty(matter.as_of, matter.policy.organisation.kind)
    for rule in matter.policy.rules if term and term.period.years < OLD else ():
        if rule.because is not None or (rule.keep is not None and (rule.keep.law or rule.keep.unlimited)):
            continue
        for stage in filter(ends, rule.stages) if vouchers_of(matter.policy, rule) else ():
            own = rule.keep.term(matter.as_of) if rule.keep else None
            kept, more = own.period.years if own else 0, stage.period.years
            if (years := kept + more if stage.bound is Bound.AFTERWARDS else max(kept, more)) >= OLD:
                yield RULE.finding(stage.place, rule.id, rule=rule.id, years=years)


OLD = 10
