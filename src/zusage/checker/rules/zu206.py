"""ZU206: disclosure only with consent promised, but declared without (Art. 5(1)(a), 13(1)(e) GDPR).

The sentence is a promise: nobody but us, unless you say yes. Disclosure that rests on a contract or on interests breaks
it, even where the law would allow it.

Wrong:
    statements: [{claim: no_disclosure_without_consent, text: {de: Ohne Ihre Einwilligung geben wir nichts an Dritte weiter., en: Without your consent we pass nothing on to third parties.}}]   # and recipients: {bank: {data: all}}
Right:
    recipients: {bank: {data: all, when: {consent: bank}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.parties import flows_of, third_party
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Flow

RULE = Rule(
    "ZU206",
    Severity.ERROR,
    Text(
        "Weitergabe nur mit Einwilligung versprochen, aber ohne erklärt",
        "disclosure only with consent promised, but declared without",
    ),
    Text(
        "Der Satz sagt, dass ohne Einwilligung niemand Daten erhält; ohne gehen sie an {recipients_de}.",
        "The sentence says that nobody gets data without consent; without it they go to {recipients_en}.",
    ),
    Text(
        "Fragen Sie vor dieser Weitergabe nach einer Einwilligung (when: {consent: …}), oder ändern Sie den Satz.",
        "Ask for consent before this disclosure (when: {consent: …}), or change the sentence.",
    ),
    "Art. 5(1)(a), 13(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that make disclosure depend on consent, with third parties that get data without."""
    for one in claimed(matter.policy, "no_disclosure_without_consent"):
        against = [
            recipient.id
            for activity in one.activities
            for flow, recipient in flows_of(matter.policy, activity)
            if third_party(flow, recipient) and not one.names(recipient) and not _asked(activity, flow)
        ]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("recipients", against))


def _asked(activity: Activity, flow: Flow) -> bool:
    """Whether the person chose it: by consent for the flow, for the whole activity, or by connecting the service."""
    return flow.when_kind in ("consent", "choice") or all(basis.kind == "consent" for basis in activity.bases)
