"""ZU136: new purpose not tested for compatibility (Art. 6(4), 5(1)(b) GDPR).

Data may serve another purpose if people agree, if a law says so, or if the two purposes go together. The last has to be
tested, and the result kept.

Wrong:
    activities: {website: {further_purpose: {from: contract, told: 2026-02-01}}}
Right:
    activities: {website: {further_purpose: {from: contract, told: 2026-02-01, compatible: {de: enger Zusammenhang mit dem Vertrag, en: closely connected with the contract}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import empty, ours
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU136",
    Severity.WARNING,
    Text(
        "Neuer Zweck ohne Prüfung der Vereinbarkeit",
        "new purpose not tested for compatibility",
    ),
    Text(
        "„{activity}“ nutzt Daten aus „{origin}“; warum die Zwecke vereinbar sind, steht nicht da.",
        '"{activity}" uses data of "{origin}"; it does not say why the purposes are compatible.',
    ),
    Text(
        "Schreiben Sie: compatible: {de: …, en: …}, oder stützen Sie den neuen Zweck auf eine Einwilligung.",
        "Write: compatible: {de: …, en: …}, or base the new purpose on consent.",
    ),
    "Art. 6(4), 5(1)(b) GDPR",
)


NOTHING = frozenset(
    {"ja", "yes", "true", "vereinbar", "compatible", "geprüft", "tested", "kompatibel", "unbekannt", "unknown"}
)


def check(matter: Matter) -> Iterator[Finding]:
    """Further purposes without a reason, unless all rests on consent or a legal obligation."""
    for activity in ours(matter.policy):
        further = activity.further
        excused = bool(activity.bases) and all(basis.kind in ("consent", "legal_obligation") for basis in activity.bases)
        if further is not None and not excused and (further.compatible is None or empty(further.compatible, NOTHING)):
            yield RULE.finding(activity.place, activity.id, activity=activity.id, origin=further.origin)
