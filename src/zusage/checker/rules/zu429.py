"""ZU429: standard clauses for an adequate country (Art. 13(1)(f), 45(1) GDPR).

People have to be told whether a decision exists. Where one does, clauses are not needed and the notice becomes shorter;
whoever keeps them as a second net says both.

Wrong:
    recipients: {hoster: {country: CH, transfer: {mechanism: scc, module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
Right:
    recipients: {hoster: {country: CH, transfer: {mechanism: scc, also: [adequacy], module: [2], tia: 2026-02-01, copy: {de: auf Anfrage, en: on request}}, contracts: [{kind: avv, dated: 2025-01-10}, {kind: scc, dated: 2025-02-01}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.transfers import adequate, third
from zusage.language.countries import in_country
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU429",
    Severity.INFO,
    Text("Standardvertragsklauseln für ein angemessenes Land", "standard clauses for an adequate country"),
    Text(
        "Der Schutz {in_de} ist durch Beschluss als angemessen anerkannt; für „{recipient}“ sind nur Standardvertragsklauseln angegeben.",
        'Protection {in_en} was found adequate by decision; for "{recipient}" only standard contractual clauses are given.',
    ),
    Text(
        "Schreiben Sie: transfer: {mechanism: adequacy}, oder ergänzen Sie also: [adequacy].",
        "Write: transfer: {mechanism: adequacy}, or add also: [adequacy].",
    ),
    "Art. 13(1)(f), 45(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Transfers on clauses alone, where a decision without limits covers every country concerned."""
    for recipient in matter.policy.recipients.values():
        transfer = recipient.transfer
        if transfer is None or transfer.mechanism != "scc" or "adequacy" in transfer.also:
            continue
        codes = third(recipient, matter.as_of)
        rows = [adequate(code, matter.as_of) for code in codes]
        if rows and all(row is not None and not row.facts.get("limited") for row in rows):
            words = {"in_de": in_country(codes[0], "de"), "in_en": in_country(codes[0], "en")}
            yield RULE.finding(transfer.place, recipient=recipient.id, **words)
