"""ZU332: evidence for telephone advertising for less than five years (§ 7a UWG).

Who telephones consumers for advertising documents their consent and keeps that for five years, from the consent and again
from each time it was used.

Wrong:
    proof: {data: [proof], from: {withdrawn: calls}, delete: after 3 years}
Right:
    proof: {data: [proof], from: {withdrawn: calls}, keep: {law: de/phone-marketing-consent}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.lasting import ending, evidence_rules, for_calls, lasts
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU332",
    Severity.WARNING,
    Text(
        "Nachweis für Telefonwerbung kürzer als fünf Jahre",
        "evidence for telephone advertising for less than five years",
    ),
    Text(
        "Der Nachweis der Einwilligung „{consent}“ in Anrufe wird nach {period_de} gelöscht; aufzubewahren ist er fünf Jahre.",
        'The evidence of the consent "{consent}" to calls is deleted after {period_en}; it must be kept for five years.',
    ),
    Text(
        "Schreiben Sie keep: {law: de/phone-marketing-consent}, delete: afterwards.",
        "Write keep: {law: de/phone-marketing-consent}, delete: afterwards.",
    ),
    "§ 7a UWG",
    since=date(2021, 10, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evidence of a consent to calls whose rows may go before five years are over."""
    for consent, rule in evidence_rules(matter.policy) if matter.policy.regime.startswith("eu/de") else ():
        stage, period = ending(rule), lasts(rule, matter)
        if stage is None or period is None or period.longest_hours >= LEAST.shortest_hours:
            continue
        if for_calls(matter.policy, consent):
            yield RULE.finding(stage.place, rule.id, consent=consent.id, **span("period", period, "dative"))


LEAST = Period(years=5)
