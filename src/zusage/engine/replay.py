"""Replay: what is owed to people and was done since a backup, and the acts that put it back after a restore.

Law: pure. An `Owed` holds a key and values of a person, so it lives in the replay store and in memory only; the acts made of
it hold neither (a `Feed` names them, the order brings them). The last word counts: of several values for one column the
youngest, of a restriction and its end the younger. What was settled before the copy was made is in the copy already and is
left alone, because keys are used again and people change their data: replaying more than was lost would be a mistake.

Order: restrictions, marks (suppression, withdrawal, objection), rectifications, erasures, anonymisations.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from zusage.plan.act import Act, Delete, Rectify, Release, Restrict
from zusage.plan.condition import Condition, Feed, In, Not, both
from zusage.plan.connector import Values
from zusage.plan.target import TargetId


class OwedKind(StrEnum):
    """What was done for a person and would be undone by a restore."""

    SUPPRESSION = "suppression"
    WITHDRAWAL = "withdrawal"
    OBJECTION = "objection"
    RESTRICTION = "restriction"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    ANONYMISATION = "anonymisation"


_MARKS = (OwedKind.SUPPRESSION, OwedKind.WITHDRAWAL, OwedKind.OBJECTION)
_WRITES = (*_MARKS, OwedKind.RECTIFICATION, OwedKind.ANONYMISATION)
OWED = "owed"
"""Stands for the promise where none was named: what people are owed by law is not kept by a sentence of the notice."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed: the row by its key, what its columns become, and since when.

    `settled` is when it was done first (None: not yet, so it counts as lost by every restore). `witness` are columns that
    must hold these values besides the key before a row is erased, where keys are used again. `lifted` ends a restriction.
    """

    kind: OwedKind
    target: TargetId
    table: str
    key: Pairs = field(repr=False)
    at: datetime
    values: tuple[tuple[str, str | None], ...] = field(default=(), repr=False)
    witness: Pairs = field(default=(), repr=False)
    promise: str = OWED
    lifted: bool = False
    settled: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One act with what its order brings; `kind` says what it puts back and `units` how many things owed it stands for."""

    kind: OwedKind
    act: Act
    units: int
    feeds: Mapping[str, Collection[str]] = field(default_factory=dict, repr=False)
    values: Values = field(default_factory=dict, repr=False)


Spared = Callable[[str], Condition | None]
"""For a table: the rows that a hold or a duty keeps from being erased or anonymised now (None: there are none)."""


def lost_since(owed: Iterable[Owed], copied: datetime | None) -> tuple[Owed, ...]:
    """What a copy of that moment cannot hold: not settled before it. `copied` None: nobody knows, so everything."""
    return tuple(o for o in owed if copied is None or o.settled is None or o.settled >= copied)


def tasks_of(owed: Iterable[Owed], spared: Spared) -> tuple[Task, ...]:
    """The acts for one target, in order."""
    latest = sorted(owed, key=lambda o: (o.at, o.number))
    gone = {(o.table, o.key): o.at for o in latest if o.kind is OwedKind.ERASURE}
    alive = [o for o in latest if o.kind is OwedKind.ERASURE or gone.get((o.table, o.key), o.at) <= o.at]
    writes, restrictions = _writes(alive, spared), _restrictions(alive)
    marks = [task for task in writes if task.kind in _MARKS]
    others = [task for task in writes if task.kind is OwedKind.RECTIFICATION]
    last = [task for task in writes if task.kind is OwedKind.ANONYMISATION]
    return (*restrictions, *marks, *others, *_erasures(alive, spared), *last)


Group = tuple[OwedKind, str, str, tuple[str, ...], tuple[str, ...]]
Line = tuple[tuple[str, ...], tuple[str | None, ...]]


def _writes(owed: list[Owed], spared: Spared) -> list[Task]:
    """Per kind, table and set of columns one act; a column belongs to whoever wrote it last."""
    final: dict[tuple[str, Pairs], dict[str, tuple[OwedKind, str | None, str]]] = {}
    for one in owed:
        if one.kind in _WRITES:
            row = final.setdefault((one.table, one.key), {})
            row.update({column: (one.kind, value, one.promise) for column, value in one.values})
    groups: dict[Group, list[Line]] = {}
    for (table, key), row in final.items():
        for kind, promise in dict.fromkeys((kind, promise) for kind, _, promise in row.values()):
            mine = {column: value for column, (k, value, p) in sorted(row.items()) if (k, p) == (kind, promise)}
            names = (tuple(name for name, _ in key), tuple(mine))
            groups.setdefault((kind, promise, table, *names), []).append((tuple(v for _, v in key), tuple(mine.values())))
    return [_write(number, *group, rows, spared) for number, (group, rows) in enumerate(groups.items(), 1)]


def _write(
    number: int,
    kind: OwedKind,
    promise: str,
    table: str,
    key: tuple[str, ...],
    columns: tuple[str, ...],
    rows: list[Line],
    spared: Spared,
) -> Task:
    name = f"replay:{kind.value}:{table}:{number}"
    kept = spared(table) if kind is OwedKind.ANONYMISATION else None
    act = Rectify(
        name,
        promise,
        table,
        key,
        columns,
        name,
        puts_in=kind is OwedKind.SUPPRESSION,
        condition=Not(kept) if kept is not None else None,
    )
    return Task(kind, act, len(rows), values={name: tuple(rows)})


def _restrictions(owed: list[Owed]) -> list[Task]:
    last = {(o.table, o.key, o.promise): o for o in owed if o.kind is OwedKind.RESTRICTION}
    tasks = []
    for lifted in (False, True):
        for name, table, promise, condition, feeds, units in _named(
            [o for o in last.values() if o.lifted is lifted], "release" if lifted else "restriction"
        ):
            act = Release(name, promise, table, Not(condition)) if lifted else Restrict(name, promise, table, condition)
            tasks.append(Task(OwedKind.RESTRICTION, act, units, feeds))
    return tasks


def _erasures(owed: list[Owed], spared: Spared) -> list[Task]:
    tasks = []
    for name, table, promise, condition, feeds, units in _named([o for o in owed if o.kind is OwedKind.ERASURE], "erasure"):
        kept = spared(table)
        act = Delete(name, promise, table, both(condition, Not(kept) if kept is not None else None))
        tasks.append(Task(OwedKind.ERASURE, act, units, feeds))
    return tasks


Named = tuple[str, str, str, Condition, dict[str, Collection[str]], int]


def _named(owed: list[Owed], word: str) -> Iterable[Named]:
    """Rows named by feeds: those with one key column together, those with several, or with a witness, one by one."""
    plain: dict[tuple[str, str, str], list[str]] = {}
    single = 0
    for one in owed:
        pairs = (*one.key, *one.witness)
        if len(pairs) == 1:
            plain.setdefault((one.table, one.promise, pairs[0][0]), []).append(pairs[0][1])
            continue
        single += 1
        name = f"replay:{word}:{one.table}:one{single}"
        feeds = {f"{name}:{column}": (value,) for column, value in pairs}
        parts = [In(column, Feed(f"{name}:{column}", one.target.system, one.table, column)) for column, _ in pairs]
        yield name, one.table, one.promise, both(*parts), dict(feeds), 1
    for number, ((table, promise, column), keys) in enumerate(plain.items(), 1):
        name = f"replay:{word}:{table}:{number}"
        feed = Feed(name, owed[0].target.system, table, column)
        yield name, table, promise, In(column, feed), {name: tuple(dict.fromkeys(keys))}, len(set(keys))
