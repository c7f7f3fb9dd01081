"""ZU509: advertising by telephone without consent (§ 7(2) no. 1 UWG; Art. 6(1)(a) GDPR).

Consumers are called for advertising after express prior consent only, and a legitimate interest does not replace it. With
businesses a presumed consent may be enough, which has to be explained.

Wrong:
    activities: {website: {purposes: {security: null, ads: {de: Angebote, en: offers, kind: advertising}}, channels: [phone], basis: {legitimate_interests: {de: Absatz unserer Waren, en: selling our goods}}, objection: {effect: stop, absolute: true}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
Right:
    activities: {website: {purposes: {security: null, ads: {de: Angebote, en: offers, kind: advertising}}, channels: [phone], basis: {consent: newsletter, legitimate_interests: null}}}
    systems: {app: {tables: {suppressed: {no_personal_data: true}}}}
    assure: [{suppresses: {list: [app.suppressed.email_hash], channel: weblog, match: hash}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.messages import advertises, grounds
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU509",
    Severity.WARNING,
    Text("Werbung am Telefon ohne Einwilligung", "advertising by telephone without consent"),
    Text(
        "„{activity}“ sieht nach Werbung am Telefon aus; eine Einwilligung ist nicht erklärt.",
        '"{activity}" looks like advertising by telephone; no consent is declared.',
    ),
    Text(
        "Schreiben Sie: basis: {consent: …}; bei Unternehmen begründen Sie die mutmaßliche Einwilligung mit allow.",
        "Write: basis: {consent: …}; with businesses explain the presumed consent with allow.",
    ),
    "§ 7(2) no. 1 UWG; Art. 6(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Advertising by telephone for which no consent is declared."""
    for activity in matter.policy.activities.values():
        if "phone" not in activity.channels or not advertises(activity):
            continue
        bases = grounds(activity)
        if bases and not any(basis.kind == "consent" for basis in bases):
            yield RULE.finding(bases[0].place, activity.id, activity=activity.id)
