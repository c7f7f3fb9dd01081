"""ZU501: device access without consent (§ 25(1) TDDDG; CJEU C-673/17).

Statistics, marketing and recording are never strictly necessary for the service a visitor asked for.

Wrong:
    activities: {website: {device: {pk: {name: "_pk_id*", by: self, lifetime: 13 months, access: {necessary: {de: Statistik, en: statistics}}}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {pk: {name: "_pk_id*", by: self, lifetime: 13 months, access: {consent: statistics}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.devices import aims_at_trackers, tracker
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU501",
    Severity.ERROR,
    Text(
        "Gerätezugriff ohne Einwilligung",
        "device access without consent",
    ),
    Text(
        "„{item}“ wird ohne Einwilligung auf dem Gerät gespeichert; als „unbedingt erforderlich“ gilt das nicht.",
        '"{item}" is stored on the device without consent; "strictly necessary" does not cover it.',
    ),
    Text(
        "Schreiben Sie: access: {consent: …}",
        "Write: access: {consent: …}",
    ),
    "§ 25(1) TDDDG; CJEU C-673/17",
    since=date(2021, 12, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Known trackers, and items whose stated need is statistics or marketing, without a consent."""
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            if not item.consent and (tracker(item) or aims_at_trackers(item)):
                yield RULE.finding(item.place, activity.id, item=item.name)
