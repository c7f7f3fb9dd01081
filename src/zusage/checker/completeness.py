"""Completeness: what several rules about Art. 13, 14 and 30 GDPR have to know about an activity, and when words say nothing.

Law: only what we are responsible for is judged (role controller or joint). Words say nothing where the whole text is one of
a few phrases, or a placeholder that somebody forgot; one more word of content and the text counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zusage.checker.purposes import kinds_of
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis, Datum, Purpose
from zusage.policy.policy import Policy

PLACEHOLDER = re.compile(
    r"\[[^\]]*\]|<[^>@]*>|\{\{|\b(?-i:TODO|TBD|FIXME)\b|\b(?:platzhalter|placeholder|lorem ipsum)\b|\bx{3,}\b|\?{2,}",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:(?:zu|zum|zur|für|aus|von|im|in|unsere?\w*|die|der|das|den|for|to|our|the|on|of)\s+)+")


def ours(policy: Policy) -> Iterator[Activity]:
    """The activities we are responsible for, alone or with others."""
    return (activity for activity in policy.activities.values() if activity.role in ("controller", "joint"))


def shown_in(policy: Policy, activity: Activity, kind: str = "notice") -> bool:
    """Whether a document of that kind shows the activity."""
    return any(
        document.kind == kind and (document.id in activity.documents or activity.id in document.includes)
        for document in policy.documents.values()
    )


def written(text: Text | None) -> Iterator[str]:
    """The texts in each language in which it is written."""
    if text is not None:
        yield from (words for words in (text.de, text.en) if words is not None)


def plain(words: str) -> str:
    """Words without case, marks at the edge and leading prepositions, to be compared with a phrase."""
    bare = re.sub(r"\s+", " ", words).strip(" .,;:…–-!\"'„“”").lower()
    return _LEAD.sub("", bare)


def empty(text: Text | None, phrases: frozenset[str]) -> str:
    """The words of the first language in which it is one of the phrases, a placeholder or blank; "" if it has content."""
    for words in written(text):
        bare = plain(words)
        if not bare or bare in phrases or PLACEHOLDER.search(words):
            return words.strip() or "…"
    return ""


def from_others(activity: Activity) -> bool:
    """Whether the declaration says that data do not come from the person (Art. 14 GDPR)."""
    return activity.source is not None or activity.source_public


def personal(activity: Activity) -> Iterator[Datum]:
    """Its data about persons: not what only counts."""
    return (datum for datum in activity.data if not datum.aggregated)


def bases_of(activity: Activity, purpose: Purpose) -> Iterator[Basis]:
    """The bases that are meant for a purpose."""
    return (basis for basis in activity.bases if not basis.purposes or purpose.id in basis.purposes)


def purposes_on(activity: Activity, kinds: frozenset[str]) -> Iterator[tuple[Purpose, Basis]]:
    """Each purpose with every basis of one of these kinds that is meant for it."""
    for purpose in activity.purposes:
        yield from ((purpose, basis) for basis in bases_of(activity, purpose) if basis.kind in kinds)


_AGAINST = re.compile(
    r"sperrliste|widerspr[uü]ch\w*|verhinder\w*|suppress\w*|unsubscri\w*|prevent\w*|object\w*", re.IGNORECASE
)


def direct_marketing(activity: Activity) -> bool:
    """Whether a purpose is advertising to people whom we can address (Art. 21(2) GDPR)."""
    return any(
        kinds_of(purpose) & {"newsletter", "advertising"} and not _AGAINST.search(" ".join(written(purpose.text)))
        for purpose in activity.purposes
    )


def objectionable(activity: Activity) -> bool:
    """Whether people can object to it: public task, legitimate interests or direct marketing."""
    return direct_marketing(activity) or any(b.kind in ("legitimate_interests", "public_task") for b in activity.bases)


NO_DATA = frozenset(
    {"daten", "personendaten", "personenbezogene daten", "personenbezogenen daten", "alle daten", "angaben", "informationen"}
    | {
        f"{which} {end}"
        for which in ("sonstige", "weitere", "andere", "diverse", "verschiedene")
        for end in ("daten", "angaben", "informationen")
    }
    | {"data", "personal data", "all data", "information", "personal information", "details"}
    | {
        f"{which} {end}"
        for which in ("other", "further", "various", "miscellaneous")
        for end in ("data", "information", "details")
    }
)
"""Labels of data that say nothing about them."""


def sensitive(activity: Activity) -> Iterator[Datum]:
    """Its data of special categories or about offences (Art. 9, 10 GDPR)."""
    return (datum for datum in personal(activity) if datum.special not in ("", "no") or datum.criminal)


def endless(policy: Policy, activities: Iterable[Activity]) -> Iterator[tuple[Activity, Datum]]:
    """Data about persons in a store or on a device that no rule ends, and nothing else either."""
    places = {(unit.system, unit.table) for rule in policy.rules for unit in rule.units}
    whole = {system for rule in policy.rules for system in rule.whole}
    own = {(rule.activity, id) for rule in policy.rules for id in rule.data}
    for activity in activities:
        for datum in personal(activity):
            ruled = (activity.id, datum.id) in own or (datum.system, datum.table) in places or datum.system in whole
            if not ruled and not _ended_elsewhere(policy, activity, datum):
                yield activity, datum


def _ended_elsewhere(policy: Policy, activity: Activity, datum: Datum) -> bool:
    """Whether something else ends it: a recipient, its origin, the device, the original of a copy, or its keeper."""
    system = policy.systems.get(datum.system)
    if datum.system == "nowhere" or datum.derived_from or (datum.system == "device" and activity.devices):
        return True
    if system and (system.follows or system.copy_of or system.synthetic):
        return True
    return bool(system and system.kept_by and any(f.keeps for f in activity.flows if f.recipient == system.kept_by))
