"""Reading events: what people name ("the booking has ended") becomes a Start that data can show.

Law: every form of the language has one Start; what no store shows (a request, a manual act, a state without a moment)
becomes `Unseen` and stays unproven. Events compose; a circle is an error. An event `for` a system with `each` is about
its instances; `for` a table gives the grain.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zusage.declaration.node import Node, Scalar
from zusage.plan.condition import ALWAYS
from zusage.policy.locate import ELSEWHERE, Spot, locate_column, locate_table
from zusage.policy.read_where import read_where
from zusage.policy.reading import child, entries, items, scalars
from zusage.policy.reading import field as word_of
from zusage.policy.scope import Scope
from zusage.policy.start import (
    AllGone,
    ColumnStart,
    Earliest,
    Event,
    Latest,
    Matched,
    Plus,
    Removed,
    Silence,
    Start,
    Unseen,
    Withdrawn,
)

NOTHING = Unseen("")
_UNSEEN = ("state", "requested", "granted", "received", "manual")


@dataclass(slots=True)
class Calendar:
    """The events of a declaration, resolved when they are asked for."""

    scope: Scope
    written: dict[str, Node]
    known: dict[str, Event] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def event(self, name: Scalar) -> Event:
        """The event of that name; an unknown one or a circle is recorded."""
        id = name.value.strip()
        if id in self.known:
            return self.known[id]
        if id in self.open:
            path = " → ".join([*self.open[self.open.index(id) :], id])
            self.scope.wrong("ZE122", name.place, name=id, path=path)
            return Event(id, NOTHING)
        if not self.scope.knows("event", name):
            return Event(id, NOTHING)
        self.open.append(id)
        self.known[id] = self.read(self.written[id], id)
        self.open.pop()
        return self.known[id]

    def read(self, node: Node, id: str = "") -> Event:
        """The event that a node names (text) or describes (mapping)."""
        if isinstance(node, Scalar) and not id:
            return self.event(node)
        if isinstance(node, Scalar):
            named = self.event(node)
            return Event(id, named.start, named.for_each, named.label, named.empty)
        grain = _grain(self.scope, node)
        label = self.scope.words(child(node, "label"))
        return Event(id, self._start(node), grain.system if grain and not grain.table else "", label, word_of(node, "empty"))

    def _start(self, node: Node) -> Start:
        for key, form in self._forms().items():
            if (inner := child(node, key)) is not None:
                return form(node, inner)
        seen = next((key for key in _UNSEEN if child(node, key) is not None), "")
        return Unseen(seen)

    def _forms(self) -> dict[str, Callable[[Node, Node], Start]]:
        return {
            "all_gone": self._all_gone,
            "silence": self._silence,
            "earliest_of": lambda _, inner: Earliest(self._several(inner)),
            "latest_of": lambda _, inner: Latest(self._several(inner)),
            "after": lambda node, inner: Plus(self.read(inner).start, self.scope.period(child(node, "plus"))),
            "withdrawn": self._withdrawn,
            "removed": self._removed,
            "at": self._at,
        }

    def _several(self, node: Node) -> tuple[Start, ...]:
        return tuple(self.read(item).start for item in items(node))

    def _at(self, node: Node, inner: Node) -> Start:
        if (match := child(node, "match")) is not None:
            return self._matched(inner, match)
        spot = locate_column(self.scope, inner) if isinstance(inner, Scalar) else None
        if spot is None or spot.system in ELSEWHERE:
            return Unseen("device" if spot else "")
        return ColumnStart(*spot)

    def _matched(self, inner: Node, match: Node) -> Start:
        """`match: {rows' column: column beside the moment}`; both resolved, the moment and its key in one table."""
        moment = locate_column(self.scope, inner) if isinstance(inner, Scalar) else None
        for entry in entries(match):
            value = locate_column(self.scope, Scalar(entry.place, entry.key))
            key = locate_column(self.scope, entry.value) if isinstance(entry.value, Scalar) else None
            if moment is None or value is None or key is None:
                return NOTHING
            if moment[:2] != key[:2]:
                self.scope.wrong(
                    "ZE118", entry.place, key="match", value=key.column, form=f"{moment.system}.{moment.table}.…"
                )
                return NOTHING
            return Matched(*moment, key.column, *value)
        return Unseen("match")

    def _all_gone(self, node: Node, inner: Node) -> Start:
        members = locate_table(self.scope, inner) if isinstance(inner, Scalar) else None
        column = next((locate_column(self.scope, at) for at in scalars(child(node, "at"))), None)
        owner, present = _grain(self.scope, node), read_where(self.scope, child(node, "where"))
        if members is None or column is None or owner is None:
            return NOTHING
        return AllGone(members.system, members.table, owner.table, column.column, present or ALWAYS)

    def _silence(self, node: Node, inner: Node) -> Start:
        written = child(inner, "places") or child(inner, "place")
        spots = (locate_column(self.scope, place) for place in scalars(written))
        places = tuple(sorted((s.system, s.table, s.column) for s in spots if s is not None))
        owner = _grain(self.scope, node)
        return Silence(places, self.scope.period(child(inner, "for")), owner.table if owner else "")

    def _withdrawn(self, _: Node, inner: Node) -> Start:
        return Withdrawn(inner.value) if isinstance(inner, Scalar) and self.scope.knows("consent", inner) else NOTHING

    def _removed(self, _: Node, inner: Node) -> Start:
        spot = locate_table(self.scope, inner) if isinstance(inner, Scalar) else None
        return Removed(spot.system, spot.table) if spot else NOTHING


def read_events(scope: Scope) -> Calendar:
    """All named events of the declaration."""
    written = {entry.key: entry for entry in entries(scope.root.get("events"))}
    calendar = Calendar(scope, {key: entry.value for key, entry in written.items()})
    for key, entry in written.items():
        calendar.event(Scalar(entry.place, key))
    return calendar


def _grain(scope: Scope, node: Node) -> Spot | None:
    """The system with `each`, or the table, that an event is about."""
    written = child(node, "for")
    if not isinstance(written, Scalar):
        return None
    if written.value.strip() in scope.systems:
        return Spot(written.value.strip())
    return locate_table(scope, written)
