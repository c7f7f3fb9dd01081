"""ZU128: information about the device is incomplete (§ 25(1) TDDDG; Art. 13(2) GDPR; CJEU C-673/17).

Consent to storing something on a device counts only if people were told how long it stays there and whether others can
read it.

Wrong:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {visit: {name: _visit, by: self, party: third, lifetime: 30 days, access: {consent: statistics}}}}}
Right:
    activities: {website: {basis: {consent: statistics, legitimate_interests: null}, device: {visit: {name: _visit, by: self, party: first, lifetime: 30 days, access: {consent: statistics}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import ours, plain
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import DeviceItem

RULE = Rule(
    "ZU128",
    Severity.WARNING,
    Text(
        "Angaben zum Endgerät unvollständig",
        "information about the device is incomplete",
    ),
    Text(
        "„{item}“ in „{activity}“: {what_de}.",
        '"{item}" in "{activity}": {what_en}.',
    ),
    Text(
        "Schreiben Sie die Dauer (lifetime: 30 days oder session) und wer lesen kann (by, read_by).",
        "Write how long it stays (lifetime: 30 days or session) and who can read it (by, read_by).",
    ),
    "§ 25(1) TDDDG; Art. 13(2) GDPR; CJEU C-673/17",
)


_VAGUE = re.compile(
    r"^(?:\*|(?:verschiedene|diverse|weitere|sonstige|various|other|several)\b.*|cookies?|n/a|unbekannt|unknown)$",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Items that need consent and lack a duration, a name, or those who read what a third party sets."""
    for activity in ours(matter.policy):
        for item in activity.devices:
            what = _lacks(item) if item.consent else None
            if what:
                yield RULE.finding(
                    item.place, activity.id, item=item.name, activity=activity.id, what_de=what[0], what_en=what[1]
                )


def _lacks(item: DeviceItem) -> tuple[str, str] | None:
    if item.kind in ("cookie", "storage") and item.lifetime is None and not item.session:
        return "Es steht nicht da, wie lange es auf dem Gerät bleibt", "it does not say how long it stays on the device"
    if _VAGUE.match(plain(item.name)):
        return "Der Name sagt nicht, worum es geht", "the name does not say what it is"
    if item.party == "third" and item.by in ("", "self") and not item.read_by:
        return (
            "Es liegt bei Dritten, aber nicht, wer es lesen kann, steht da",
            "third parties set it, but who can read it is not said",
        )
    return None
