"""Conditions as SQL expressions: one of the four readers of the neck.

Law: every part is true or false, never unknown, so `Not` means exactly what `zusage.plan.condition` says. Names are quoted
as they stand; values are bound, never written. Text is compared bytewise whatever the column's collation. A column or table
that the structure does not have is a ConnectorError, never a condition that happens to hold.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.sql.elements import quoted_name

from zusage.adapters.connectors.sql.books import Books
from zusage.adapters.connectors.sql.exact import among_keys, exact
from zusage.adapters.connectors.sql.moments import Expression, Truth, before, bind
from zusage.adapters.connectors.sql.reading import Zones
from zusage.model.errors import ConnectorError
from zusage.operators.normalise import normalise
from zusage.plan.condition import (
    FALSE_WORDS,
    TRUE_WORDS,
    And,
    Before,
    Condition,
    Constant,
    Edge,
    Equals,
    Exists,
    Feed,
    Held,
    In,
    IsNull,
    Not,
    Or,
)
from zusage.plan.structure import Column, ForeignKey, Structure, Table

NESTED = 24
"""How deeply a condition may be nested in one expression: the parser of SQLite before 3.46 takes a hundred words in all."""


@dataclass(frozen=True)
class Scope:
    """One table as it takes part in a statement."""

    shape: Table
    source: Any

    def column(self, name: str) -> Expression:
        """The column as an expression. Raises ConnectorError for a column that the table does not have."""
        self.kind(name)
        found: sa.ColumnClause[Any] = sa.column(quoted_name(name, quote=True))
        found.table = self.source  # asking an alias for its columns would copy all of them
        return found

    def kind(self, name: str) -> Column:
        """The shape of the column."""
        found = self.shape.column(name)
        if found is None:
            raise ConnectorError("ZE44", what=f"missing column {self.shape.name}.{name}", reason="missing column")
        return found


class Renderer:
    """Renders conditions for one structure of one product; `feeds` are the keys of other systems by feed name."""

    def __init__(
        self,
        product: str,
        structure: Structure,
        zones: Zones,
        books: Books | None,
        feeds: Mapping[str, Collection[str]],
        held: Collection[str] | None = None,
    ) -> None:
        self.product, self.structure, self.zones, self.books, self.feeds = product, structure, zones, books, feeds
        self._held_tables = held
        """The tables that holds name ("" = every table), read in this transaction; None: nobody has looked."""
        self._names = 0
        self._plain: dict[str, Scope] = {}
        self._tables: dict[str, sa.TableClause] = {}
        self._heads: dict[tuple[str, frozenset[str], Condition], sa.CTE] = {}
        self.connection: sa.Connection | None = None
        """Needed only for feeds that are compared after normalising, on a product that cannot do that itself."""

    def scope(self, table: str) -> Scope:
        """The table under its own name: the one that a statement is about."""
        if table not in self._plain:
            self._plain[table] = self._scope(table, "")
        return self._plain[table]

    def _scope(self, table: str, alias: str) -> Scope:
        """The table, under an alias if one is given. Raises ConnectorError for an unknown table."""
        shape = self.structure.tables.get(table)
        if shape is None:
            raise ConnectorError("ZE44", what=f"missing table {table}", reason=f"missing table {table}")
        if table not in self._tables:
            schema, name = place(self.structure, table)
            columns: list[sa.ColumnClause[Any]] = [sa.column(quoted_name(c.name, quote=True)) for c in shape.columns]
            where = quoted_name(schema, quote=True) if schema else None
            self._tables[table] = sa.table(quoted_name(name, quote=True), *columns, schema=where)
        plain = self._tables[table]
        return Scope(shape, plain.alias(alias) if alias else plain)

    def fresh(self, table: str) -> Scope:
        """The table under a new alias."""
        self._names += 1
        return self._scope(table, f"t{self._names}")

    def condition(self, condition: Condition | None, scope: Scope) -> Truth:
        """The condition about one row of `scope`."""
        match condition:
            case None:
                return sa.true()
            case Before(column, cut):
                return before(self.product, scope.column(column), scope.kind(column), cut, self.zones)
            case IsNull(column):
                return scope.column(column).is_(None)
            case Equals(column, value):
                return self._equals(scope, column, value)
            case In(column, values):
                if isinstance(values, Feed):
                    return self._fed(scope, column, values)
                return sa.or_(sa.false(), *(self._equals(scope, column, value) for value in values))
            case Exists(edge, inner):
                return self.exists(scope, edge, inner)
            case Held(table, column, besides):
                return self._held(scope, table, column, besides)
            case And(parts):
                return sa.and_(sa.true(), *(self.condition(part, scope) for part in parts))
            case Or(parts):
                return sa.or_(sa.false(), *(self.condition(part, scope) for part in parts))
            case Not(part):
                return sa.not_(self.condition(part, scope))
        assert_never(condition)

    def exists(self, scope: Scope, edge: Edge, inner: Condition | None) -> Truth:
        """At least one row over the edge fulfils `inner`."""
        other = self.fresh(edge.table)
        if self.product == "sqlite" and inner is not None and nesting(inner) > NESTED:
            apart = self._apart(edge, inner)
            return self.some(apart, self.joined(scope, apart, edge))
        truth = self.condition(inner, other)
        return truth if isinstance(truth, sa.False_) else self.some(other, self.joined(scope, other, edge), truth)

    def _apart(self, edge: Edge, inner: Condition) -> Scope:
        """The rows that fulfil `inner`, named at the head of the statement: the parser of SQLite has a shallow stack.

        Not materialised, so that it reads the same rows by the same indexes as if the condition stood in its place.
        """
        known = edge.table, frozenset(there for _, there in edge.on), inner
        if known not in self._heads:
            rows = self.fresh(edge.table)
            columns = [rows.column(name) for name in sorted(known[1])]
            chosen: sa.Select[Any] = sa.select(*columns).select_from(rows.source).where(self.condition(inner, rows))
            self._heads[known] = chosen.cte(f"w{self._next()}").prefix_with("NOT MATERIALIZED")
        return Scope(self.structure.tables[edge.table], self._heads[known].alias(f"t{self._next()}"))

    def some(self, other: Scope, *parts: Truth) -> Truth:
        """EXISTS over one aliased table, correlated with everything around it."""
        rows: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(other.source).where(*parts)
        return sa.exists(rows.correlate_except(other.source))

    def joined(self, scope: Scope, other: Scope, edge: Edge) -> Truth:
        """The rows of `scope` and `other` belong together over the edge."""
        return sa.and_(*(self._same(scope, here, other, there) for here, there in edge.on))

    def text(self, scope: Scope, column: str) -> Expression:
        """The column's value as text, compared bytewise."""
        kind, value = scope.kind(column).kind, scope.column(column)
        if self.product == "mariadb":
            return exact(value, scope.kind(column))
        if kind == "text" and self.product != "sqlite" and not scope.kind(column).collation:
            return value  # the collation of a database is deterministic, and an index keeps its use
        if kind != "text":
            value = sa.cast(value, sa.Text())
        if kind == "uuid":
            value = sa.func.replace(sa.func.lower(value), "-", "")
        if self.product == "duckdb":
            return value  # which compares by bytes unless a column says otherwise
        return value.collate("BINARY" if self.product == "sqlite" else "C")

    def _equals(self, scope: Scope, column: str, value: Constant) -> Truth:
        kind, expression = scope.kind(column).kind, scope.column(column)
        present = expression.is_not(None)
        if kind in {"integer", "number", "boolean"} and isinstance(value, bool | int):
            if kind == "boolean" and self.product != "sqlite":
                return sa.and_(present, expression == sa.bindparam(None, bool(value), type_=sa.Boolean()))
            number = expression == bind(int(value))
            if self.product == "sqlite" and (kind == "boolean" or isinstance(value, bool)):
                return sa.and_(present, sa.or_(number, _worded(expression, bool(value))))
            return sa.and_(present, number)
        if isinstance(value, bool):
            raise ConnectorError("ZE44", what=f"{column} is no boolean", reason=f"{column} is no boolean")
        word = str(value).replace("-", "").lower() if kind == "uuid" else str(value)
        same = self.text(scope, column) == bind(word)
        if self.product == "mariadb" and kind == "text" and (word.isascii() or scope.kind(column).collation[:4] == "utf8"):
            same = sa.and_(expression == bind(word), same)  # the collation finds more, but by an index
        return sa.and_(present, same)

    def _fed(self, scope: Scope, column: str, feed: Feed) -> Truth:
        if feed.name not in self.feeds:
            raise ConnectorError("ZE44", what=f"feed {feed.name} is not filled", reason=f"feed {feed.name} is not filled")
        keys, present = self.feeds[feed.name], scope.column(column).is_not(None)
        if feed.normalise and self.product == "sqlite":
            value = sa.func.zusage_normalise(bind(feed.normalise), self.text(scope, column))
            return sa.and_(present, _one_of(self.product, value, list(keys), sa.Text()))
        if feed.normalise:
            keys = self._spellings(scope, column, feed.normalise, frozenset(keys))
        return sa.and_(present, self.among(scope, column, keys))

    def _spellings(self, scope: Scope, column: str, name: str, keys: Collection[str]) -> list[str]:
        """The stored spellings that are one of the keys after normalising; what that means is Python only."""
        if self.connection is None:
            raise ConnectorError("ZE44", what=f"feed over {column} needs normalising", reason="normalising")
        table = self.fresh(scope.shape.name)
        value = self.text(table, column)
        query = sa.select(value).where(table.column(column).is_not(None)).distinct()
        rows = self.connection.execution_options(yield_per=2000).execute(query)
        return [text for (text,) in rows if normalise(name, text) in keys]

    def among(self, scope: Scope, column: str, keys: Collection[str]) -> Truth:
        """The column's value is one of many keys, bound as one value whatever their number."""
        kind = scope.kind(column).kind
        if kind == "integer":
            most = 2**64 if self.product == "mariadb" else 2**63
            numbers = [int(key) for key in keys if key.lstrip("-").isdigit() and abs(int(key)) < most]
            return _one_of(self.product, scope.column(column), numbers, sa.BigInteger())
        words = [key.replace("-", "").lower() for key in keys] if kind == "uuid" else list(keys)
        return _one_of(self.product, self.text(scope, column), words, sa.Text())

    def _held(self, scope: Scope, table: str, column: str, besides: str = "") -> Truth:
        """A hold covers the row. Bounds in time are for lines and files; here they are ignored, which holds more."""
        if self.books is None or (self._held_tables is not None and not {"", table} & set(self._held_tables)):
            return sa.false()
        hold = self.books.holds.alias(f"h{self._next()}")
        covers: Truth = hold.c.table_name.in_([bind(""), bind(table)])
        if column:  # without it nobody can tell which row a key means, so it means every row
            bare = sa.func.replace(sa.func.lower(hold.c.key), "-", "")  # a UUID that is kept as text may lack its hyphens
            named = sa.or_(hold.c.key == self.text(scope, column), bare == self.text(scope, column))
            covers = sa.and_(covers, sa.or_(hold.c.key.is_(None), named))
        if besides:
            covers = sa.and_(covers, hold.c.hold != bind(besides))
        return sa.exists(sa.select(sa.literal_column("1")).select_from(hold).where(covers).correlate_except(hold))

    def _same(self, scope: Scope, here: str, other: Scope, there: str) -> Truth:
        ours, theirs = scope.kind(here).kind, other.kind(there).kind
        if self.product == "sqlite" and (parent := _referred(scope, here, other, there)) is not None:
            above, below = (scope.column(here), other.column(there))[:: 1 if parent is scope else -1]
            return above == below  # as the database compares: collation and affinity are those of the parent's key
        if self.product == "mariadb":
            return self._same_exactly(scope, here, other, there)
        if ours != theirs:
            return self.text(scope, here) == self.text(other, there)
        if ours == "text":
            return self.text(scope, here) == other.column(there)
        return scope.column(here) == other.column(there)

    def _same_exactly(self, scope: Scope, here: str, other: Scope, there: str) -> Truth:
        """Over a foreign key as the database compares; elsewhere by bytes, where an index may find the candidates."""
        above, below = scope.kind(here), other.kind(there)
        plain = scope.column(here) == other.column(there)
        if _referred(scope, here, other, there) is not None or (above.kind == below.kind != "text"):
            return plain
        same = self.text(scope, here) == self.text(other, there)
        return sa.and_(plain, same) if (above.kind, above.collation) == (below.kind, below.collation) else same

    def _next(self) -> int:
        self._names += 1
        return self._names


