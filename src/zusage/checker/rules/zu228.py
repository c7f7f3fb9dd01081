"""ZU228: declared, but used nowhere (Art. 5(1)(a), 5(2), 13(1)(e) GDPR).

Leftovers are how notices come to name services that nobody uses any more. The other reading is worse: the activity that
uses it was forgotten.

Wrong:
    recipients: {crm: {name: CRM AG, country: DE, role: processor}}      # and no activity that names it
Right:
    activities: {sales: {recipients: {crm: {data: all}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy

RULE = Rule(
    "ZU228",
    Severity.INFO,
    Text(
        "Erklärt, aber nirgends gebraucht",
        "declared, but used nowhere",
    ),
    Text(
        "„{name}“ ist als {kind_de} erklärt, aber nichts bezieht sich darauf.",
        '"{name}" is declared as {kind_en}, but nothing refers to it.',
    ),
    Text(
        "Streichen Sie den Eintrag, oder ergänzen Sie, wo er hingehört.",
        "Delete the entry, or add where it belongs.",
    ),
    "Art. 5(1)(a), 5(2), 13(1)(e) GDPR",
)

KINDS = {"recipient": ("Empfänger", "a recipient"), "subject": ("Gruppe von Personen", "a group of people")}


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients and groups of people that nothing refers to."""
    policy = matter.policy
    named, meant = _recipients(policy), _subjects(policy)
    unused = [("recipient", it.id, it.place) for it in policy.recipients.values() if it.id not in named]
    unused += [("subject", it.id, it.place) for it in policy.subjects.values() if it.id not in meant]
    for kind, id, place in unused:
        de, en = KINDS[kind]
        yield RULE.finding(place, name=id, kind_de=de, kind_en=en)


def _recipients(policy: Policy) -> set[str]:
    used = {flow.recipient for activity in policy.activities.values() for flow in activity.flows}
    used |= {id for activity in policy.activities.values() for id in activity.joint_with}
    used |= {by for a in policy.activities.values() for item in a.devices for by in (item.by, *item.read_by)}
    used |= {id for system in policy.systems.values() for id in (system.host, system.kept_by)}
    used |= {id for rule in policy.rules for id in rule.copies}
    used |= {it.id for it in policy.recipients.values() if it.under in policy.recipients}
    return used | {id for it in policy.recipients.values() for id in (it.under, *it.passes_on_to)}


def _subjects(policy: Policy) -> set[str]:
    used = {id for activity in policy.activities.values() for id in (*activity.subjects, activity.on_behalf_of)}
    used |= {activity.forward_to for activity in policy.activities.values()}
    used |= {use.subject for system in policy.systems.values() for use in system.tables.values()}
    return used | {document.changes.notify for document in policy.documents.values() if document.changes is not None}
