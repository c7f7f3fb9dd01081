"""ZU214: no cookies promised, but declared (Art. 5(1)(a) GDPR; § 25(1) TDDDG).

Anybody can see a cookie in the browser. A notice that denies it loses all trust.

Wrong:
    statements: [{claim: no_cookies, text: {de: Wir verwenden keine Cookies., en: We use no cookies.}}]   # and device: {session: {name: sid, …}}
Right:
    statements: [{text: {de: Wir verwenden außer für die Anmeldung keine Cookies., en: 'Except for signing in, we use no cookies.'}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU214",
    Severity.ERROR,
    Text(
        "Keine Cookies versprochen, aber erklärt",
        "no cookies promised, but declared",
    ),
    Text(
        "Der Satz sagt, dass es keine Cookies gibt; erklärt ist: {items_de}.",
        "The sentence says that there are no cookies; declared: {items_en}.",
    ),
    Text(
        "Ändern Sie den Satz, etwa: keine Cookies außer dem für die Anmeldung.",
        "Change the sentence, for instance: no cookies except the one for signing in.",
    ),
    "Art. 5(1)(a) GDPR; § 25(1) TDDDG",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that deny cookies, with activities that set some."""
    for one in claimed(matter.policy, "no_cookies"):
        against = [item.name for a in one.activities for item in a.devices if item.kind == "cookie"]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("items", against))
