"""ZU305: applications for more than six months (§ 15(4) AGG, § 61b(1) ArbGG, Art. 5(1)(e) GDPR).

After a rejection two months are left to claim discrimination and three more to sue. Six months cover that; longer needs
consent (a pool of talents) or a reason. In Austria the term is six months, practice grants seven.

Wrong:
    files: {data: [files], from: rejected, delete: after 2 years}
Right:
    files: {data: [files], from: rejected, delete: after 6 months}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text

RULE = Rule(
    "ZU305",
    Severity.WARNING,
    Text(
        "Bewerbungen länger als sechs Monate",
        "applications for more than six months",
    ),
    Text(
        "„{rule}“ sieht nach Bewerbungsunterlagen aus und hält sie {period_de}; ohne Einwilligung genügen {most} Monate ab der Absage.",
        '"{rule}" looks like application documents and keeps them for {period_en}; without consent {most} months from the rejection are enough.',
    ),
    Text(
        "Schreiben Sie delete: after 6 months, oder stützen Sie den Bewerberpool auf eine Einwilligung; ein anderer Grund gehört in because: …",
        "Write delete: after 6 months, or base the pool of talents on consent; another reason belongs into because: …",
    ),
    "§ 15(4) AGG, § 61b(1) ArbGG, Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about applicants that surely last longer than practice grants, without consent, duty or reason.

    Limitation and practice without a reason are another rule's.
    """
    policy = matter.policy
    most = 7 if policy.organisation.country == "AT" or policy.regime.startswith("eu/at") else 6
    for rule in own_rules(policy):
        named = rule.keep is not None and rule.keep.kind in ("duty", "limitation", "practice")
        consent = any(basis.kind == "consent" for basis in policy.activities[rule.activity].bases)
        if named or consent or rule.because is not None or "applications" not in topics(policy, rule):
            continue
        stage, period = ending(rule), lasts(rule, matter)
        if stage is not None and period is not None and period.shortest_hours > Period(months=most).longest_hours:
            yield RULE.finding(stage.place, rule.id, rule=rule.id, most=most, **span("period", period))
