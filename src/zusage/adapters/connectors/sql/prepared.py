"""Prepared: a query in the words of its product, put together once for all stores of one shape.

Law: a fleet asks a thousand equal databases the same ninety questions; building and compiling each of them again costs more
than the answers. What is prepared holds constants of the declaration and cut-offs, never a key of a feed. It is known by
product, fingerprint of the structure, zones and look; whatever depends on more is not prepared. Cut-offs move from day to
day and the words of a query do not: a look is known without them, and every value that was made from one (`dated`) is made
anew from today's.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from operator import is_
from typing import Any, TypeVar

import sqlalchemy as sa

from zusage.plan.condition import CutOff

MOST = 5_000
"""Questions that are remembered; past them all are forgotten, which costs time and nothing else."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Text and values of one query as its driver takes them."""

    text: str
    values: tuple[Any, ...] | Mapping[str, Any]
    dated: Mapping[Any, tuple[CutOff, Callable[[CutOff], Any]]] = field(default_factory=dict)
    """Which values were made from a cut-off, and how."""

    def at(self, cuts: Mapping[CutOff, CutOff]) -> Prepared:
        """The same query with other cut-offs in the place of those that it was made with."""
        anew = {place: make(cuts.get(cut, cut)) for place, (cut, make) in self.dated.items()}
        if isinstance(self.values, Mapping):
            return Prepared(self.text, {**self.values, **anew})
        return Prepared(self.text, tuple(anew.get(place, value) for place, value in enumerate(self.values)))

    def run(self, connection: sa.Connection) -> sa.CursorResult[Any]:
        """Ask one store."""
        return connection.exec_driver_sql(self.text, self.values) if self.values else connection.exec_driver_sql(self.text)


_DATED = "_zusage_dated"


def dated(cut: CutOff, make: Callable[[CutOff], Any], kind: Any = None) -> Any:
    """A parameter whose value comes from a cut-off, and from nothing else that moves with the day."""
    parameter = sa.bindparam(None, make(cut), type_=kind if kind is not None else sa.types.NullType())
    setattr(parameter, _DATED, (cut, make))
    return parameter


def prepare(connection: sa.Connection, query: sa.Select[Any]) -> Prepared:
    """The query as the dialect of this connection writes it."""
    dialect = connection.dialect
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    values = dict(compiled.construct_params())
    moving: dict[str, tuple[CutOff, Callable[[CutOff], Any]]] = {}
    for name, parameter in compiled.binds.items():
        process = parameter.type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None and name in values:
            values[name] = process(values[name])
        if (origin := getattr(parameter, _DATED, None)) is not None and name in values:
            cut, make = origin
            moving[name] = cut, make if process is None else _processed(make, process)
    if compiled.positional:
        names = tuple(compiled.positiontup or ())
        places = {place: moving[name] for place, name in enumerate(names) if name in moving}
        return Prepared(compiled.string, tuple(values[name] for name in names), places)
    return Prepared(compiled.string, values, dict(moving))


def _processed(make: Callable[[CutOff], Any], process: Callable[[Any], Any]) -> Callable[[CutOff], Any]:
    return lambda cut: process(make(cut))


_KNOWN: dict[Hashable, tuple[Sequence[CutOff], tuple[Prepared | None, ...]]] = {}
_LOCK = threading.Lock()
T = TypeVar("T")


def remembered(key: Hashable, look: Any, make: Callable[[], tuple[Prepared | None, ...]]) -> tuple[Prepared | None, ...]:
    """What was prepared for this look under this key, with its cut-offs, or is now; threads may ask at the same time."""
    cuts: dict[CutOff, CutOff] = {}
    known = key, dateless(look, cuts)
    found = _KNOWN.get(known)
    if found is None:
        made = make()
        with _LOCK:
            if len(_KNOWN) >= MOST:
                _KNOWN.clear()
            _KNOWN[known] = tuple(cuts), made
        return made
    then, queries = found
    moved = dict(zip(then, cuts, strict=True))
    return tuple(query.at(moved) if query is not None else None for query in queries)


def dateless(value: T, cuts: dict[CutOff, CutOff]) -> T:
    """The value with its cut-offs numbered in the order in which they appear; `cuts` learns which number each got."""
    if isinstance(value, CutOff):
        if value not in cuts:
            cuts[value] = CutOff(datetime(1, 1, 1, microsecond=len(cuts), tzinfo=UTC), date.min)
        return cuts[value]  # type: ignore[return-value]
    if isinstance(value, tuple):
        members = tuple(dateless(part, cuts) for part in value)
        return value if all(map(is_, members, value)) else members  # type: ignore[return-value]
    names = _FIELDS.get(type(value))
    if names is None:
        names = _FIELDS[type(value)] = _fields(value)
    changed = {}
    for name in names:
        part = getattr(value, name)
        if type(part) not in _ATOMS and (anew := dateless(part, cuts)) is not part:
            changed[name] = anew
    return replace(value, **changed) if changed else value  # type: ignore[type-var]


_ATOMS = frozenset({str, int, bool, float, type(None)})
_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(value: object) -> tuple[str, ...]:
    """The fields of a value that is a record; none for any other."""
    return tuple(f.name for f in fields(value)) if is_dataclass(value) and not isinstance(value, type) else ()
