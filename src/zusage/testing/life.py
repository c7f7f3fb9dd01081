"""A life: an example company lived day by day, and the book of what its notice owes for every unit of data.

Law: the book knows nothing of rules, policies or plans. Whoever makes a unit writes down the promise as a person reads it in
the notice: not gone before one moment, gone after another. A company answers with queries of its own which units are still
there; nothing of the engine is asked. So the book and the engine can only agree if both read the same notice.

A *claim* is one thing that can be there or not: a row, a file, a line, or one facet of it (`weblog.ip`: the full address in
a line, which goes before the line does).

Example: `book.owe("control.invoices", "17", "customers/retention/invoices/delete", after=issued, latest=end)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Owed:
    """A claim and the promise about it: `earliest` None = it may never go, `latest` None = it need not go."""

    place: str
    key: str
    promise: str
    earliest: datetime | None = None
    latest: datetime | None = None
    paused: tuple[str, ...] = ()
    """Names of what keeps it for now (holds); while there is one, it may not go and is not overdue."""


@dataclass(frozen=True, slots=True)
class Breach:
    """What the book and the stores disagree about; never names the unit's content, `key` is a key of made-up data."""

    kind: str
    """`overdue` (there after `latest`), `early` (gone before `earliest`), or `kept_back` (gone while something kept it)."""
    owed: Owed


class Book:
    """All claims of a company. `settle` compares them with what is there and forgets those that went in time."""

    def __init__(self) -> None:
        self._owed: dict[tuple[str, str], Owed] = {}
        self.gone = 0
        """How many claims went in time so far."""
        self.settled: dict[str, int] = {}
        """The same by promise."""

    def owe(
        self, place: str, key: str, promise: str, earliest: datetime | None = None, latest: datetime | None = None
    ) -> None:
        """Write down, or write anew (a contract was prolonged), when a unit may and must go."""
        known = self._owed.get((place, key))
        self._owed[place, key] = Owed(place, key, promise, earliest, latest, known.paused if known else ())

    def pause(self, place: str, key: str, name: str) -> None:
        """Something keeps the unit: it may not go."""
        known = self._owed[place, key]
        self._owed[place, key] = replace(known, paused=tuple({*known.paused, name}))

    def resume(self, name: str, latest: datetime) -> None:
        """What kept units has ended; what would have been due by now is due by `latest`."""
        for at, owed in self._owed.items():
            if name in owed.paused:
                left = tuple(other for other in owed.paused if other != name)
                due = max(owed.latest, latest) if owed.latest else None
                self._owed[at] = replace(owed, paused=left, latest=due)

    def forget(self, place: str, key: str) -> None:
        """The unit went for a reason outside the notice's periods (a person deleted it herself)."""
        self._owed.pop((place, key), None)

    def of(self, place: str) -> Iterator[Owed]:
        """The open claims of a place."""
        return (owed for (there, _), owed in self._owed.items() if there == place)

    def claims(self) -> Iterator[Owed]:
        """All open claims."""
        return iter(self._owed.values())

    def __len__(self) -> int:
        return len(self._owed)

    def settle(self, present: Mapping[str, Set[str]], now: datetime) -> list[Breach]:
        """Compare with what is there at `now`; what went in time is forgotten, what went early is told once."""
        breaches = []
        for (place, key), owed in list(self._owed.items()):
            there = key in present.get(place, frozenset())
            kind = _judged(owed, there, now)
            if kind:
                breaches.append(Breach(kind, owed))
            if not there:
                del self._owed[place, key]
                if not kind:
                    self.gone += 1
                    self.settled[owed.promise] = self.settled.get(owed.promise, 0) + 1
        return breaches


def _judged(owed: Owed, there: bool, now: datetime) -> str:
    if there:
        return "overdue" if owed.latest is not None and not owed.paused and now > owed.latest else ""
    if owed.paused:
        return "kept_back"
    return "early" if owed.earliest is None or now < owed.earliest else ""


class Desk(Protocol):
    """What the people of a company do with Zusage while they live; the simulator carries it out at the day's `now`."""

    def hold(self, kind: str, place: str, where: Mapping[str, str]) -> str:
        """Stop deletions of units; the id of the hold.

        `kind` is a declared kind of hold, `place` is `system` or `system.table` (or, without a dot in `systems`, the id of a
        promise). `where` narrows it: `key` (the key of one row), `instance` (the key of an instance's registry row), `since`
        and `until` (ISO moments, for lines and files). All may be left out.
        """
        ...

    def release(self, hold: str) -> None:
        """End a hold."""
        ...

    def restored(self, system: str) -> None:
        """Say that a store (all targets of `system`) was put back from a backup, and put back what was owed since.

        The life has put the copy in place before it calls this, and has told its book: what the copy never had is forgotten,
        what went since and is there again is owed anew, by the end of this day.
        """
        ...

    def attest(self, promise: str, until: datetime, file: Path) -> None:
        """State something with a document until a moment: a promise that no machine can see, or `tax/2017` (no audit of that
        year or before is open: without it a tax duty ends for nothing; good for 13 months at most)."""
        ...


@dataclass(frozen=True, slots=True)
class Query:
    """An independent question about a promise that is no period: how many units break it now (0: kept)."""

    promise: str
    question: str
    count: Callable[[Path, datetime], int] = field(repr=False)


class Life(Protocol):
    """What `examples/<company>/company/life.py` offers as `LIFE`: a class, called as `LIFE(seed)` (or without arguments).

    One object per simulated company. The simulator calls `begin` once, runs Zusage once, and then for every day: `day`, the
    routine run at the same moment, `book.settle(present(now), now)` and all queries. Nights are days: `now` is 05:00 local
    time, so a day that "ends in March" has ended when `day` is called on the first of April. A declaration may be changed
    while living (a check is repeated, a contract renewed): `zusage.yml` in the folder is read again when it has changed.
    """

    book: Book

    def begin(self, folder: Path, now: datetime) -> None:
        """Build the company as it stands at `now`: small, and with nothing left undone."""
        ...

    def day(self, now: datetime, desk: Desk) -> Mapping[str, int]:
        """Live one day that ends at `now`: write into stores, logs, files and outbox; says how much of what happened."""
        ...

    def present(self, now: datetime) -> Mapping[str, Set[str]]:
        """For every place of the book, the keys that are there, asked without Zusage."""
        ...

    def queries(self) -> tuple[Query, ...]:
        """Questions about hard promises that are no periods (locked, hashed, no mail after withdrawal …)."""
        ...
