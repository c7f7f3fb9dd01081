"""ZU438: processor passes on to a controller (Art. 28(3)(a), 28(10), 13(1)(e) GDPR).

A processor hands data to a controller only because we told it to; then it is our disclosure and belongs into our notice.
If it does so for itself, it is no processor.

Wrong:
    recipients:
      hoster: {passes_on_to: [bank]}
      bank: {name: Seebank AG, country: DE, role: controller}
Right:
    recipients:
      hoster: {passes_on_to: [bank]}
      bank: {name: Seebank AG, country: DE, role: controller}
    activities: {contract: {recipients: {bank: {data: [invoices]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.parties import roles, uses
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU438",
    Severity.INFO,
    Text("Auftragsverarbeiter gibt an Verantwortliche weiter", "processor passes on to a controller"),
    Text(
        "„{recipient}“ ist Auftragsverarbeiter und gibt Daten an „{to}“ weiter, der selbst entscheidet; erklärt ist keine Weitergabe von uns.",
        '"{recipient}" is a processor and passes data on to "{to}", which decides for itself; no disclosure by us is declared.',
    ),
    Text(
        "Erklären Sie die Weitergabe als eigene (recipients: der Tätigkeit) oder prüfen Sie die Rolle.",
        "Declare the disclosure as your own (recipients: of the activity), or check the role.",
    ),
    "Art. 28(3)(a), 28(10), 13(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Processors that pass data on to a controller to whom no activity of ours discloses any."""
    named, used = roles(matter.policy), uses(matter.policy)
    for recipient in matter.policy.recipients.values():
        if "processor" not in named[recipient.id]:
            continue
        for to in recipient.passes_on_to:
            if named[to] == {"controller"} and not used[to]:
                yield RULE.finding(recipient.place, recipient=recipient.id, to=to)
                break
