"""ZU208: cookies only with consent promised, but declared without (§ 25(1), (2) no. 2 TDDDG; Art. 5(1)(a) GDPR).

Necessary cookies need no consent, and the law does not ask for one. The sentence promises more than is done; readers who
refuse everything still find cookies.

Wrong:
    statements: [{claim: cookies_only_with_consent, text: {de: Cookies setzen wir nur mit Ihrer Einwilligung., en: We set cookies only with your consent.}}]   # and a necessary session cookie
Right:
    statements: [{text: {de: Nicht notwendige Cookies setzen wir nur mit Ihrer Einwilligung., en: We set cookies that are not necessary only with your consent.}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU208",
    Severity.WARNING,
    Text(
        "Cookies nur mit Einwilligung versprochen, aber ohne erklärt",
        "cookies only with consent promised, but declared without",
    ),
    Text(
        "Der Satz sagt, dass Cookies nur mit Einwilligung gesetzt werden; ohne wird gesetzt: {items_de}.",
        "The sentence says that cookies are set only with consent; without it: {items_en}.",
    ),
    Text(
        "Schreiben Sie: nicht notwendige Cookies nur mit Einwilligung.",
        "Write: cookies that are not necessary only with consent.",
    ),
    "§ 25(1), (2) no. 2 TDDDG; Art. 5(1)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that make all cookies depend on consent, with items that need none."""
    for one in claimed(matter.policy, "cookies_only_with_consent"):
        against = [item.name for activity in one.activities for item in activity.devices if not item.consent]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("items", against))
