"""ZU123: source of the data is missing (Art. 14(2)(f) GDPR).

Whoever did not get data from the person says where they come from, and whether that source is open to everybody. Third
parties is no source.

Wrong:
    activities:
      website:
        purposes: {security: {de: Erkennung von Unternehmen mit Leadinfo, en: recognising companies with Leadinfo}}
Right:
    activities:
      website:
        purposes: {security: {de: Erkennung von Unternehmen mit Leadinfo, en: recognising companies with Leadinfo}}
        source: {de: Firmenverzeichnis der Leadinfo B.V., en: company directory of Leadinfo B.V.}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.completeness import empty, ours, written
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU123",
    Severity.WARNING,
    Text(
        "Quelle der Daten fehlt",
        "source of the data is missing",
    ),
    Text(
        "„{activity}“ {what_de}; eine Quelle ist nicht genannt.",
        '"{activity}" {what_en}; no source is named.',
    ),
    Text(
        "Schreiben Sie: source: {de: …, en: …} und, wenn sie allen offensteht, source_public: true",
        "Write: source: {de: …, en: …} and, if it is open to everybody, source_public: true",
    ),
    "Art. 14(2)(f) GDPR",
)


NOTHING = frozenset(
    {
        "dritte",
        "dritten",
        "anderen",
        "andere quellen",
        "anderen quellen",
        "dritten quellen",
        "externe quellen",
        "externen quellen",
    }
    | {"verschiedene quellen", "verschiedenen quellen", "partner", "partnern", "öffentliche quellen", "öffentlichen quellen"}
    | {"third parties", "others", "other sources", "external sources", "various sources", "partners", "public sources"}
    | {"a third party", "einem dritten", "diverse", "diverse quellen", "internet", "web"}
)
_FROM_OTHERS = re.compile(
    r"\b(?:leadinfo|leadfeeder|dealfront|albacross|visitor queue|lead forensics)\b|adresshändler\w*|adresshandel"
    r"|(?:gekaufte\w*|zugekaufte\w*|erworbene\w*) (?:adress\w*|leads?|kontakt\w*)|\blead-?list\w*|\badresslisten? von\b"
    r"|(?:purchased|bought|acquired) (?:address\w*|leads?|contacts?|lists?)|address (?:brokers?|dealers?)|\blead lists?\b"
    r"|(?:auskunft|auskünfte|score\w*|bonitätsauskunft|bonitätsauskünfte|bonitätsdaten|daten) (?:der|einer|von|bei) "
    r"(?:\w+ )?(?:auskunftei\w*|schufa|creditreform|crif|boniversum)|bonitätsauskunft|bonitätsauskünfte"
    r"|(?:report|score|data)s? (?:from|of) (?:a |the )?(?:credit (?:agenc|bureau|reference)\w*|schufa|creditreform|crif)",
    re.IGNORECASE,
)


def check(matter: Matter) -> Iterator[Finding]:
    """A source in words that say nothing, a public one without a name, and words that mean data of others without a source."""
    for activity in ours(matter.policy):
        if activity.source is not None and (words := empty(activity.source, NOTHING)):
            what = (f"nennt nur „{words}“", f'says "{words}" only')
        elif activity.source is None and activity.source_public:
            what = ("hat eine öffentliche Quelle", "has a public source")
        elif activity.source is None and (found := _FROM_OTHERS.search(_words(activity))):
            what = (f"sieht nach Daten von anderen aus ({found[0]})", f"looks like data from others ({found[0]})")
        else:
            continue
        yield RULE.finding(activity.place, activity.id, activity=activity.id, what_de=what[0], what_en=what[1])


def _words(activity: Activity) -> str:
    texts = (activity.title, *(one.text for one in activity.purposes), *(one.label for one in activity.data))
    return " | ".join(words for text in texts for words in written(text))
