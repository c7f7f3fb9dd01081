"""ZU142: special categories without a condition of Art. 9 (Art. 9(1), (2), 13(1)(c) GDPR).

Data on health, belief, origin, union membership or sexual life may be processed only under one of ten conditions. A
basis of Art. 6 alone is not enough.

Wrong:
    activities: {website: {data: {lines: {special: health}}}}
Right:
    activities: {website: {special_category: {art9: h}, data: {lines: {special: health}}}}
    assure: [{access_restricted: {system: weblog, accounts: env:ADMIN_LIST}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU142",
    Severity.ERROR,
    Text(
        "Sensible Daten ohne Bedingung des Art. 9",
        "special categories without a condition of Art. 9",
    ),
    Text(
        "„{activity}“ {what_de}.",
        '"{activity}" {what_en}.',
    ),
    Text(
        "Schreiben Sie: special_category: {art9: a} (Einwilligung), b (Arbeit und Soziales), h (Gesundheit) …",
        "Write: special_category: {art9: a} (consent), b (work and social law), h (health) …",
    ),
    "Art. 9(1), (2), 13(1)(c) GDPR",
)


LETTERS = "abcdefghij"


def check(matter: Matter) -> Iterator[Finding]:
    """Special categories without a condition, once per activity, and conditions that do not exist."""
    for activity in ours(matter.policy):
        special = [datum for datum in activity.data if datum.special not in ("", "no") and not datum.aggregated]
        letter = activity.special.condition.strip("().").lower() if activity.special else ""
        if special and activity.special is None:
            words = {
                "what_de": f"verarbeitet sensible Daten („{special[0].id}“) ohne Bedingung des Art. 9 Abs. 2 DSGVO",
                "what_en": f'processes special categories of data ("{special[0].id}") without a condition of Art. 9(2) GDPR',
            }
            yield RULE.finding(special[0].place, activity.id, activity=activity.id, **words)
        elif activity.special is not None and (len(letter) != 1 or letter not in LETTERS):
            named = activity.special.condition
            words = {
                "what_de": f"nennt „{named}“; Art. 9 Abs. 2 DSGVO hat die Buchstaben a bis j",
                "what_en": f'names "{named}"; Art. 9(2) GDPR has the letters (a) to (j)',
            }
            yield RULE.finding(activity.place, activity.id, activity=activity.id, **words)
