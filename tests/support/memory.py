"""Rows in memory: answers Looks and runs Acts by the meaning of conditions alone; an oracle for pure rooms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zusage.operators.shapes import recognise
from zusage.plan.act import Act, Child, Clear, Delete, Drop, Lock, Shorten, Unlock
from zusage.plan.condition import Condition, Edge
from zusage.plan.interpret import fulfils, is_sentinel, readable
from zusage.plan.look import Count, Keys, Look, Moments, Profile
from zusage.plan.receipt import Observation
from zusage.plan.structure import Structure
from zusage.plan.survey import SurveyedTarget
from zusage.plan.target import Identity, TargetId

Row = dict[str, object]


@dataclass
class Memory:
    """One store: tables of rows, holds as (table, key text or None), and its structure."""

    system: str
    structure: Structure
    rows: dict[str, list[Row]]
    held: set[tuple[str, object]] = field(default_factory=set)
    instance: str = ""
    moments: Mapping[str, datetime | None] | None = None
    dropped: bool = False
    deleted: list[tuple[str, Row]] = field(default_factory=list)
    removed_files: list[object] = field(default_factory=list)

    @property
    def target(self) -> TargetId:
        return TargetId(self.system, self.instance)

    def surveyed(self) -> SurveyedTarget:
        return SurveyedTarget(
            self.target, Identity("memory", "1", "m", marker="m"), self.structure, "f", moments=self.moments
        )

    def select(self, table: str, condition: Condition | None) -> list[Row]:
        found = self.rows.get(table, [])
        return list(found) if condition is None else [r for r in found if self._fulfils(condition, r)]

    def _fulfils(self, condition: Condition, row: Row) -> bool:
        return fulfils(condition, row, {}, self._held, self._related)

    def _held(self, table: str, key: object) -> bool:
        return (table, None) in self.held or (key is not None and (table, str(key)) in self.held)

    def _related(self, edge: Edge, row: Mapping[str, object]) -> list[Row]:
        return [o for o in self.rows.get(edge.table, []) if all(row[a] is not None and row[a] == o[b] for a, b in edge.on)]

    def look(self, look: Look, now: datetime) -> Observation:
        match look:
            case Count():
                found = self.select(look.table, look.condition)
                numbers = {"count": len(found)} | ({"total": len(self.rows.get(look.table, []))} if look.total else {})
                return Observation(look.id, self.target, now, numbers=numbers, moments=self._moments(found, look))
            case Profile():
                values = [
                    str(r[look.column])
                    for r in self.select(look.table, look.condition)
                    if r.get(look.column) not in (None, "")
                ]
                numbers = {"examined": len(values), "empty": len(self.select(look.table, look.condition)) - len(values)}
                return Observation(
                    look.id,
                    self.target,
                    now,
                    numbers=numbers | {s: sum(recognise(s, v) for v in values) for s in look.shapes},
                )
            case Moments():
                values = [readable(r.get(look.column)) for r in self.rows.get(look.table, [])]
                null = sum(r.get(look.column) is None for r in self.rows.get(look.table, []))
                return Observation(
                    look.id,
                    self.target,
                    now,
                    numbers={
                        "examined": len(values),
                        "null": null,
                        "sentinel": sum(v is not None and is_sentinel(v) for v in values),
                    },
                )
            case Keys():
                return Observation(
                    look.id, self.target, now, numbers={"count": len(self.select(look.table, look.condition))}
                )
        return Observation(look.id, self.target, now, visible=False, reason="unable")

    def _moments(self, found: list[Row], look: Count) -> dict[str, datetime]:
        if look.moment is None:
            return {}
        values = []
        for row in found:
            ends = [row]
            for edge in look.moment.over:
                ends = [other for one in ends for other in self._related(edge, one)]
            moments = [readable(e.get(look.moment.column)) for e in ends]
            values += [m for m in moments if m is not None and not is_sentinel(m)]
        instants = [m if isinstance(m, datetime) else datetime(m.year, m.month, m.day).astimezone() for m in values]
        return {"oldest": min(instants), "newest": max(instants)} if instants else {}

    def apply(self, act: Act) -> int:
        match act:
            case Delete():
                return self._delete(act)
            case Clear():
                found = self.select(act.table, act.condition)
                for row in found:
                    row.update(dict(act.columns))
                return len(found)
            case Shorten():
                found = self.select(act.table, act.condition)
                for row in found:
                    row[act.field] = str(row[act.field]).rpartition(".")[0] + ".0"
                return len(found)
            case Drop():
                self.rows, self.dropped = {}, True
                return 1
            case Lock() | Unlock():
                locks = set(filter(None, self.structure.extra.get("locks", "").split(",")))
                locks = locks | {act.promise} if isinstance(act, Lock) else locks - {act.promise}
                self.structure = Structure(self.structure.tables, extra={"locks": ",".join(sorted(locks))})
                return 1

    def _delete(self, act: Delete) -> int:
        found = self.select(act.table, act.condition)
        for row in found:
            for edge in act.forbid:
                assert edge.table == act.table or not self._related(edge, row), f"{edge.table} still hangs on {act.table}"
        for row in found:
            self._take(row, act.children)
            self.removed_files += [row[file.key] for file in act.files]
        self._remove(act.table, found)
        self._check_keys()
        return len(found)

    def _take(self, row: Row, children: tuple[Child, ...]) -> None:
        for child in children:
            below = self._related(child.edge, row)
            for one in below:
                self._take(one, child.children)
            self._remove(child.table, below)

    def _remove(self, table: str, gone: list[Row]) -> None:
        ids = {id(r) for r in gone}
        self.deleted += [(table, r) for r in gone]
        self.rows[table] = [r for r in self.rows[table] if id(r) not in ids]

    def _check_keys(self) -> None:
        for name, table in self.structure.tables.items():
            for key in table.foreign_keys:
                for row in self.rows.get(name, []):
                    if all(row.get(c) is not None for c in key.columns):
                        edge = Edge(key.target, tuple(zip(key.columns, key.target_columns, strict=True)))
                        assert self._related(edge, row), f"{name} refers to a {key.target} that is gone"
