"""ZU710: the store forbids what a rule would make of a column (Art. 5(1)(e), 25(1) GDPR).

A column that must be unique cannot hold the same value in every row, and one that must not be empty cannot be emptied: the
rule would be refused at every run, and its promise stay broken.

Wrong:
    master: {data: [master], from: customer_left, anonymise: after 90 days, how: {email: nothing}}  # must not be NULL
Right:
    master: {data: [master], from: customer_left, anonymise: after 90 days, how: {email: hash}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.keeping.changes import changes_on, hindrances, replaces, unplaced
from zusage.keeping.conditions import Ground
from zusage.language.reasons import reason_words
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.plan.survey import Survey
from zusage.policy.rule import Rule as Retention
from zusage.policy.rule import Stage

RULE = Rule(
    "ZU710",
    Severity.ERROR,
    Text(
        "Die Datenbank lässt die Änderung nicht zu",
        "the database does not allow the change",
    ),
    Text(
        "{why_de} So kann „{rule}“ nicht ausgeführt werden.",
        '{why_en} "{rule}" cannot be carried out like this.',
    ),
    Text(
        "Wählen Sie für die Spalte ein anderes Verfahren, oder ändern Sie die Tabelle.",
        "Choose another operator for the column, or change the table.",
    ),
    "Art. 5(1)(e), 25(1) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Columns that a rule would change and that the shape of a reachable target forbids; once per rule and column."""
    seen: set[tuple[str, str, str]] = set()
    for surveyed in matter.survey.targets if matter.survey else ():
        if surveyed.structure is None:
            continue
        ground = Ground(matter.policy, surveyed, surveyed.structure)
        for rule in (rule for rule in matter.policy.rules if not rule.same_as):
            tables = [u.table for u in rule.units if u.system == ground.system and u.table in ground.structure.tables]
            for stage in (stage for stage in rule.stages if replaces(stage)):
                for reason, place in _found(matter.survey, ground, rule, stage, tables):
                    if (rule.id, reason, place) in seen:
                        continue
                    seen.add((rule.id, reason, place))
                    de, en = (reason_words(reason, {"detail": place}, tongue) for tongue in ("de", "en"))
                    yield RULE.finding(stage.place, rule.id, rule=rule.id, why_de=de, why_en=en)


def _found(
    survey: Survey | None, ground: Ground, retention: Retention, stage: Stage, tables: list[str]
) -> Iterator[tuple[str, str]]:
    """What stands in the way, and where."""
    for table in dict.fromkeys(tables):
        for one in hindrances(ground, stage, table):
            yield f"column_{one.reason}", f"{ground.system}.{table}.{one.column}"
        if not changes_on(ground, stage, table):
            yield "table_untouched", f"{ground.system}.{table}"
    for column in unplaced(survey, retention, stage) if survey is not None else ():
        yield "column_missing", column
