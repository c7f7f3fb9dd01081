"""The activities of a document in groups that people understand, in order of reading.

Law: where the document declares its parts, they are the groups; otherwise an activity is grouped by the role in which it is
done, by what its purposes are declared to be, and then by its bases. What is part of another activity goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.writer.script import Script


@dataclass(frozen=True, slots=True)
class Topic:
    """A group: its id, its heading, and its activities without those that are part of another one."""

    id: str
    title: str
    activities: tuple[Activity, ...]


TITLES = {
    "contract": Text("‹Ihr|Dein› Vertrag und ‹Ihre|deine› Anfragen", "Your contract and your enquiries"),
    "website": Text("Unsere Website", "Our website"),
    "newsletter": Text("Newsletter", "Newsletter"),
    "cooperation": Text("Zusammenarbeit und Termine", "Working together and appointments"),
    "marketing": Text("Werbung", "Advertising"),
    "consent": Text("Nur mit ‹Ihrer|deiner› Einwilligung", "Only with your consent"),
    "staff": Text("‹Ihre|Deine› Beschäftigung bei uns", "Your employment with us"),
    "applications": Text("‹Ihre|Deine› Bewerbung", "Your application"),
    "behalf": Text("Was wir im Auftrag anderer tun", "What we do on behalf of others"),
    "operation": Text("Betrieb und Sicherheit", "Operation and security"),
    "duties": Text("Pflichten und Nachweise", "Duties and evidence"),
    "interest": Text("Was wir in eigenem Interesse tun", "What we do in our own interest"),
    "general": Text("In allen Bereichen", "In all areas"),
}
_ORDER = (
    "staff",
    "applications",
    "contract",
    "newsletter",
    "marketing",
    "consent",
    "behalf",
    "interest",
    "operation",
    "duties",
)
_BY_KIND = {
    "staff": "staff", "applications": "applications", "newsletter": "newsletter", "advertising": "marketing",
    "backup": "operation", "security": "operation", "telemetry": "operation", "error_tracking": "operation",
    "captcha": "operation", "consent_state": "duties", "claims": "duties", "accounting": "duties",
}  # fmt: skip


def topics_of(script: Script) -> tuple[Topic, ...]:
    """The groups of a document; every activity of the document is in one of them."""
    declared = _declared(script)
    return declared or _derived(script)


def top_activities(script: Script) -> tuple[Activity, ...]:
    """Activities that are no part of another one in this document."""
    ids = {activity.id for activity in script.activities}
    return tuple(activity for activity in script.activities if activity.part_of not in ids)


def family(script: Script, activities: tuple[Activity, ...]) -> tuple[Activity, ...]:
    """Activities with everything that is part of them."""
    found: list[Activity] = []
    for activity in activities:
        found.append(activity)
        found.extend(family(script, tuple(child for child in script.activities if child.part_of == activity.id)))
    return tuple(found)


def _declared(script: Script) -> tuple[Topic, ...]:
    waiting = {activity.id: activity for activity in top_activities(script)}
    found = []
    for layer in script.document.layers:
        shown = tuple(waiting.pop(id) for id in layer.show if id in waiting)
        if shown:
            known = layer.title or TITLES.get(layer.part) or TITLES.get(layer.id)
            found.append(Topic(layer.id, script.to(known) if known else script.to(shown[0].title), shown))
    if found and waiting:
        found.append(Topic("more", script.say("Außerdem", "Also"), tuple(waiting.values())))
    return tuple(found)


def _derived(script: Script) -> tuple[Topic, ...]:
    groups: dict[str, list[Activity]] = {name: [] for name in _ORDER}
    for activity in top_activities(script):
        groups[_name(activity)].append(activity)
    return tuple(Topic(name, script.to(TITLES[name]), tuple(members)) for name, members in groups.items() if members)


def _name(activity: Activity) -> str:
    if activity.role == "processor":
        return "behalf"
    kinds = [_BY_KIND[purpose.kind] for purpose in activity.purposes if purpose.kind in _BY_KIND]
    bases = {basis.kind for basis in activity.bases}
    if len(kinds) == len(activity.purposes) and len(set(kinds)) == 1:
        return kinds[0]
    if bases == {"consent"}:
        return "consent"
    if "contract" in bases:
        return "contract"
    return "duties" if "legal_obligation" in bases else "interest"
