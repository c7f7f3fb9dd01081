"""ZU439: joint controllers without an arrangement (Art. 26(1), 26(2) GDPR).

Who decides together agrees in a transparent form who fulfils which duty, and tells people the essence of it. The offer of
terms that one side publishes is enough if it was accepted on a day.

Wrong:
    recipients: {hoster: {role: joint, contracts: null}}
Right:
    recipients: {hoster: {role: joint, contracts: null, agreement: {dated: 2025-03-01, essence: {de: Wir beantworten Ihre Anträge., en: We answer your requests.}, contact_point: us}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zusage.checker.parties import roles
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU439",
    Severity.ERROR,
    Text("Gemeinsam Verantwortliche ohne Vereinbarung", "joint controllers without an arrangement"),
    Text(
        "„{recipient}“ ist mit uns gemeinsam verantwortlich, aber keine Vereinbarung mit Datum ist angegeben.",
        '"{recipient}" is a joint controller with us, but no arrangement with a date is given.',
    ),
    Text(
        "Tragen Sie ein: agreement: {dated: JJJJ-MM-TT, essence: …}",
        "Enter: agreement: {dated: YYYY-MM-DD, essence: …}",
    ),
    "Art. 26(1), 26(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Recipients that are joint in a flow, by role, or named by an activity, without an arrangement; without a date only it is a warning."""
    named = roles(matter.policy)
    beside = {id for activity in matter.policy.activities.values() for id in activity.joint_with}
    for recipient in matter.policy.recipients.values():
        if "joint" in named[recipient.id] or recipient.id in beside:
            signed = any(JOINT.search(contract.kind) and contract.dated for contract in recipient.contracts)
            if not signed and (recipient.agreement is None or recipient.agreement.dated is None):
                found = RULE.finding(recipient.place, recipient=recipient.id)
                yield found if recipient.agreement is None else replace(found, severity=Severity.WARNING)


JOINT = re.compile(r"joint|art-?26|gemeinsam|gvv|jca", re.IGNORECASE)
