"""ZU319: evidence of a consent deleted early (Art. 7(1), 5(2) GDPR).

Who sent something has to be able to show the consent. Until claims about past messages are time-barred, three years from
the end of the year, the evidence is worth keeping, locked away from daily use.

Wrong:
    proof: {data: [proof], from: {withdrawn: newsletter}, delete: after 30 days}
Right:
    proof: {data: [proof], from: {withdrawn: newsletter}, keep: {law: de/email-marketing-consent}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, evidence_rules, for_calls, lasts, starts_in
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.organisation import Consent
from zusage.policy.rule import Action
from zusage.policy.rule import Rule as Retention
from zusage.policy.start import ColumnStart, Withdrawn

RULE = Rule(
    "ZU319",
    Severity.INFO,
    Text(
        "Nachweis der Einwilligung früh gelöscht",
        "evidence of a consent deleted early",
    ),
    Text(
        "Der Nachweis der Einwilligung „{consent}“ ist {period_de} nach dem Widerruf gelöscht; für die Zeit davor lässt sie sich dann nicht mehr zeigen.",
        'The evidence of the consent "{consent}" is gone {period_en} after its withdrawal; for the time before it can then no longer be shown.',
    ),
    Text(
        "Bewahren Sie den Nachweis getrennt vom Alltag auf: keep: {law: de/email-marketing-consent}, delete: afterwards.",
        "Keep the evidence, apart from daily use: keep: {law: de/email-marketing-consent}, delete: afterwards.",
    ),
    "Art. 7(1), 5(2) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evidence that goes less than three years after the withdrawal; that of telephone advertising is ZU332."""
    for consent, rule in evidence_rules(matter.policy):
        stage, period = ending(rule), lasts(rule, matter)
        if stage is None or period is None or stage.action is not Action.DELETE or for_calls(matter.policy, consent):
            continue
        if period.longest_hours < LEAST.shortest_hours and _withdrawn(rule, consent):
            yield RULE.finding(stage.place, rule.id, consent=consent.id, **span("period", period))


def _withdrawn(rule: Retention, consent: Consent) -> bool:
    column = ColumnStart(consent.system, consent.table, consent.withdrawn)
    return any(start in (Withdrawn(consent.id), column) for start in starts_in(rule.start))


LEAST = Period(years=3)
