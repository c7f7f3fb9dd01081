"""ZU615: proofs of identity stay (Art. 5(1)(c), (e), 12(6) GDPR).

A proof of identity has done its work once somebody has looked at it. That it was looked at can be noted; the proof itself
is worth most to thieves.

Wrong:
    rights: {identity: {when: doubt}}
Right:
    rights: {identity: {when: doubt, delete_proof: after 7 days}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.language.durations import duration
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU615",
    Severity.WARNING,
    Text(
        "Nachweise der Identität bleiben",
        "proofs of identity stay",
    ),
    Text(
        "Identität wird geprüft, aber {when_de}.",
        "Identity is checked, but {when_en}.",
    ),
    Text(
        "Schreiben Sie: identity: {when: doubt, delete_proof: after 7 days}",
        "Write: identity: {when: doubt, delete_proof: after 7 days}",
    ),
    "Art. 5(1)(c), (e), 12(6) GDPR",
)

MOST = Period(months=1)


def check(matter: Matter) -> Iterator[Finding]:
    """Checks of identity whose proofs have no end, or one later than the answer."""
    rights = matter.policy.rights
    if rights.identity and rights.delete_proof is None:
        words = {"when_de": "wann der Nachweis gelöscht wird, fehlt", "when_en": "when the proof is deleted is missing"}
        yield RULE.finding(rights.identity_place, "rights", **words)
    elif rights.delete_proof is not None and rights.delete_proof.shortest_hours > MOST.longest_hours:
        de, en = duration(rights.delete_proof, "de", "dative"), duration(rights.delete_proof, "en")
        words = {"when_de": f"der Nachweis wird erst nach {de} gelöscht", "when_en": f"the proof is deleted only after {en}"}
        yield RULE.finding(rights.identity_place, "rights", **words)
