"""ZU501: device access without consent (§ 25(1) TDDDG; CJEU C-673/17).

Statistics, marketing and recording are never strictly necessary for the service a visitor asked for.

Wrong:
    pk-id: {name: "_pk_id*", by: matomo, lifetime: 13 months, access: {necessary: Statistik}}
Right:
    pk-id: {name: "_pk_id*", by: matomo, lifetime: 13 months, access: {consent: statistics}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
)


TRACKERS = re.compile(
    r"^(_pk_|_ga|_gid|_gcl|_fbp|_fbc|_hj|mtm_(?!(cookie_)?consent)|ajs_|_uetsid|_uetvid|li_|bcookie|_clck|__hs|hubspotutk)",
    re.IGNORECASE,
)
AIMS = re.compile(
    r"statisti|analytics|reichweitenmess|marketing|(?<!be)werbung|werbezweck|advertis|tracking|remarket|heatmap|session.?re(cord|play)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Known trackers, and items whose stated need is statistics or marketing, without a consent."""
    for activity in matter.policy.activities.values():
        for item in activity.devices:
            if item.consent:
                continue
            why = f"{item.necessary.de or ''} {item.necessary.en or ''}" if item.necessary else ""
            if TRACKERS.search(item.name) or AIMS.search(why):
                yield RULE.finding(item.place, activity.id, item=item.name)
