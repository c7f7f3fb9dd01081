"""ZU408: list of sub-processors not read for long (Art. 28(2), 28(4) GDPR).

A general authorisation lets the processor change its own processors, and us object. Who does not read the list lets the
right to object pass, and does not know to which countries the data go.

Wrong:
    recipients: {hoster: {sub_processors: {list: 'https://nord.example/sub', checked: 2024-02-01}}}
Right:
    recipients: {hoster: {sub_processors: {list: 'https://nord.example/sub', checked: 2026-02-01}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.words import day_words
from zusage.model.calendar import add_days
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU408",
    Severity.WARNING,
    Text("Liste der Unterauftragsverarbeiter lange nicht gelesen", "list of sub-processors not read for long"),
    Text(
        "Die Liste der Unterauftragsverarbeiter von „{recipient}“ {when_de}.",
        'The list of sub-processors of "{recipient}" {when_en}.',
    ),
    Text(
        "Lesen Sie die Liste und tragen Sie ein: sub_processors: {list: …, checked: JJJJ-MM-TT}",
        "Read the list and enter: sub_processors: {list: …, checked: YYYY-MM-DD}",
    ),
    "Art. 28(2), 28(4) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Lists of further processors that nobody has read within the term of their own, or a year."""
    for recipient in matter.policy.recipients.values():
        listed = recipient.sub_processors
        if listed is None:
            continue
        if listed.checked is None:
            yield RULE.finding(
                recipient.place, recipient=recipient.id, when_de="wurde nie gelesen", when_en="was never read"
            )
        elif add_days(listed.checked, listed.renew or Period(years=1)) < matter.as_of:
            day = day_words(listed.checked)
            words = {"when_de": f"wurde zuletzt am {day['day_de']} gelesen", "when_en": f"was last read on {day['day_en']}"}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
        elif not listed.list:
            words = {"when_de": "hat keine Fundstelle", "when_en": "has no address"}
            yield RULE.finding(recipient.place, recipient=recipient.id, **words)
