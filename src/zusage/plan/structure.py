"""Structure: what a store looks like, without a single value of a person in it.

Law: it holds names, types, keys, foreign keys with actions, triggers, policies, grants, collations; never counts, never
content. Its fingerprint (`zusage.model.canonical.digest`) binds a plan to the shape it was made for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `kind` is one of text, integer, number, instant, local_instant, day, boolean, bytes, json, uuid, other.

    `instant` carries a zone (or is known UTC), `local_instant` does not. `generated`: the store writes it, nobody else can.
    """

    name: str
    kind: str
    nullable: bool = True
    length: int | None = None
    collation: str = ""
    generated: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` refer to `target_columns` of `target`; actions are CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION."""

    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    on_delete: str = "NO ACTION"


@dataclass(frozen=True, slots=True)
class Table:
    """A table, view or collection; `kind` is table, view, materialised_view, partitioned, temporal …."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    triggers: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    kind: str = "table"
    owner: str = ""

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything known about one target's shape; `copies` names mechanisms that keep a copy of deleted rows."""

    tables: Mapping[str, Table]
    copies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def children(self, table: str) -> tuple[tuple[Table, ForeignKey], ...]:
        """Tables with a foreign key to `table`, in order of name."""
        return tuple(
            (child, key) for _, child in sorted(self.tables.items()) for key in child.foreign_keys if key.target == table
        )
