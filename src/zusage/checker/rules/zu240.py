"""ZU240: day that has not come (Art. 5(2), 28(3), 44 GDPR).

Evidence is of a day that has been. A contract, a look-up or an assessment of a day to come is a slip of the pen, or it is
not there yet.

Wrong:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2034-05-01}]}}
Right:
    recipients: {hoster: {contracts: [{kind: avv, dated: 2025-01-10}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.organisation import Recipient

RULE = Rule(
    "ZU240",
    Severity.WARNING,
    Text("Tag, der noch nicht war", "day that has not come"),
    Text(
        "Bei „{recipient}“ steht der {day} ({what_de}); dieser Tag war noch nicht.",
        '{day} stands at "{recipient}" ({what_en}); that day has not come.',
    ),
    Text(
        "Tragen Sie den Tag ein, an dem es geschehen ist.",
        "Enter the day on which it was done.",
    ),
    "Art. 5(2), 28(3), 44 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """The first date of a recipient that is later than the day of the check."""
    for recipient in matter.policy.recipients.values():
        late = ((de, en, day) for de, en, day in _days(recipient) if day is not None and day > matter.as_of)
        if (found := next(late, None)) is not None:
            words = {"what_de": found[0], "what_en": found[1], "day": found[2].isoformat()}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)


def _days(recipient: Recipient) -> Iterator[tuple[str, str, date | None]]:
    yield from (("Vertrag", "contract", one.dated) for one in recipient.contracts)
    yield from (("Nachweis", "evidence", one.dated) for one in recipient.evidence)
    if recipient.transfer is not None:
        yield "Blick in die Liste", "look at the list", recipient.transfer.checked
        yield "Bewertung der Übermittlung", "assessment of the transfer", recipient.transfer.tia
    if recipient.agreement is not None:
        yield "Vereinbarung", "arrangement", recipient.agreement.dated
    if recipient.sub_processors is not None:
        yield "Liste der Unterauftragsverarbeiter", "list of sub-processors", recipient.sub_processors.checked
