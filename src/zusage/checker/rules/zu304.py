"""ZU304: shorter than the duty to keep (§ 147(3) AO, § 257(4) HGB, § 14b(1) UStG).

Vouchers and copies of invoices must be kept for eight years from the end of the calendar year (ten for banks, insurers and
investment firms: de/vouchers-financial). A period that counts from the day of issue has to be a year longer.

Wrong:
    invoices: {data: [invoices], from: issued, delete: after 6 years}
Right:
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.vouchers import duty, ends, surely_kept, vouchers_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU304",
    Severity.ERROR,
    Text(
        "Kürzer als die Aufbewahrungspflicht",
        "shorter than the duty to keep",
    ),
    Text(
        "„{label}“ sieht nach Buchungsbelegen aus und würde zu früh gelöscht: aufzubewahren sind sie {years} Jahre ab Ende des Kalenderjahres.",
        '"{label}" looks like vouchers and would be deleted too early: they must be kept for {years} years from the end of the calendar year.',
    ),
    Text(
        "Schreiben Sie: keep: {law: de/vouchers}, delete: afterwards (kurz: keep: de/vouchers after …)",
        "Write: keep: {law: de/vouchers}, delete: afterwards (short: keep: de/vouchers after …)",
    ),
    "§ 147(3) AO, § 257(4) HGB, § 14b(1) UStG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data that look like vouchers and may be deleted before the duty is over, whatever their period is called."""
    term = duty(matter.as_of, matter.policy.organisation.kind)
    for rule in matter.policy.rules if term else ():
        datum = vouchers_of(matter.policy, rule)
        if term is None or datum is None or (rule.keep is not None and rule.keep.unlimited):
            continue
        for stage in filter(ends, rule.stages):
            if surely_kept(rule, stage, matter.as_of).longest_hours < term.period.longest_hours:
                yield RULE.finding(
                    stage.place, rule.id, label=datum.label.to("de"), table=datum.table, years=term.period.years
                )
