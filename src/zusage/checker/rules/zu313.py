"""ZU313: records of working time for less than two years (§ 16(2) ArbZG, § 17(1) MiLoG).

Records of overtime, and of all hours where the minimum wage act asks for them, are kept for two years. Who deletes them
earlier cannot show them to customs or to the labour inspectorate.

Wrong:
    hours: {data: [hours], from: worked, delete: after 12 months}
Right:
    hours: {data: [hours], from: worked, keep: {law: de/minimum-wage}, delete: afterwards}
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
    "ZU313",
    Severity.WARNING,
    Text(
        "Arbeitszeitnachweise kürzer als zwei Jahre",
        "records of working time for less than two years",
    ),
    Text(
        "„{rule}“ sieht nach Nachweisen der Arbeitszeit aus und löscht sie nach {period_de}; aufzubewahren sind sie zwei Jahre.",
        '"{rule}" looks like records of working time and deletes them after {period_en}; they must be kept for two years.',
    ),
    Text(
        "Schreiben Sie keep: {law: de/minimum-wage} oder keep: {law: de/worktime}, delete: afterwards.",
        "Write keep: {law: de/minimum-wage} or keep: {law: de/worktime}, delete: afterwards.",
    ),
    "§ 16(2) ArbZG, § 17(1) MiLoG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about working time whose rows may go before two years are over."""
    for rule in own_rules(matter.policy) if matter.policy.regime.startswith("eu/de") else ():
        stage, period = ending(rule), lasts(rule, matter)
        if stage is None or period is None or period.longest_hours >= LEAST.shortest_hours or rule.unless is not None:
            continue
        if "worktime" in topics(matter.policy, rule):
            yield RULE.finding(stage.place, rule.id, rule=rule.id, **span("period", period, "dative"))


LEAST = Period(years=2)
