"""ZU333: evidence of a consent kept for very long (Art. 5(1)(e), 17(3)(e) GDPR).

After a withdrawal the evidence serves nothing but claims about the time before. When those are time-barred nobody needs it
any more; evidence of telephone advertising has its own five years.

Wrong:
    proof: {data: [proof], from: {withdrawn: newsletter}, delete: after 10 years}
Right:
    proof: {data: [proof], from: {withdrawn: newsletter}, keep: {law: de/email-marketing-consent}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, evidence_rules, for_calls, lasts
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU333",
    Severity.INFO,
    Text(
        "Nachweis der Einwilligung sehr lange aufbewahrt",
        "evidence of a consent kept for very long",
    ),
    Text(
        "Der Nachweis der Einwilligung „{consent}“ bleibt {period_de}; nach dem Widerruf genügen drei Jahre ab Ende des Jahres.",
        'The evidence of the consent "{consent}" stays for {period_en}; after the withdrawal three years from the end of the year are enough.',
    ),
    Text(
        "Schreiben Sie keep: {law: de/email-marketing-consent}, delete: afterwards; länger braucht einen Grund: because: …",
        "Write keep: {law: de/email-marketing-consent}, delete: afterwards; longer needs a reason: because: …",
    ),
    "Art. 5(1)(e), 17(3)(e) GDPR",
    confidence="verify",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Evidence that surely stays for more than four years (six for calls), without a duty or a reason."""
    for consent, rule in evidence_rules(matter.policy):
        stage, period = ending(rule), lasts(rule, matter)
        duty = rule.because is not None or (rule.keep is not None and rule.keep.kind == "duty")
        most = Period(years=6 if for_calls(matter.policy, consent) else 4)
        if stage is not None and period is not None and not duty and period.shortest_hours > most.longest_hours:
            yield RULE.finding(stage.place, rule.id, consent=consent.id, **span("period", period))
