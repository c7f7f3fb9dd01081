"""Sketches: small stores and short words in which the cases of the conformance suite are written.

Law: everything is a value; `NOW` is the only now. A sketch says tables and rows; whoever opens it decides how
they are kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from zusage.plan.act import Child, Delete
from zusage.plan.condition import Before, Condition, CutOff, Edge
from zusage.plan.connector import Connector, Limits, Order
from zusage.plan.receipt import Receipt, RefusalKind
from zusage.plan.structure import Column, ForeignKey, Structure, Table

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
FREE = Limits(max_rows=None, max_share=None, batch=30, batch_ms=0)


@dataclass(frozen=True)
class Sketch:
    """A store to be opened for a case: its tables and their rows."""

    tables: tuple[Table, ...]
    rows: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    @property
    def structure(self) -> Structure:
        """The tables by name."""
        return Structure({table.name: table for table in self.tables})


def ago(days: float) -> datetime:
    """So many days before now."""
    return NOW - timedelta(days=days)


def older(days: float, column: str = "at") -> Before:
    """The moment in `column` lies at least so many days back."""
    instant = ago(days)
    return Before(column, CutOff(instant, instant.date()))


def order(run: str = "run-1", limits: Limits = FREE, **more: Any) -> Order:
    """An order without ceilings unless given."""
    return Order(run, NOW, limits, more.pop("feeds", {}), **more)


def table(name: str = "events", *columns: Column, key: tuple[str, ...] = ("id",), **more: Any) -> Table:
    """A table with an integer id and a moment `at`, or with the columns given."""
    return Table(name, columns or (Column("id", "integer", nullable=False), Column("at", "instant")), key, **more)


def delete(condition: Condition, act: str = "act-1", name: str = "events", **more: Any) -> Delete:
    """A deletion in `events` unless said otherwise."""
    return Delete(act, "chat/events/delete", name, condition, **more)


def left(store: Connector, name: str = "events", column: str = "id") -> list[Any]:
    """What is in a column now, in order."""
    return sorted(value for (value,) in store.rows(name, (column,), None, {}))


def done(receipt: Receipt) -> Mapping[str, int]:
    """The counts of an act that was not refused."""
    assert receipt.refusal is None, receipt
    return receipt.counts


def refused(receipt: Receipt, kind: RefusalKind) -> None:
    """The act was refused for this reason."""
    assert receipt.refusal is not None, "nothing was refused"
    assert receipt.refusal.kind == kind, receipt.refusal


def events(*moments: Any) -> Sketch:
    """One row per moment, numbered from 1."""
    return Sketch((table(),), {"events": [{"id": number, "at": at} for number, at in enumerate(moments, 1)]})


def family(on_delete: str = "NO ACTION", **rows: Sequence[Mapping[str, Any]]) -> Sketch:
    """Contacts with conversations with messages."""
    link = Column("parent", "integer")
    return Sketch(
        (
            table("contacts"),
            table(
                "conversations",
                *table().columns,
                link,
                foreign_keys=(ForeignKey(("parent",), "contacts", ("id",), on_delete),),
            ),
            table(
                "messages",
                *table().columns,
                link,
                foreign_keys=(ForeignKey(("parent",), "conversations", ("id",), on_delete),),
            ),
        ),
        rows,
    )


DOWN = {name: Edge(name, (("id", "parent"),)) for name in ("conversations", "messages")}
UP = {name: Edge(name, (("parent", "id"),)) for name in ("contacts", "conversations")}
CHILDREN = (Child("conversations", DOWN["conversations"], (Child("messages", DOWN["messages"]),)),)


def small_family(on_delete: str = "NO ACTION") -> Sketch:
    """Three contacts; the first two are old, the first has a conversation with two messages."""
    return family(
        on_delete,
        contacts=[{"id": 1, "at": ago(90)}, {"id": 2, "at": ago(80)}, {"id": 3, "at": ago(1)}],
        conversations=[{"id": 10, "at": ago(90), "parent": 1}, {"id": 30, "at": ago(1), "parent": 3}],
        messages=[{"id": 100, "at": ago(9), "parent": 10}, {"id": 101, "at": ago(8), "parent": 10}],
    )
