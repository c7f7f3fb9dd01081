"""ZU110: adequacy decision not named (Art. 13(1)(f), 14(1)(f), 45 GDPR).

People must be told whether the Commission has found the country adequate. Where it has, clauses alone tell them less
than they are owed, and the notice leaves the decision out.

Wrong:
    recipients: {hoster: {country: CH, transfer: {mechanism: scc, module: '2', copy: {de: auf Anfrage, en: on request}, tia: 2026-01-10}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-01-10}]}}
Right:
    recipients: {hoster: {country: CH, transfer: {mechanism: adequacy}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import ours
from zusage.checker.parties import third_countries
from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import adequate
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU110",
    Severity.WARNING,
    Text(
        "Angemessenheitsbeschluss nicht genannt",
        "adequacy decision not named",
    ),
    Text(
        "Für „{recipient}“ gibt es einen Angemessenheitsbeschluss ({country}); genannt ist nur „{mechanism}“.",
        'There is an adequacy decision for "{recipient}" ({country}); only "{mechanism}" is named.',
    ),
    Text(
        "Schreiben Sie: mechanism: adequacy. Weitere Garantien stehen unter also: [scc].",
        "Write: mechanism: adequacy. Further safeguards go under also: [scc].",
    ),
    "Art. 13(1)(f), 14(1)(f), 45 GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers to nothing but adequate countries that name another mechanism only."""
    used = {flow.recipient for activity in ours(matter.policy) for flow in activity.flows}
    for recipient in matter.policy.recipients.values():
        transfer, countries = recipient.transfer, sorted(third_countries(recipient))
        if transfer is None or recipient.id not in used or not countries:
            continue
        rows = [adequate(country, matter.as_of) for country in countries]
        named = {transfer.mechanism, *transfer.also}
        if all(row is not None and not row.facts.get("limited") for row in rows) and not named & {"adequacy", "none"}:
            words = {"country": ", ".join(countries), "mechanism": transfer.mechanism}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
