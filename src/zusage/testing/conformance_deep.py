"""The exam's part about deep families: conditions and deletions over many levels of foreign keys.

Law: a condition says the same however deeply it is nested, and no product gives up on it. A case gets one function that
opens a store, as in `zusage.testing.conformance`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from zusage.plan.act import Child
from zusage.plan.condition import Condition, Edge, Equals, Exists, Not, both, either
from zusage.plan.look import Count, Moment
from zusage.plan.structure import Column, ForeignKey
from zusage.testing.conformance import OpenStore
from zusage.testing.sketches import NOW, Sketch, ago, delete, done, left, older, order, table

CASES: dict[str, Callable[[OpenStore], None]] = {}
LEVELS, WIDTH, FAMILIES = 5, 3, 8


def case(check: Callable[[OpenStore], None]) -> Callable[[OpenStore], None]:
    """Register a case under its name."""
    CASES[check.__name__] = check
    return check


@case
def deep_families_are_judged_to_the_last_level(open_store: OpenStore) -> None:
    """A row is clear when everything below it is, five levels down: one young row at the bottom keeps its whole line."""
    store = open_store(deep_families())
    clear = both(older(30), *_clear("t", LEVELS))
    assert store.look(Count("c", "t", clear, Moment("at")), {}, NOW).numbers["count"] == FAMILIES - 3
    assert {value for (value,) in store.rows("t", ("id",), clear, {})} == set(range(3, FAMILIES))
    assert {value for (value,) in store.rows("t", ("id",), Not(clear), {})} == {0, 1, 2}


@case
def deep_families_go_together(open_store: OpenStore) -> None:
    """What hangs on the deleted rows goes with them on every level, and nothing else."""
    store = open_store(deep_families())
    act = delete(both(older(30), *_clear("t", LEVELS)), name="t", children=_children("t", LEVELS))
    counts = done(store.apply(act, order()))
    assert counts == dict.fromkeys(["t", *_below("t", LEVELS)], FAMILIES - 3)
    assert all(left(store, name) == [0, 1, 2] for name in ("t", *_below("t", LEVELS)))
    assert done(store.apply(act, order("run-2"))) == {}


def deep_families() -> Sketch:
    """Families of one row per table; the first child of each table has children of its own.

    The first three have a young row: on the last level, in the middle, and right below the owner.
    """
    young = {0: f"t{'a' * LEVELS}", 1: "taac", 2: "tb"}
    names = ["t", *_below("t", LEVELS)]
    tables = tuple(_table(name) for name in names)
    rows: Mapping[str, list[dict[str, Any]]] = {
        name: [{"id": n, "up": n, "kind": "x", "at": ago(1 if young.get(n) == name else 40)} for n in range(FAMILIES)]
        for name in names
    }
    return Sketch(tables, rows)


def _table(name: str) -> Any:
    columns = (
        Column("id", "integer", nullable=False),
        Column("up", "integer"),
        Column("kind", "text"),
        Column("at", "instant"),
    )
    keys = (ForeignKey(("up",), name[:-1], ("id",)),) if len(name) > 1 else ()
    return table(name, *columns, foreign_keys=keys)


def _names(name: str) -> list[str]:
    return [name + letter for letter in "abc"[:WIDTH]]


def _below(name: str, levels: int) -> list[str]:
    """The tables under one table, nearest first."""
    if not levels:
        return []
    return [*_names(name), *_below(name + "a", levels - 1)]


def _edge(name: str) -> Edge:
    return Edge(name, (("id", "up"),))


def _clear(name: str, levels: int) -> list[Condition]:
    """No row hangs below that is not due itself, for one rule or the other."""
    if not levels:
        return []
    parts: list[Condition] = []
    for child in _names(name):
        below = _clear(child, levels - 1) if child.endswith("a") else []
        due = both(either(older(30), Equals("kind", "y")), *below)
        parts.append(Not(Exists(_edge(child), Not(due))))
    return parts


def _children(name: str, levels: int) -> tuple[Child, ...]:
    if not levels:
        return ()
    return tuple(
        Child(child, _edge(child), _children(child, levels - 1) if child.endswith("a") else ()) for child in _names(name)
    )
