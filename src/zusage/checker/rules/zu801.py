"""ZU801: outdated statute (Art. 12(1) GDPR; law in force on the day of the check).

The TTDSG has been called TDDDG since 14 May 2024, the TMG was replaced by the DDG. A notice that names a statute which is
no longer in force says that nobody has read it for a while.

Wrong:
    title: {de: Speicherung nach § 25 TTDSG}
Right:
    title: {de: Speicherung nach § 25 TDDDG}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.outdated import found_by, mentions
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.reference.tables import table

RULE = Rule(
    "ZU801",
    Severity.ERROR,
    Text(
        "Überholte Vorschrift",
        "outdated statute",
    ),
    Text(
        "„{found}“ gilt nicht mehr; heute: {now_de}.",
        '"{found}" is no longer in force; today: {now_en}.',
    ),
    Text(
        "Ersetzen Sie die Vorschrift im Text.",
        "Replace the statute in the text.",
    ),
    "Art. 12(1) GDPR; law in force on the day of the check",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Texts that name a statute of the table which the law of the day no longer has; frameworks and drafts are other rules."""
    rows = frozenset(row.id for row in table("outdated") if row.facts.get("kind") == "law") - OTHERS
    for mention in mentions(matter, rows):
        yield found_by(RULE, mention)


OTHERS = frozenset({"privacy_shield", "safe_harbor", "scc_old", "eprivacy_regulation"})
"""Rows of law that ZU806 and ZU809 look for."""
