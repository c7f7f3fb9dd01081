"""ZU225: one cookie, two lifetimes (Art. 5(1)(a), 13(2)(a) GDPR; CJEU C-673/17).

Lifetimes are part of what people must be told. A cookie that ends with the session in one table and after a year in the
next has no truth at all.

Wrong:
    session: {name: PHPSESSID, by: self, lifetime: session, access: {necessary: Anmeldung}}      # and elsewhere lifetime: 1 year
Right:
    session: {name: PHPSESSID, by: self, lifetime: session, access: {necessary: Anmeldung}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import DeviceItem

RULE = Rule(
    "ZU225",
    Severity.WARNING,
    Text(
        "Ein Cookie, zwei Laufzeiten",
        "one cookie, two lifetimes",
    ),
    Text(
        "„{item}“ hat in „{activity}“ eine andere Laufzeit als in „{other}“.",
        '"{item}" has another lifetime in "{activity}" than in "{other}".',
    ),
    Text(
        "Sehen Sie im Browser nach, und erklären Sie den Cookie einmal.",
        "Look it up in a browser, and declare the cookie once.",
    ),
    "Art. 5(1)(a), 13(2)(a) GDPR; CJEU C-673/17",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Later items of the same name by the same party with another lifetime, in one document."""
    first: dict[tuple[str, str, str, str], tuple[str, DeviceItem]] = {}
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            keys = [(document, item.name, item.by, item.kind) for document in activity.documents]
            known = [first.setdefault(key, (activity.id, item)) for key in keys]
            others = [id for id, it in known if (it.session, it.lifetime) != (item.session, item.lifetime)]
            if others:
                yield RULE.finding(item.place, activity.id, item=item.name, activity=activity.id, other=others[0])
