"""ZU201: no third country promised, but one declared (Art. 5(1)(a), 13(1)(f) GDPR).

People are told where their data go, so that they can judge the risk. One recipient with its seat, its servers or its
support outside the European Economic Area makes the sentence wrong, whatever safeguard there is.

Wrong:
    statements: [{claim: no_third_country, text: {de: Nichts geht in Drittländer., en: Nothing goes to third countries.}}]   # and a mailer in the USA
Right:
    statements: [{text: {de: 'In Drittländer geht nichts, außer an Slack in den USA.', en: 'Nothing goes to third countries, except to Slack in the USA.'}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.parties import receivers, third_countries
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU201",
    Severity.ERROR,
    Text(
        "Kein Drittland versprochen, aber eines erklärt",
        "no third country promised, but one declared",
    ),
    Text(
        "Der Satz sagt, dass nichts in Drittländer geht; bei {recipients_de} liegen Daten dort oder sind von dort erreichbar.",
        "The sentence says that nothing goes to third countries; with {recipients_en}, data are there or can be reached from there.",
    ),
    Text(
        "Streichen Sie den Satz oder nennen Sie die Übermittlung mit ihrer Garantie.",
        "Delete the sentence, or name the transfer with its safeguard.",
    ),
    "Art. 5(1)(a), 13(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny every transfer, with recipients outside the European Economic Area."""
    for one in claimed(matter.policy, "no_third_country"):
        against = {recipient.id: recipient for a in one.activities for recipient in receivers(matter.policy, a)}
        outside = [id for id, recipient in against.items() if third_countries(recipient) and not one.names(recipient)]
        if outside:
            yield RULE.finding(one.said.place, one.said.subject, **listing("recipients", outside))
