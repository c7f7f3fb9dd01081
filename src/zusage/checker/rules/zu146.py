"""ZU146: data protection officer is missing (§ 38(1) BDSG; Art. 37(1), (7) GDPR).

In Germany twenty people who constantly work with personal data make an officer a duty, and so does an impact
assessment, whatever the number. Public bodies always need one.

Wrong:
    organisation: {people_processing: 24}
Right:
    organisation: {people_processing: 24, data_protection_officer: {email: dsb@muster.example}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU146",
    Severity.ERROR,
    Text(
        "Datenschutzbeauftragte Person fehlt",
        "data protection officer is missing",
    ),
    Text(
        "Keine datenschutzbeauftragte Person ist benannt, obwohl {why_de}.",
        "No data protection officer is named, although {why_en}.",
    ),
    Text(
        "Benennen Sie eine und schreiben Sie: data_protection_officer: {email: …}",
        "Designate one and write: data_protection_officer: {email: …}",
    ),
    "§ 38(1) BDSG; Art. 37(1), (7) GDPR",
)


_TWENTY = date(2019, 11, 26)
"""Since then twenty people, before ten (Second Data Protection Adaptation Act EU, BGBl. 2019 I p. 1626)."""


def check(matter: Matter) -> Iterator[Finding]:
    """Who needs an officer by number, by an impact assessment or as a public body, and declares none."""
    us = matter.policy.organisation
    if us.officer is not None:
        return
    german = us.country == "DE"
    needed = next(
        (activity.id for activity in ours(matter.policy) if activity.dpia is not None and activity.dpia.needed), ""
    )
    if us.kind == "public_body":
        words = {"why_de": "jede öffentliche Stelle sie braucht", "why_en": "every public body needs one"}
    elif german and (us.people_processing or 0) >= (20 if matter.as_of >= _TWENTY else 10):
        count = us.people_processing
        words = {
            "why_de": f"{count} Personen ständig personenbezogene Daten verarbeiten",
            "why_en": f"{count} people constantly process personal data",
        }
    elif german and needed:
        words = {
            "why_de": f"„{needed}“ eine Folgenabschätzung braucht",
            "why_en": f'"{needed}" needs an impact assessment',
        }
    else:
        return
    yield RULE.finding(us.place, **words)
