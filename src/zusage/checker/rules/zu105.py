"""ZU105: no legal basis for a purpose (Art. 13(1)(c), 14(1)(c), 6(1) GDPR).

Every purpose rests on a basis of its own. Where bases are assigned to purposes or data, nothing may be left over.

Wrong:
    activities: {website: {purposes: {statistics: {de: Statistik, en: statistics}}, basis: {legitimate_interests: {de: sicherer Betrieb, en: secure operation}, purposes: [security]}}}
Right:
    activities:
      website:
        purposes: {abuse: {de: Abwehr von Missbrauch, en: preventing abuse}}
        basis: {legitimate_interests: {de: sicherer Betrieb, en: secure operation}, purposes: [security, abuse]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.completeness import bases_of, ours, personal
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.activity import Activity

RULE = Rule(
    "ZU105",
    Severity.ERROR,
    Text(
        "Rechtsgrundlage fehlt für einen Zweck",
        "no legal basis for a purpose",
    ),
    Text(
        "Für „{what}“ in „{activity}“ ist keine Rechtsgrundlage genannt.",
        'No legal basis is given for "{what}" in "{activity}".',
    ),
    Text(
        "Ergänzen Sie unter basis eine Grundlage, deren purposes oder data sie nennt.",
        "Add a basis whose purposes or data name it.",
    ),
    "Art. 13(1)(c), 14(1)(c), 6(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Purposes no basis is meant for; data, where every basis is restricted to other data."""
    for activity in ours(matter.policy):
        for purpose in activity.purposes:
            if not purpose.anonymous and not any(bases_of(activity, purpose)):
                yield RULE.finding(purpose.place, activity.id, what=purpose.id, activity=activity.id)
        yield from _data(activity)


def _data(activity: Activity) -> Iterator[Finding]:
    covered = {id for basis in activity.bases for id in basis.data}
    if not activity.bases or "all" in covered or not all(basis.data for basis in activity.bases):
        return
    for datum in personal(activity):
        if datum.id not in covered:
            yield RULE.finding(datum.place, activity.id, what=datum.id, activity=activity.id)
