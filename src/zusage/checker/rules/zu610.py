"""ZU610: the data protection officer decides on holds (Art. 38(6) GDPR; CJEU C-453/21).

Whoever decides which data are kept, for what and how long decides on purposes and means of processing. The officer
advises on that and monitors it, and must not be made to judge decisions of their own.

Wrong:
    holds: {dispute: {label: Rechtsstreit, review: 90 days, approver: dpo}}
Right:
    holds: {dispute: {label: Rechtsstreit, review: 90 days, approver: management}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU610",
    Severity.WARNING,
    Text(
        "Die oder der Datenschutzbeauftragte entscheidet über Löschsperren",
        "the data protection officer decides on holds",
    ),
    Text(
        "Über Löschsperren der Art „{hold}“ soll „{approver}“ entscheiden; wer den Datenschutz überwacht, darf nicht selbst festlegen, welche Daten bleiben.",
        'Holds of the kind "{hold}" are to be approved by "{approver}"; who monitors data protection must not decide which data stay.',
    ),
    Text(
        "Nennen Sie eine Rolle des Geschäfts, etwa approver: management; die oder der Datenschutzbeauftragte wird gehört.",
        "Name a role of the business, such as approver: management; the data protection officer is heard.",
    ),
    "Art. 38(6) GDPR; CJEU C-453/21",
)
OFFICER = re.compile(
    r"(?:.*[-_.])?(?:dpo|dsb|data[-_.]?protection(?:[-_.]?officer)?|datenschutz(?:beauftragter?)?)(?:[-_.].*)?"
)


def check(matter: Matter) -> Iterator[Finding]:
    """Kinds of hold whose approver is the officer by the name of the role."""
    for hold in matter.policy.holds.values():
        if OFFICER.fullmatch(hold.approver.strip().lower()):
            yield RULE.finding(hold.place, hold.id, hold=hold.id, approver=hold.approver)
