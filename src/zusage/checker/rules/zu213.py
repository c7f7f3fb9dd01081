"""ZU213: only session cookies promised, but others declared (Art. 5(1)(a), 13(2)(a) GDPR; CJEU C-673/17).

How long a cookie works is part of what people must know. A session cookie is gone when the browser closes; one with a
period is not.

Wrong:
    statements: [{claim: session_cookies_only, text: {de: Wir verwenden nur Sitzungs-Cookies., en: We use only session cookies.}}]   # and lifetime: 1 year
Right:
    device: {session: {name: PHPSESSID, by: self, lifetime: session, access: {necessary: Anmeldung}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.claims import claimed
from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU213",
    Severity.ERROR,
    Text(
        "Nur Sitzungs-Cookies versprochen, aber andere erklärt",
        "only session cookies promised, but others declared",
    ),
    Text(
        "Der Satz sagt, dass alle Cookies mit dem Besuch enden; länger bleibt: {items_de}.",
        "The sentence says that all cookies end with the visit; what stays longer: {items_en}.",
    ),
    Text(
        "Ändern Sie den Satz, oder schreiben Sie: lifetime: session",
        "Change the sentence, or write: lifetime: session",
    ),
    "Art. 5(1)(a), 13(2)(a) GDPR; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Sentences that know only session cookies, with cookies that have a period."""
    for one in claimed(matter.policy, "session_cookies_only"):
        against = [i.name for a in one.activities for i in a.devices if i.kind == "cookie" and i.lifetime is not None]
        if against:
            yield RULE.finding(one.said.place, one.said.subject, **listing("items", against))
