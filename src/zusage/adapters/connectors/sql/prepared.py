"""Prepared: a query in the words of its product, put together once for all stores of one shape.

Law: a fleet asks a thousand equal databases the same ninety questions; building and compiling each of them again costs more
than the answers. What is prepared holds constants of the declaration and cut-offs, never a key of a feed. It is known by
product, fingerprint of the structure, zones and look; whatever depends on more is not prepared.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

MOST = 5_000
"""Questions that are remembered; past them all are forgotten, which costs time and nothing else."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Text and values of one query as its driver takes them."""

    text: str
    values: tuple[Any, ...] | Mapping[str, Any]

    def run(self, connection: sa.Connection) -> sa.CursorResult[Any]:
        """Ask one store."""
        return connection.exec_driver_sql(self.text, self.values) if self.values else connection.exec_driver_sql(self.text)


def prepare(connection: sa.Connection, query: sa.Select[Any]) -> Prepared:
    """The query as the dialect of this connection writes it."""
    dialect = connection.dialect
    compiled = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
    values = dict(compiled.construct_params())
    for name, parameter in compiled.binds.items():
        process = parameter.type.dialect_impl(dialect).bind_processor(dialect)
        if process is not None and name in values:
            values[name] = process(values[name])
    if compiled.positional:
        return Prepared(compiled.string, tuple(values[name] for name in compiled.positiontup or ()))
    return Prepared(compiled.string, values)


_KNOWN: dict[Hashable, tuple[Prepared | None, ...]] = {}
_LOCK = threading.Lock()


def remembered(key: Hashable, make: Callable[[], tuple[Prepared | None, ...]]) -> tuple[Prepared | None, ...]:
    """What was prepared under this key, or is now; threads may ask at the same time."""
    found = _KNOWN.get(key)
    if found is None:
        found = make()
        with _LOCK:
            if len(_KNOWN) >= MOST:
                _KNOWN.clear()
            _KNOWN[key] = found
    return found
