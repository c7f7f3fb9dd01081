"""ZU343: start moves with every change (Art. 5(1)(e) GDPR).

Applications set a column such as updated_at whenever a row is touched: an import, a new release, a corrected typing error.
The period then begins again, and rows that nobody needs live on.

Wrong:
    from: {at: app.tickets.updated_at}
Right:
    from: {at: app.tickets.closed_at}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.start import ColumnStart

RULE = Rule(
    "ZU343",
    Severity.INFO,
    Text(
        "Beginn rückt mit jeder Änderung vor",
        "start moves with every change",
    ),
    Text(
        "„{rule}“ zählt ab {column}; dieser Zeitpunkt sieht danach aus, als rückte er mit jeder Änderung der Zeile vor.",
        '"{rule}" counts from {column}; that moment looks as if it moved with every change of the row.',
    ),
    Text(
        "Zählen Sie ab dem Ereignis, das gemeint ist (Ende, Abschluss, letzter Kontakt), oder nennen Sie den Grund: because: …",
        "Count from the event that is meant (end, closing, last contact), or give the reason: because: …",
    ),
    "Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules whose own start is a column that is named like a time stamp of changes."""
    for rule in own_rules(matter.policy):
        start = rule.start
        if isinstance(start, ColumnStart) and rule.because is None and _CHANGES.fullmatch(start.column):
            column = f"{start.system}.{start.table}.{start.column}"
            yield RULE.finding(rule.place, rule.id, rule=rule.id, column=column)


_CHANGES = re.compile(
    r"(?:last_)?(?:updated|modified|changed|edited|touched)(?:_(?:at|on|date|time))?|date_(?:updated|modified)"
    r"|(?:letzte_)?(?:aenderung|geaendert)(?:_am)?|updated_?at|modification_(?:date|time)",
    re.IGNORECASE,
)
