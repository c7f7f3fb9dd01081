"""restrict-after: a row that a duty wants restricted is past its date and carries no mark."""

from __future__ import annotations

from datetime import timedelta

from zusage.policy.start import ColumnStart
from zusage.testing.saboteurs.ageing import days_of, rule_of, starts_of
from zusage.testing.saboteurs.base import Cannot, Deed, Site, fulfilling, moment_for, plant


def sabotage(site: Site) -> Deed:
    """A row like the others that falls under the exception, young enough for its duty."""
    rule = rule_of(site)
    start = next((s for s in starts_of(rule.start) if isinstance(s, ColumnStart)), None)
    unit = next((u for u in rule.units if start and (u.system, u.table) == (start.system, start.table)), None)
    if start is None or unit is None:
        raise Cannot("it begins in another table")
    stage = rule.stages[0]
    at = site.now - timedelta(days=days_of(stage.period) + days_of(site.policy.run.grace) + 6)
    with site.open(unit.system) as db:
        values = fulfilling(rule.where) | (fulfilling(rule.unless.where) if rule.unless else {})
        plant(db, unit.table, values | {start.column: moment_for(db, unit.table, start.column, at)})
    return Deed(f"{unit.system}.{unit.table}: a row of {at:%Y-%m-%d} without a mark", ((unit.system, unit.table),))
