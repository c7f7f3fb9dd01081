"""Restriction: which rows are stored, but not used: a stage of a rule, or the time of a duty.

Law: a stage restricts the rows whose time has come, until they go. `unless … then: restrict` restricts rows that the
rule would delete by now and that only a duty keeps (Art. 18(2) GDPR, § 35(3) BDSG); when the duty ends the
restriction ends with it, and the rule's next act follows. A hold restricts nothing and releases nothing.
"""

from __future__ import annotations

from datetime import datetime

from zusage.keeping.conditions import Ground, due_condition
from zusage.keeping.duty import protections
from zusage.keeping.timing import stage_timing
from zusage.plan.condition import Condition, both, either
from zusage.policy.rule import Rule


def restricted_rows(ground: Ground, rule: Rule, stage: int | None, table: str, now: datetime, *, late: bool) -> Condition:
    """The rows of a table that must be restricted now; `late`: those that should have been by now."""
    if stage is not None:
        timing = stage_timing(rule, rule.stages[stage], ground.policy.run, now, ground.zone)
        return both(rule.where, due_condition(ground, table, rule.start, timing.overdue if late else timing.ripe))
    parts = []
    for one in rule.stages:
        timing = stage_timing(rule, one, ground.policy.run, now, ground.zone)
        cut = timing.overdue if late else timing.ripe
        parts.append(both(rule.where, due_condition(ground, table, rule.start, cut)))
    duties = [protection.condition for protection in protections(ground, table, now)]
    return both(either(*parts), either(*duties))
