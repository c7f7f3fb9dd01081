"""ZU608: a suppression list serves something else (Art. 5(1)(b), 21(3) GDPR).

The only reason to keep the address of somebody who objected is to leave them alone. Every further use, most of all for
marketing, does what they objected to.

Wrong:
    winback: {purposes: {ads: Rückgewinnung}, data: {blocked: {label: Adressen, in: app.suppressed}}}
Right:
    suppression: {purposes: {block: Verhinderung weiterer Werbung}, data: {blocked: {label: Prüfwerte, in: app.suppressed}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of, prevents_advertising
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU608",
    Severity.ERROR,
    Text(
        "Sperrliste dient noch anderem",
        "a suppression list serves something else",
    ),
    Text(
        "{table} sieht nach einer Sperrliste aus („{activity}“); in „{other}“ dient sie auch: {purpose_de}.",
        '{table} looks like a suppression list ("{activity}"); in "{other}" it also serves: {purpose_en}.',
    ),
    Text(
        "Nehmen Sie die Sperrliste aus der anderen Tätigkeit heraus.",
        "Take the suppression list out of the other activity.",
    ),
    "Art. 5(1)(b), 21(3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tables of a suppression list that another activity uses for something that is not the list."""
    lists: dict[tuple[str, str], str] = {}
    for activity in matter.policy.activities.values():
        if activity.purposes and all(prevents_advertising(purpose) for purpose in activity.purposes):
            lists.update({place: activity.id for datum in activity.data for place in places_of(datum) if place[1]})
    for activity in matter.policy.activities.values() if lists else ():
        for datum in activity.data:
            place = next((place for place in places_of(datum) if place in lists), None)
            other = next(
                (it for it in activity.purposes if not prevents_advertising(it) and not kinds_of(it) & ALLOWED), None
            )
            if place is not None and other is not None:
                words = {"purpose_de": other.text.to("de"), "purpose_en": other.text.to("en"), "table": ".".join(place)}
                yield RULE.finding(datum.place, activity.id, activity=lists[place], other=activity.id, **words)


ALLOWED = frozenset(("backup", "claims"))
