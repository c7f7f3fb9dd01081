"""Stubs: what remains of a row that is due while rows under a duty still hang on it.

Law: the row stays, its personal columns go, except those that a duty in force on a row hanging on it names (`with`). When
the last such row has gone, the row itself is deleted. Each column is emptied for itself: a customer with a letter but no
invoice keeps the name that the letter needs and loses the address that only the invoice would have kept. A column that
cannot be emptied (required and unique, or of a kind without an empty value) is a problem that is shown, never skipped
in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zusage.duties.rows import Rows
from zusage.keeping.changes import needed_columns
from zusage.keeping.duty import Protection
from zusage.plan.condition import Condition, Equals, Exists, IsNull, Not, both, either
from zusage.plan.structure import Table
from zusage.policy.rule import Rule, Stage

Cleared = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Stub:
    """Columns that are emptied together, and the rows on which they are."""

    columns: Cleared
    condition: Condition


def stubs_of(rows: Rows, rule: Rule, stage: Stage, table: str) -> tuple[Stub, ...]:
    """The groups of columns to empty on rows that are due but must stay; first those that no duty needs."""
    shape = rows.ground.structure.tables.get(table)
    own = _own_stubs(rows, rule, stage, table, shape) if shape is not None else ()
    family = rows.family(table)
    far = rows.far_needs(table)
    staying = (*family.barred, *family.proofs)
    if shape is None or not (staying or far):
        return own
    due = both(rows.begun(rule, table, rows.timing(rule, stage).due), rows.free(rule, table))
    stays = rows.only_kept_by_others(table)
    duties: list[tuple[Protection, Condition]] = [
        (p, Exists(d.edge, both(d.when, p.condition))) for d in staying for p in rows.protections(d.table)
    ]
    duties += far
    stubs = []
    for keepers, columns in sorted(_by_keepers(rows, table, duties).items(), key=lambda group: len(group[0])):
        emptied = emptied_values(shape, columns)
        if emptied:
            kept = [Not(condition) for _, condition in (duties[i] for i in keepers)]
            stubs.append(Stub(emptied, both(due, stays, *kept, filled(emptied))))
    return (*own, *stubs)


def _own_stubs(rows: Rows, rule: Rule, stage: Stage, table: str, shape: Table) -> tuple[Stub, ...]:
    """`unless: {…, keep_only: duty_columns}`: of a row that the duty itself keeps, only the columns that it names stay.

    Where no duty of that law names a column of the table, nobody knows what it needs, and everything stays.
    """
    unless = rule.unless
    if unless is None or unless.keep_only != "duty_columns":
        return ()
    system = rows.ground.system
    laws = [r.keep for r in rows.ground.policy.rules if r.keep is not None and r.keep.law == unless.keep.law]
    named = {column for keep in laws for s, t, column in keep.with_columns if (s, t) == (system, table)}
    stays = named | needed_columns(rows.ground, table)  # without them the row would fall under another rule, or none
    emptied = emptied_values(shape, [column for column in personal_columns(rows, table) if column not in stays])
    own = [p.condition for p in rows.protections(table) if p.rule == rule and p.statute]
    if not named or not emptied or not own:
        return ()
    due = rows.begun(rule, table, rows.timing(rule, stage).due)
    return (Stub(emptied, both(due, either(*own), Not(rows.held(table)), filled(emptied))),)


def personal_columns(rows: Rows, table: str) -> tuple[str, ...]:
    """The columns of a table that hold personal data: as declared, else those that data of an activity name."""
    use = rows.ground.uses.get(table)
    if use is not None and use.personal:
        return use.personal
    units = [u for rule in rows.ground.policy.rules for u in rule.units]
    named = [c for u in units if (u.system, u.table) == (rows.ground.system, table) for c in u.columns or ()]
    return tuple(dict.fromkeys(named))


def emptied_values(shape: Table, columns: Iterable[str]) -> Cleared:
    """How each column is emptied: NULL, or an empty text where it must not be NULL; what cannot be emptied is left out."""
    return tuple(pair for column in columns for pair in _emptied(shape, column))


def _emptied(shape: Table, name: str) -> Cleared:
    column = shape.column(name)
    if column is None or name in shape.key or any(name in key.columns for key in shape.foreign_keys):
        return ()
    if column.nullable:
        return ((name, None),)
    alone = any(unique == (name,) for unique in shape.unique)
    return ((name, ""),) if column.kind == "text" and not alone else ()


def filled(columns: Cleared) -> Condition:
    """At least one of the columns still holds something."""
    return either(*(Not(IsNull(c) if value is None else either(IsNull(c), Equals(c, value))) for c, value in columns))


def _by_keepers(rows: Rows, table: str, duties: list[tuple[Protection, Condition]]) -> Mapping[tuple[int, ...], list[str]]:
    groups: dict[tuple[int, ...], list[str]] = {}
    for column in personal_columns(rows, table):
        keepers = tuple(i for i, (p, _) in enumerate(duties) if (table, column) in p.columns)
        groups.setdefault(keepers, []).append(column)
    return groups
