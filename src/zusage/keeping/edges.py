"""Edges: how rows belong to other rows, from the declaration and from foreign keys.

Law: an owner edge leads from a row to the row that owns it; a polymorphic one counts only where its type column says so.
A path is the shortest way over owners, or where they do not lead there over owners and foreign keys; where several are
equally short there is none. Composite keys stay whole. What cannot be resolved yields no edge: nothing is joined by guess.

Example: messages -> conversations -> contacts over (conversation_id, id), (contact_id, id).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from zusage.plan.condition import Condition, Edge, Equals, Exists, both, either
from zusage.plan.structure import ForeignKey, Structure, Table
from zusage.policy.system import Owner, TableUse

Uses = Mapping[str, TableUse]
_FAR = 5


@dataclass(frozen=True, slots=True)
class Way:
    """One edge from a row of `source`, with the condition on that row under which it counts (None: always)."""

    source: str
    edge: Edge
    when: Condition | None = None

    def exists(self, condition: Condition | None = None) -> Condition:
        """The row has a row over this edge that fulfils `condition`."""
        return both(self.when, Exists(self.edge, condition))


@dataclass(frozen=True, slots=True)
class Dependant:
    """A table whose rows hang on rows of a parent: the edge from the parent down, and how they hang.

    `owned`: the declaration says the parent owns them; `enforced`: a foreign key does; `when` is a condition on the
    dependent row (polymorphic edge).
    """

    table: str
    edge: Edge
    owned: bool
    enforced: bool
    when: Condition | None = None


def key_edge(key: ForeignKey) -> Edge:
    """The edge from a row up to the row its foreign key refers to."""
    return Edge(key.target, tuple(zip(key.columns, key.target_columns, strict=True)))


def down(table: str, edge: Edge) -> Edge:
    """The same edge seen from the other end: from the referenced row to the rows of `table` that refer to it."""
    return Edge(table, tuple((there, here) for here, there in edge.on))


def owner_ways(uses: Uses, structure: Structure, table: str) -> tuple[Way, ...]:
    """The edges from a row of `table` to its declared owners, in order of declaration."""
    use, shape = uses.get(table), structure.tables.get(table)
    if use is None or shape is None:
        return ()
    return tuple(way for owner in use.owners for way in _owner_ways(structure, shape, owner))


def dependants(uses: Uses, structure: Structure, table: str) -> tuple[Dependant, ...]:
    """All tables that hang on `table` by foreign key or by declared ownership, in order of name; itself included."""
    found: dict[tuple[str, Edge, Condition | None], Dependant] = {}
    for child, key in structure.children(table):
        edge = down(child.name, key_edge(key))
        owned = any(w.edge == key_edge(key) and w.when is None for w in owner_ways(uses, structure, child.name))
        found[child.name, edge, None] = Dependant(child.name, edge, owned, enforced=True)
    for name in sorted(uses):
        for way in owner_ways(uses, structure, name):
            edge = down(name, way.edge)
            if way.edge.table == table and (name, edge, way.when) not in found:
                found[name, edge, way.when] = Dependant(name, edge, True, False, way.when)
    return tuple(found[key] for key in sorted(found, key=lambda k: (k[0], k[1].on, repr(k[2]))))


def path(uses: Uses, structure: Structure, source: str, target: str) -> tuple[Way, ...] | None:
    """The one shortest way from a row of `source` up to rows of `target`; () for the same table, None if there is no one."""

    def owners(table: str) -> tuple[Way, ...]:
        return owner_ways(uses, structure, table)

    def everything(table: str) -> tuple[Way, ...]:
        return (*owners(table), *(way for way in _key_ways(structure, table) if way not in owners(table)))

    found = _shortest(owners, source, target) or _shortest(everything, source, target)
    return found[0] if len(found) == 1 else None


def leads(uses: Uses, structure: Structure, source: str, target: str) -> bool:
    """Whether any way leads from a row of `source` up to rows of `target`, even if it is not clear which counts."""
    return bool(_shortest(lambda t: (*owner_ways(uses, structure, t), *_key_ways(structure, t)), source, target))


def _shortest(ways: Callable[[str], Iterable[Way]], source: str, target: str) -> list[tuple[Way, ...]]:
    """All shortest ways; of ways that differ only in the type of a polymorphic edge the first."""
    level: dict[str, list[tuple[Way, ...]]] = {source: [()]}
    seen = {source}
    while level and target not in level:
        following: dict[str, list[tuple[Way, ...]]] = {}
        for table, before in level.items():
            for way in _told_apart(ways(table)):
                if way.edge.table not in seen:
                    following.setdefault(way.edge.table, []).extend((*one, way) for one in before[:2])
        seen |= set(following)
        level = following
    return level.get(target, [])


def _told_apart(ways: Iterable[Way]) -> Iterable[Way]:
    return {(way.edge, way.when is None): way for way in reversed(list(ways))}.values()


def hanging(uses: Uses, structure: Structure, table: str, target: str, inner: Condition) -> Condition | None:
    """A row of `target` that fulfils `inner` hangs on the row of `table`, over any edges; None where none leads there."""
    return _hanging(uses, structure, table, target, inner, frozenset({table}))


def _hanging(
    uses: Uses, structure: Structure, table: str, target: str, inner: Condition, above: frozenset[str]
) -> Condition | None:
    found: list[Condition] = []
    for dependant in dependants(uses, structure, table):
        if dependant.table in above or len(above) > _FAR:
            continue
        there: Condition | None = inner
        if dependant.table != target:
            there = _hanging(uses, structure, dependant.table, target, inner, above | {dependant.table})
        if there is not None:
            found.append(Exists(dependant.edge, both(dependant.when, there)))
    return either(*found) if found else None


def down_path(uses: Uses, structure: Structure, source: str, target: str) -> tuple[Way, ...] | None:
    """The way from a row of `source` down to rows of `target` that belong to it; None if there is none."""
    up = path(uses, structure, target, source)
    if up is None:
        return None
    return tuple(Way(way.edge.table, down(way.source, way.edge)) for way in reversed(up))


def along(ways: tuple[Way, ...], condition: Condition | None) -> Condition | None:
    """`condition` on the row at the end of `ways`, as a condition on the row at their beginning."""
    for way in reversed(ways):
        condition = way.exists(condition)
    return condition


def downward(ways: tuple[Way, ...], uses: Uses, structure: Structure, condition: Condition | None) -> Condition | None:
    """Like `along` for a way down; where an edge is polymorphic the lower row's type is asked too."""
    for way in reversed(ways):
        condition = Exists(
            way.edge, both(_type_of(uses, structure, way), condition) if condition else _type_of(uses, structure, way)
        )
    return condition


def _type_of(uses: Uses, structure: Structure, way: Way) -> Condition | None:
    wanted = Edge(way.source, tuple((b, a) for a, b in way.edge.on))
    return next((w.when for w in owner_ways(uses, structure, way.edge.table) if w.edge == wanted), None)


def _owner_ways(structure: Structure, shape: Table, owner: Owner) -> list[Way]:
    when = Equals(owner.type_column, owner.type_value) if owner.type_column else None
    keys = [k for k in shape.foreign_keys if k.target == owner.table and (not owner.column or owner.column in k.columns)]
    if keys and when is None:
        return [Way(shape.name, key_edge(key)) for key in keys]
    target = structure.tables.get(owner.table)
    if not owner.column or target is None or len(target.key) != 1 or shape.column(owner.column) is None:
        return []
    return [Way(shape.name, Edge(owner.table, ((owner.column, target.key[0]),)), when)]


def _key_ways(structure: Structure, table: str) -> tuple[Way, ...]:
    shape = structure.tables.get(table)
    return tuple(Way(table, key_edge(key)) for key in shape.foreign_keys) if shape else ()
