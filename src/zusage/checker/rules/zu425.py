"""ZU425: module does not fit the roles (Art. 46(2)(c) GDPR, Decision (EU) 2021/914).

Module 1 is between controllers, 2 to a processor, 3 between processors, 4 from a processor back to its controller. A
module for other roles binds nobody to what is really done.

Wrong:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [1], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: US, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.parties import flows_of, role_of
from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import outside
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU425",
    Severity.WARNING,
    Text("Modul passt nicht zu den Rollen", "module does not fit the roles"),
    Text(
        "Mit „{recipient}“ ist Modul {given} vereinbart; nach den Rollen in „{activity}“ wird Modul {needed} gebraucht.",
        'Module {given} is agreed with "{recipient}"; by the roles in "{activity}" module {needed} is needed.',
    ),
    Text(
        "Vereinbaren Sie das passende Modul oder berichtigen Sie die Rolle.",
        "Agree on the module that fits, or correct the role.",
    ),
    "Art. 46(2)(c) GDPR, Decision (EU) 2021/914",
    since=date(2021, 6, 27),
)


FITTING = {
    ("controller", "processor"): ("2",),
    ("controller", "controller"): ("1",),
    ("processor", "processor"): ("3",),
    ("processor", "controller"): ("4", "1"),
}


def check(matter: Matter) -> Iterator[Finding]:
    """Importers outside whose modules lack the one for our role and theirs in some activity."""
    told = set()
    for activity in matter.policy.activities.values():
        ours = "processor" if activity.role == "processor" else "controller"
        for flow, recipient in flows_of(matter.policy, activity):
            transfer, theirs = recipient.transfer, role_of(flow, recipient).replace("joint", "controller")
            fitting = FITTING.get(("processor" if recipient.under else ours, theirs), ())
            if transfer is None or transfer.mechanism != "scc" or not transfer.module or recipient.id in told:
                continue
            if fitting and outside(recipient.country, matter.as_of) and not set(fitting) & set(transfer.module):
                told.add(recipient.id)
                words = {"given": ", ".join(transfer.module), "needed": fitting[0], "activity": activity.id}
                yield RULE.finding(transfer.place, activity.id, recipient=recipient.id, **words)
