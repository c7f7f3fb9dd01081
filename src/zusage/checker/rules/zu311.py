"""ZU311: longer than the outer limit of the law (§ 8(4) GwG, Art. 5(1)(e) GDPR).

Some duties to keep are followed by a duty to destroy: records of the checks against money laundering go after five years,
and after ten at the latest.

Wrong:
    checks: {data: [checks], from: ended, keep: {law: de/aml}, delete: after 12 years}
Right:
    checks: {data: [checks], from: ended, keep: {law: de/aml}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.checker.topics import topics
from zusage.model.finding import Finding, Severity
from zusage.model.period import Period
from zusage.model.text import Text
from zusage.policy.rule import Rule as Retention
from zusage.reference.law import law_term

RULE = Rule(
    "ZU311",
    Severity.ERROR,
    Text(
        "Länger als die gesetzliche Höchstfrist",
        "longer than the outer limit of the law",
    ),
    Text(
        "„{rule}“ hält Daten {period_de}; nach {law} sind sie spätestens nach {most_de} zu vernichten.",
        '"{rule}" keeps data for {period_en}; {law} wants them destroyed after {most_en} at the latest.',
    ),
    Text(
        "Löschen Sie mit dem Ende der Pflicht: delete: afterwards.",
        "Delete when the duty ends: delete: afterwards.",
    ),
    "§ 8(4) GwG, Art. 5(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules kept by a term with an outer limit, or about such data without naming the duty, that surely pass that limit."""
    for rule in own_rules(matter.policy):
        stage, period, term = ending(rule), lasts(rule, matter), _term(matter, rule)
        if stage is None or period is None or term is None or term.longest is None:
            continue
        if period.shortest_hours > term.longest.longest_hours:
            words = span("period", period) | span("most", term.longest, "dative")
            yield RULE.finding(stage.place, rule.id, rule=rule.id, law=term.law, **words)


def _term(matter: Matter, rule: Retention) -> Limit | None:
    if rule.keep is not None and rule.keep.law:
        term = rule.keep.term(matter.as_of)
        return Limit(rule.keep.law, term.longest) if term is not None else None
    german = matter.policy.regime.startswith("eu/de") and rule.because is None
    known = law_term("de/aml", matter.as_of) if german and "laundering" in topics(matter.policy, rule) else None
    return Limit("de/aml", known.longest) if known is not None else None


@dataclass(frozen=True, slots=True)
class Limit:
    """By which law data have to be gone, and when."""

    law: str
    longest: Period | None
