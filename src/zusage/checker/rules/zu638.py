"""ZU638: use of the website taken as consent (Art. 4 no. 11, 7(4) GDPR; CJEU C-673/17).

Silence, going on or reading is no consent. The sentence carries no processing and makes readers believe that they have
agreed to something.

Wrong:
    statements: [{text: {de: Mit der Nutzung dieser Website willigen Sie in die Verarbeitung ein., en: By using this site you consent to the processing.}}]
Right:
    statements: [{text: {de: Diese Erklärung informiert Sie über die Verarbeitung., en: This notice informs you about the processing.}}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import said
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU638",
    Severity.WARNING,
    Text(
        "Nutzung der Website als Einwilligung",
        "use of the website taken as consent",
    ),
    Text(
        "Der Satz macht das Lesen oder Nutzen zu einer Einwilligung; eingewilligt wird durch eindeutige Handlung.",
        "The sentence turns reading or use into consent; consent is given by an unambiguous act.",
    ),
    Text(
        "Streichen Sie den Satz; eine Datenschutzerklärung informiert, sie wird nicht angenommen.",
        "Delete the sentence; a privacy notice informs, it is not accepted.",
    ),
    "Art. 4 no. 11, 7(4) GDPR; CJEU C-673/17",
)

BY_USE = re.compile(
    r"\b(?:mit|durch) (?:der|die|ihrer|ihre|deiner|deine)? ?(?:weitere[nr]? )?(?:nutzung|benutzung|verwendung|besuch|nutzen|surfen|aufruf)\b[^.]*"
    r"\b(?:willig(?:en|st)|einverstanden|stimm(?:en|st)|einwillig\w+|akzeptier\w+)"
    r"|\bindem (?:sie|du) [^.]*(?:nutzen|nutzt|besuchen|weitersurfen)[^.]*(?:willig|einverstanden|stimm|akzeptier)"
    r"|\bby (?:using|visiting|continuing|browsing|accessing)\b[^.]*\b(?:consent|agree|accept)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that take use for consent."""
    for one in said(matter.policy):
        if BY_USE.search(one.text.de or "") or BY_USE.search(one.text.en or ""):
            yield RULE.finding(one.place, one.subject)
