"""ZU218: a purpose is excluded, but declared (Art. 5(1)(a), (b) GDPR).

An excluded purpose is a promise about data, not about an activity. If another activity uses the same columns for it, the
promise is broken by the declaration itself.

Wrong:
    access-logs: {excluded_purposes: {marketing: {de: Werbung, en: marketing}}}      # and another activity with in: weblog and kind: advertising
Right:
    access-logs: {purposes: {security: {de: sicherer Betrieb}}, excluded_purposes: {marketing: {de: Werbung, en: marketing}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.purposes import kinds_of, prevents
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, Purpose
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU218",
    Severity.ERROR,
    Text(
        "Ausgeschlossener Zweck, aber erklärt",
        "a purpose is excluded, but declared",
    ),
    Text(
        "„{purpose_de}“ ist für „{activity}“ ausgeschlossen; „{other}“ sieht mit denselben Daten danach aus.",
        '"{purpose_en}" is excluded for "{activity}"; "{other}" looks like it, with the same data.',
    ),
    Text(
        "Streichen Sie den Ausschluss oder den Zweck, oder trennen Sie die Daten.",
        "Delete the exclusion or the purpose, or keep the data apart.",
    ),
    "Art. 5(1)(a), (b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Purposes that look like one excluded for the same columns of the same table."""
    excluding = [activity for activity in matter.policy.activities.values() if activity.excluded_purposes]
    by_place = _by_place(matter.policy) if excluding else {}
    for activity in excluding:
        for text in activity.excluded_purposes:
            never = kinds_of(Purpose("", text))
            found = [it for one in _same_data(activity, by_place) for it in _used(one, never)] if never else []
            if found:
                other, purpose = found[0]
                said = {"purpose_de": text.to("de"), "purpose_en": text.to("en")}
                yield RULE.finding(purpose.place, other.id, **said, activity=activity.id, other=other.id)


def _used(activity: Activity, never: frozenset[str]) -> Iterator[tuple[Activity, Purpose]]:
    for purpose in activity.purposes:
        if kinds_of(purpose) & never and not prevents(purpose):
            yield activity, purpose


def _by_place(policy: Policy) -> dict[tuple[str, str], list[tuple[Activity, Datum]]]:
    found: dict[tuple[str, str], list[tuple[Activity, Datum]]] = {}
    for activity in policy.activities.values():
        for datum in activity.data:
            for place in places_of(datum):
                found.setdefault(place, []).append((activity, datum))
    return found


def _same_data(activity: Activity, by_place: dict[tuple[str, str], list[tuple[Activity, Datum]]]) -> list[Activity]:
    """The activity, and others that use at least one of its columns."""
    found = {activity.id: activity}
    for datum in activity.data:
        for place in places_of(datum):
            for other, theirs in by_place[place]:
                if datum.columns is None or theirs.columns is None or set(datum.columns) & set(theirs.columns):
                    found[other.id] = other
    return list(found.values())
