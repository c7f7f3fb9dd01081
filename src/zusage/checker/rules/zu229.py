"""ZU229: a rule for data that are not with us (Art. 5(1)(a), (e), 5(2) GDPR).

A period is kept where the data are. For what only a recipient has, or what is on somebody's device, a rule of ours does
nothing, and the notice promises what nobody carries out.

Wrong:
    retention: {visit: {data: [visit], from: seen, delete: after 30 days}}      # visit: {in: nowhere}
Right:
    recipients: {leadinfo: {data: [visit], keeps: {from: seen, delete: within 30 days, evidence: document}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU229",
    Severity.WARNING,
    Text(
        "Löschregel für Daten, die nicht bei uns sind",
        "a rule for data that are not with us",
    ),
    Text(
        "„{rule}“ löscht nur, was bei uns liegt; nirgends bei uns liegt: {data_de}.",
        '"{rule}" deletes only what is with us; nowhere with us: {data_en}.',
    ),
    Text(
        "Schreiben Sie die Frist zur Weitergabe: recipients: {…: {keeps: {…}}}, oder nennen Sie das System unter in.",
        "Write the period with the flow: recipients: {…: {keeps: {…}}}, or name the system under in.",
    ),
    "Art. 5(1)(a), (e), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that delete something and whose data are in no system of ours."""
    for rule in matter.policy.rules:
        if rule.stages and rule.data and not (rule.units or rule.whole or rule.same_as or rule.copies):
            found = [datum for datum in matter.policy.activities[rule.activity].data if datum.id in rule.data]
            if any(datum.system == "device" for datum in found):
                continue
            data = [datum.label for datum in found]
            de = listing("data", (label.to("de") for label in data))["data_de"]
            en = listing("data", (label.to("en") for label in data))["data_en"]
            yield RULE.finding(rule.place, rule.activity, rule=rule.id.replace("/retention/", "/"), data_de=de, data_en=en)
