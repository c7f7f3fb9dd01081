"""ZU205: no disclosure to third parties – and processors? (Art. 4 no. 9, 10, Art. 13(1)(e) GDPR).

A processor is no third party, so the sentence is not wrong. It is a recipient though, and readers who find one behind
such a sentence feel deceived.

Wrong:
    statements: [{claim: no_disclosure, text: {de: Wir geben Ihre Daten nicht an Dritte weiter., en: We do not share your data with third parties.}}]
Right:
    statements: [{claim: no_disclosure, text: {de: Wir geben Ihre Daten nicht an Dritte weiter; Auftragsverarbeiter handeln nach unserer Weisung., en: 'We do not share your data with third parties; processors act on our instructions.'}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.parties import flows_of, role_of, third_party
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU205",
    Severity.INFO,
    Text(
        "Keine Weitergabe an Dritte – und die Auftragsverarbeiter?",
        "no disclosure to third parties – and processors?",
    ),
    Text(
        "Der Satz liest sich, als erhalte niemand Daten; im Auftrag verarbeitet wird bei {recipients_de}.",
        "The sentence reads as if nobody got data; on your behalf, data are processed by {recipients_en}.",
    ),
    Text(
        "Ergänzen Sie: Auftragsverarbeiter handeln nur nach Weisung und sind keine Dritten; sie sind bei den Empfängern genannt.",
        "Add: processors act on instructions only and are no third parties; they are named among the recipients.",
    ),
    "Art. 4 no. 9, 10, Art. 13(1)(e) GDPR",
)

SAYS = re.compile(
    r"auftragsverarbeit|dienstleister|in unserem auftrag|processors?\b|service provider|on our behalf", re.IGNORECASE
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny disclosure and keep silent about processors, where no third party makes them wrong already."""
    for one in claimed(matter.policy, "no_disclosure"):
        flows = [(flow, it) for a in one.activities for flow, it in flows_of(matter.policy, a) if not one.names(it)]
        if SAYS.search(one.said.both) or any(third_party(flow, recipient) for flow, recipient in flows):
            continue
        quiet = [recipient.id for flow, recipient in flows if role_of(flow, recipient) == "processor"]
        if quiet:
            yield RULE.finding(one.said.place, one.said.subject, **listing("recipients", quiet))
