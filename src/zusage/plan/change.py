"""Change: what becomes of one column, and how its operator meets the column's shape.

Law: a change names an operator of `zusage.operators.catalogue` and its arguments as texts; it holds no value of a person.
`reads` say where values of the person stand that an operator needs: in a column of the same row or of a row over edges.
`obstacles` tell before a row is touched what would violate the store's shape: a missing or generated column, a key or a
reference, NOT NULL, UNIQUE, a column that is too narrow or of another kind. Readers: the SQL connector and the twin.
"""

from __future__ import annotations

from dataclasses import dataclass

from zusage.operators.catalogue import OPERATORS, grouped, misfit
from zusage.operators.operator import Known, Operator, Setting
from zusage.plan.condition import Edge
from zusage.plan.structure import Structure, Table


@dataclass(frozen=True, slots=True)
class Reading:
    """A column that holds something of the person: `what` it is (name, email, phone, iban), and where it stands."""

    what: str
    column: str
    over: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one column: the operator by name (`zusage.operators`) and its arguments as texts."""

    column: str
    operator: str
    arguments: tuple[tuple[str, str], ...] = ()
    reads: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a change cannot be made: missing, generated, key, referred, reference, kind, length, not_null, unique."""

    column: str
    operator: str
    reason: str


def operator_of(change: Change) -> Operator:
    """The operator of a change; raises KeyError for one that does not exist."""
    return OPERATORS[change.operator]


def secret_of(change: Change, keyed: str) -> str:
    """The name of the secret that a change needs, or "": the one it names, or that of its act."""
    if not operator_of(change).keyed:
        return ""
    named = dict(change.arguments).get("key", "")
    return f"pseudonym:{named}" if named else keyed


def setting_of(change: Change, table: Table, key: bytes = b"", known: Known | None = None) -> Setting:
    """The column of the change as its operator needs it; raises KeyError where it is missing."""
    column = table.column(change.column)
    if column is None:
        raise KeyError(change.column)
    alone = any(change.column in columns for columns in (table.key, *table.unique))
    return Setting(column.kind, column.length, column.nullable, alone, key, known or {})


def replaced(change: Change, value: object, setting: Setting) -> object:
    """What the value becomes."""
    return operator_of(change).replace(value, grouped(change.arguments), setting)


def is_done(change: Change, value: object, setting: Setting) -> bool:
    """Whether the value is as the change would make it."""
    return operator_of(change).is_done(value, grouped(change.arguments), setting)


def obstacles(structure: Structure, table: Table, changes: tuple[Change, ...]) -> tuple[Obstacle, ...]:
    """Everything that stands in the way of the changes, in their order."""
    found = []
    for change in changes:
        if reason := _obstacle(structure, table, change):
            found.append(Obstacle(change.column, change.operator, reason))
    return tuple(found)


def _obstacle(structure: Structure, table: Table, change: Change) -> str:
    column = table.column(change.column)
    if column is None:
        return "missing"
    if column.generated:
        return "generated"
    if change.column in table.key:
        return "key"
    if any(change.column in key.target_columns for _, key in structure.children(table.name)):
        return "referred"
    refers = [key for key in table.foreign_keys if change.column in key.columns]
    if refers and change.operator not in ("nothing", "placeholder"):
        return "reference"
    if any(reading.over == () and table.column(reading.column) is None for reading in change.reads):
        return "missing"
    return misfit(operator_of(change), grouped(change.arguments), setting_of(change, table))
