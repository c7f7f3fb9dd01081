"""ZU622: decided automatically with special categories (Art. 22(4), 9(2)(a), (g) GDPR).

Health, belief or origin must not be what a machine decides upon, unless the person agreed explicitly or a law on a
substantial public interest allows it, with safeguards.

Wrong:
    tariff: {automated_decision: {…}, data: {health: {label: Gesundheitsangaben, special: health}}, special_category: {art9: h}}
Right:
    tariff: {automated_decision: {…}, data: {health: {label: Gesundheitsangaben, special: health}}, special_category: {art9: a}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU622",
    Severity.ERROR,
    Text(
        "Automatisch entschieden mit besonderen Kategorien",
        "decided automatically with special categories",
    ),
    Text(
        "„{activity}“ entscheidet automatisiert mit {data_de}; dafür braucht es ausdrückliche Einwilligung oder ein erhebliches öffentliches Interesse.",
        '"{activity}" decides automatically with {data_en}; that needs explicit consent or a substantial public interest.',
    ),
    Text(
        "Nehmen Sie diese Daten heraus, oder erklären Sie: special_category: {art9: a}",
        "Take these data out, or declare: special_category: {art9: a}",
    ),
    "Art. 22(4), 9(2)(a), (g) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Decisions without a person in activities with data of Art. 9 on another condition than letters a and g."""
    for activity in matter.policy.activities.values():
        special = [datum for datum in activity.data if datum.special and datum.special != "none"]
        letter = activity.special.condition.lower().lstrip("9-(").rstrip(")") if activity.special is not None else ""
        if activity.automated is not None and special and letter[-1:] not in ("a", "g") and activity.role != "processor":
            words = {
                "data_de": listing("data", (it.label.to("de") for it in special))["data_de"],
                "data_en": listing("data", (it.label.to("en") for it in special))["data_en"],
            }
            yield RULE.finding(activity.automated.place, activity.id, activity=activity.id, **words)
