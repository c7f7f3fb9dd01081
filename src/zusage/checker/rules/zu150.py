"""ZU150: nobody says how people are informed whose data come from others (Art. 14(1), (2) and (3) GDPR).

Who never visits the site does not read its notice. Where data come from an employer, an agency or a register, the group needs
a channel of its own: with the first message, or within a month. Where Art. 14(5) applies, that is the reason of the exception.
A group that also deals with us itself, by contract or consent, is reached there.

Wrong:
    activities: {website: {source: {de: Handelsregister, en: commercial register}}}
Right:
    subjects: {visitor: {informed: {when: first_contact, by: [notice]}}}
    activities: {website: {source: {de: Handelsregister, en: commercial register}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import from_others, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU150",
    Severity.INFO,
    Text(
        "Unterrichtung bei fremder Quelle offen",
        "information open where data come from others",
    ),
    Text(
        "Daten von „{group}“ stammen in „{activity}“ nicht von den Personen selbst; wann und wodurch sie davon erfahren, steht nirgends.",
        'In "{activity}" data of "{group}" do not come from the people themselves; when and by what they hear of it is not declared.',
    ),
    Text(
        "Schreiben Sie bei der Gruppe: informed: {when: first_contact, by: […]}; bei einer Ausnahme nach Art. 14 Abs. 5 allow mit dem Grund.",
        "Write at the group: informed: {when: first_contact, by: […]}; for an exemption under Art. 14(5) allow with the reason.",
    ),
    "Art. 14(1), (2) and (3) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Each group once: of our own activities whose data come from others, without a time and a document."""
    activities = tuple(ours(matter.policy))
    said = {id for activity in activities if _deals_with(activity) for id in activity.subjects}
    for activity in activities:
        for id in activity.subjects if from_others(activity) else ():
            group = matter.policy.subjects.get(id)
            if group is not None and group.informed is None and id not in said:
                said.add(id)
                yield RULE.finding(group.place, activity.id, group=id, activity=activity.id)


def _deals_with(activity: Activity) -> bool:
    """Whether people give us these data themselves, when they order or agree to something."""
    return not from_others(activity) and any(basis.kind in ("contract", "consent") for basis in activity.bases)
