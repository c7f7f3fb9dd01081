"""Figures: the Looks whose answers become an act's estimate.

Law: every figure is one Look with an id of its own, `<act id>#<figure>`; `due` counts exactly what the act would reach.
Held and protected figures count what would be due but for the hold or the duty, so they never overlap with `due`.
"""

from __future__ import annotations

from dataclasses import dataclass

from zusage.duties.rows import Rows
from zusage.keeping.conditions import due_condition
from zusage.keeping.edges import path
from zusage.keeping.holds import held
from zusage.keeping.proofs import DATES_OTHERS, dating
from zusage.keeping.timing import FOREVER
from zusage.plan.condition import Condition, Exists, Not, both, either
from zusage.plan.look import Count, Look, Moment
from zusage.policy.rule import Rule, Stage
from zusage.policy.start import ColumnStart, Plus, Start, Withdrawn

BARRED = "#barred:"
ALONE = "#held-alone:"
MOST_HOLDS = 20
"""More holds than this are told by one figure: each would ask the store one more question per table."""


def moment_of(rows: Rows, table: str, start: Start) -> Moment | None:
    """The column that shows when a row of `table` began, where it is one column; None where it is computed from many."""
    ground = rows.ground
    match start:
        case ColumnStart() if start.system == ground.system:
            ways = path(ground.uses, ground.structure, table, start.table)
            return None if ways is None else Moment(start.column, tuple(way.edge for way in ways))
        case Plus(inner, _):
            return moment_of(rows, table, inner)
        case Withdrawn(consent) if ground.policy.consents[consent].table == table:
            return Moment(ground.policy.consents[consent].withdrawn)
        case _:
            return None


@dataclass(frozen=True)
class Figures:
    """The questions for acts of one rule's stage on one table."""

    rows: Rows
    rule: Rule
    stage: Stage
    table: str

    def looks(self, act: str, due: Condition) -> tuple[Look, ...]:
        """All figures of the act `act` that reaches the rows of `due`."""
        late = due_condition(self.rows.ground, self.table, self.rule.start, self.rows.timing(self.rule, self.stage).overdue)
        moment = moment_of(self.rows, self.table, self.rule.start)
        alone = [Count(f"{act}{ALONE}{hold}", self.table, condition) for hold, condition in self._alone()]
        looks: list[Look] = [
            Count(f"{act}#due", self.table, due, moment, total=True),
            Count(f"{act}#overdue", self.table, both(due, late)),
            Count(f"{act}#held", self.table, both(self.begun, self.rows.held(self.table))),
            *alone,
        ]
        looks += [Count(f"{act}#protected:{statute}", self.table, both(self.begun, c)) for statute, c in self._duties()]
        if moment is not None:
            looks.append(Count(f"{act}#next", self.table, self._waiting(), moment))
        return tuple(looks)

    def barred(self, act: str) -> tuple[Look, ...]:
        """Rows that are due and free, and stay because of rows that no rule and no duty explains."""
        free = both(self.begun, self.rows.free(self.rule, self.table))
        bars = self.rows.barring(self.table).items()
        return tuple(Count(f"{act}{BARRED}{name}", self.table, both(free, bar)) for name, bar in bars)

    def _alone(self) -> list[tuple[str, Condition]]:
        """For each of several holds, rows past their date that nothing else keeps."""
        ground, duties = self.rows.ground, [Not(p.condition) for p in self.rows.protections(self.table)]
        found = []
        for hold in self.rows.holds if len(self.rows.holds) <= MOST_HOLDS else ():
            others = held(ground.uses, ground.structure, self.table, hold)
            found.append((hold, both(self.begun, *duties, self.rows.held(self.table), Not(others))))
        return found

    @property
    def begun(self) -> Condition:
        """Rows of the rule that are past their date, whatever else holds them back."""
        return self.rows.begun(self.rule, self.table, self.rows.timing(self.rule, self.stage).ripe)

    def _waiting(self) -> Condition:
        started = due_condition(self.rows.ground, self.table, self.rule.start, FOREVER)
        return both(self.rule.where, started, Not(self.begun))

    def _duties(self) -> list[tuple[str, Condition]]:
        """Statutes that hold back rows of this table, by themselves or through rows that hang on them."""
        found: dict[str, list[Condition]] = {}
        for protection in self.rows.protections(self.table):
            found.setdefault(protection.statute, []).append(protection.condition)
        family = self.rows.family(self.table)
        for dependant in (*family.barred, *family.proofs):
            for protection in self.rows.protections(dependant.table):
                there = Exists(dependant.edge, both(dependant.when, protection.condition))
                found.setdefault(protection.statute, []).append(there)
        if proofs := dating(self.rows.ground, self.table, self.rows.now):
            found.setdefault(DATES_OTHERS, []).extend(proofs)
        return [(statute, either(*parts)) for statute, parts in sorted(found.items())]
