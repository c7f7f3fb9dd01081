"""ZU304: shorter than the duty to keep (§ 147(3) AO, § 257(4) HGB, § 14b(1) UStG).

Vouchers and copies of invoices must be kept for eight years from the end of the year (ten for institutions).

Wrong:
    invoices: {data: [invoices], from: issued, delete: after 6 years}
Right:
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Datum
from zusage.policy.rule import Action

RULE = Rule(
    "ZU304",
    Severity.ERROR,
    Text(
        "Kürzer als die Aufbewahrungspflicht",
        "shorter than the duty to keep",
    ),
    Text(
        "„{label}“ sieht nach Buchungsbelegen aus und wird früher gelöscht als die Pflicht es erlaubt: acht Jahre ab Ende des Kalenderjahres.",
        '"{label}" looks like vouchers and is deleted earlier than the duty allows: eight years from the end of the calendar year.',
    ),
    Text(
        "Schreiben Sie: keep: {law: de/vouchers}, delete: afterwards",
        "Write: keep: {law: de/vouchers}, delete: afterwards",
    ),
    "§ 147(3) AO, § 257(4) HGB, § 14b(1) UStG",
)


VOUCHERS = re.compile(r"\b(invoices?|vouchers?|receipts?)\b|rechnung|buchungsbeleg|quittung", re.IGNORECASE)


def check(matter: Matter) -> Iterator[Finding]:
    """Whole tables of vouchers with a period of their own that ends before eight years are over."""
    for rule in matter.policy.rules:
        if rule.keep is not None and (rule.keep.law or rule.keep.unlimited):
            continue
        for id in rule.data:
            datum = matter.policy.datum(rule.activity, id)
            if datum is None or datum.columns is not None or not VOUCHERS.search(_words(datum)):
                continue
            for stage in rule.stages:
                if stage.action in (Action.DELETE, Action.DROP) and stage.period.longest_hours < 8 * 365 * 24:
                    yield RULE.finding(stage.place, rule.id, label=datum.label.to("de"))


def _words(datum: Datum) -> str:
    return f"{datum.table} {datum.label.de or ''} {datum.label.en or ''}"
