"""ZU409: sub-processor of somebody who is no processor (Art. 28(2), 28(4) GDPR).

Sub-processors stand below a processor. If the one above decides for itself, the one below works for it and not for us; if
there is a circle, nobody is bound by our instructions.

Wrong:
    recipients:
      bank: {name: Seebank AG, country: DE, role: controller}
      printer: {name: Druck Nord GmbH, country: DE, role: processor, under: bank, contracts: [{kind: avv, dated: 2025-01-10}]}
    activities: {contract: {recipients: {bank: {data: [invoices]}, printer: {data: [invoices]}}}}
Right:
    recipients:
      printer: {name: Druck Nord GmbH, country: DE, role: processor, under: hoster, contracts: [{kind: avv, dated: 2025-01-10}]}
    activities: {contract: {recipients: {printer: {data: [invoices]}}}}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Recipient

RULE = Rule(
    "ZU409",
    Severity.WARNING,
    Text("Unterauftragsverarbeiter von jemandem, der keiner ist", "sub-processor of somebody who is no processor"),
    Text(
        "„{recipient}“ soll Unterauftragsverarbeiter von „{under}“ sein; „{under}“ ist aber nicht als Auftragsverarbeiter erklärt.",
        '"{recipient}" is said to be a sub-processor of "{under}", which is not declared as a processor.',
    ),
    Text(
        "Berichtigen Sie under: oder die Rolle.",
        "Correct under: or the role.",
    ),
    "Art. 28(2), 28(4) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients below one that is no processor in any flow, or below themselves."""
    known, named = matter.policy.recipients, roles(matter.policy)
    for recipient in known.values():
        if recipient.under and ("processor" not in named[recipient.under] or _circle(recipient.id, known)):
            yield RULE.finding(recipient.place, recipient=recipient.id, under=recipient.under)


def _circle(id: str, known: Mapping[str, Recipient]) -> bool:
    seen, above = {id}, known[id].under
    while above and above not in seen:
        seen.add(above)
        above = known[above].under
    return above == id