def _worded(value: Expression, meant: bool) -> Truth:
    """SQLite has no booleans: applications also write them as text."""
    words = TRUE_WORDS if meant else FALSE_WORDS
    return sa.and_(sa.func.typeof(value) == bind("text"), sa.func.lower(sa.func.trim(value)).in_([bind(w) for w in words]))


def _referred(scope: Scope, here: str, other: Scope, there: str) -> Scope | None:
    """The one of two tables to whose column a foreign key of the other leads, or None."""
    for child, column, parent, key in ((scope, here, other, there), (other, there, scope, here)):
        pairs = (p for k in child.shape.foreign_keys if k.target == parent.shape.name for p in _pairs(k))
        if (column, key) in pairs:
            return parent
    return None


def _pairs(key: ForeignKey) -> Iterator[tuple[str, str]]:
    return zip(key.columns, key.target_columns, strict=True)


def _one_of(product: str, value: Expression, keys: list[Any], kind: Any) -> Truth:
    if product == "sqlite":
        listed = sa.func.json_each(bind(json.dumps(keys))).table_valued("value")
        return value.in_(sa.select(listed.c.value))
    if product == "mariadb":
        return among_keys(value, keys)
    return value == sa.any_(sa.cast(sa.bindparam(None, keys, type_=sa.ARRAY(kind)), sa.ARRAY(kind)))


def nesting(condition: Condition | None) -> int:
    """How many words of SQL wait for the end of the condition: of brackets, negations and subqueries inside one another."""
    match condition:
        case And(parts) | Or(parts):
            return 3 + max(map(nesting, parts), default=0)
        case Not(part):
            return 2 + nesting(part)
        case Exists(_, inner):
            return 9 + nesting(inner)
        case _:
            return 0


def place(structure: Structure, table: str) -> tuple[str, str]:
    """Schema ("" on SQLite) and name of a table; names of the default schema are written without it."""
    default = structure.extra.get("schema", "")
    if not default:
        return "", table
    known = structure.extra.get(f"place:{table}")
    if known:
        schema, _, name = known.partition("\n")
        return schema, name
    return default, table


def reads_elsewhere(condition: Condition | None, path: tuple[Edge, ...] = ()) -> Iterator[tuple[Edge, ...]]:
    """Every way from the row to rows of other tables that the condition reads."""
    match condition:
        case Exists(edge, inner):
            yield (*path, edge)
            yield from reads_elsewhere(inner, (*path, edge))
        case And(parts) | Or(parts):
            for part in parts:
                yield from reads_elsewhere(part, path)
        case Not(part):
            yield from reads_elsewhere(part, path)
        case _:
            return
