"""ZU709: something keeps copies of deleted rows (Art. 17(1), 5(1)(e) GDPR).

Deleting is not erasing while a queryable copy is left.

Wrong:
    tables: {contacts: {subject: visitor}}      # and a trigger that writes deleted rows into contacts_history
Right:
    tables: {contacts: {subject: visitor, copies: [contacts_history]}, contacts_history: {owned_by: contacts}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU709",
    Severity.WARNING,
    Text(
        "Etwas bewahrt Kopien gelöschter Zeilen",
        "something keeps copies of deleted rows",
    ),
    Text(
        "In „{system}“: {copy_de}. Was dort gelöscht wird, bleibt als Kopie.",
        'In "{system}": {copy_en}. What is deleted there stays as a copy.',
    ),
    Text(
        "Erklären Sie die Kopie mit eigener Regel, oder schalten Sie sie ab.",
        "Declare the copy with a rule of its own, or switch it off.",
    ),
    "Art. 17(1), 5(1)(e) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Copy mechanisms of reachable targets on tables about people, unless the copy is declared; once per mechanism."""
    seen: set[tuple[str, str]] = set()
    for surveyed in matter.survey.targets if matter.survey else ():
        system = matter.policy.systems[surveyed.target.system]
        for copy in surveyed.structure.copies if surveyed.structure else ():
            use = system.tables.get(copy.rpartition(" of ")[2])
            if (system.id, copy) in seen or (use is not None and (use.copies or use.role == "none")):
                continue
            seen.add((system.id, copy))
            yield RULE.finding(
                use.place if use else system.place, system.id, system=system.id, copy_de=_german(copy), copy_en=copy
            )


def _german(copy: str) -> str:
    """The name of a mechanism as a connector gives it ("trigger keep_old of customers"), in German."""
    for english, german in WORDS:
        copy = copy.replace(english, german, 1) if copy.startswith(english) else copy
    return copy.replace(" of *", "").replace(" of ", " auf ")


WORDS = (
    ("trigger ", "Trigger "),
    ("materialised view ", "materialisierte Sicht "),
    ("publication ", "Publikation "),
    ("replication slot ", "Replikations-Slot "),
    ("system versioning ", "Systemversionierung "),
    ("event ", "Ereignis "),
    ("binary log", "Binärprotokoll"),
    ("general log", "Protokoll aller Abfragen"),
    ("slow query log", "Protokoll langsamer Abfragen"),
)
