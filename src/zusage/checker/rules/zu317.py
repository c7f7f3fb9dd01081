"""ZU317: pay documents deleted before the audit (§ 28f(1) SGB IV, § 28p(1) SGB IV).

Pay documents stay until the end of the year after the last audit of social security, and audits come at least every four
years. A period below five years can end before the audit.

Wrong:
    slips: {data: [slips], from: issued, delete: after 3 years}
Right:
    slips: {data: [slips], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU317",
    Severity.WARNING,
    Text(
        "Entgeltunterlagen vor der Betriebsprüfung gelöscht",
        "pay documents deleted before the audit",
    ),
    Text(
        "„{rule}“ sieht nach Entgeltunterlagen aus und löscht sie nach {period_de}; aufzubewahren sind sie bis zum Ende des Jahres nach der letzten Prüfung.",
        '"{rule}" looks like pay documents and deletes them after {period_en}; they must be kept until the end of the year after the last audit.',
    ),
    Text(
        "Lassen Sie die Frist mit der Prüfung beginnen (keep: {law: de/social-security-pay}); Buchungsbelege bleiben acht Jahre: keep: {law: de/vouchers}.",
        "Let the period begin with the audit (keep: {law: de/social-security-pay}); vouchers stay for eight years: keep: {law: de/vouchers}.",
    ),
    "§ 28f(1) SGB IV, § 28p(1) SGB IV",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about pay whose rows may go before five years are over, without a duty."""
    for rule in own_rules(matter.policy) if matter.policy.regime.startswith("eu/de") else ():
        stage, period = ending(rule), lasts(rule, matter)
        duty = rule.unless is not None or (rule.keep is not None and rule.keep.kind == "duty")
        if stage is None or period is None or duty or period.longest_hours >= LEAST.shortest_hours:
            continue
        if "pay" in topics(matter.policy, rule):
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", period, "dative"))


LEAST = Period(years=5)
