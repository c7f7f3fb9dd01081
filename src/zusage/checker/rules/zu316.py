"""ZU316: shortening is not anonymising (recital 26 GDPR).

Anonymised is only what cannot be linked to a person by anybody; a shortened address beside time and browser is not.

Wrong:
    stages: [{anonymise: after 7 days, how: {client_ip: {truncate: {v4: 24}}}}]
Right:
    stages: [{shorten: after 7 days, how: {client_ip: {v4: 24, v6: 48}}}]
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action

RULE = Rule(
    "ZU316",
    Severity.ERROR,
    Text(
        "Kürzen ist nicht Anonymisieren",
        "shortening is not anonymising",
    ),
    Text(
        "„{rule}“ nennt das Kürzen einer IP-Adresse „anonymise“; der Rest der Zeile bleibt meist personenbezogen.",
        '"{rule}" calls the shortening of an IP address "anonymise"; the rest of the line usually stays personal.',
    ),
    Text(
        "Schreiben Sie: shorten: after …",
        "Write: shorten: after …",
    ),
    "recital 26 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages called anonymise that cut addresses, or that touch lines of a log."""
    for rule in (rule for rule in matter.policy.rules if not rule.same_as):
        logs = any(matter.policy.systems[unit.system].connector == "logfiles" for unit in rule.units)
        for stage in (*rule.stages, *rule.alternatives):
            if stage.action is Action.ANONYMISE and (logs or any(key in ("v4", "v6") for key, _ in stage.how)):
                yield RULE.finding(stage.place, rule.id, rule=rule.id)
