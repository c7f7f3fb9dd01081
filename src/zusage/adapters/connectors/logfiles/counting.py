"""Counting: answers a Count of lines by blocks, where only time, holds and full addresses decide.

Law: the same numbers as judging every line, but only lines that shortening would change are looked at one by one, so a log
that has been shortened is counted as fast as it is read. The moment of a line without a stamp is the file's last change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import ne
from typing import IO

from zusage.adapters.connectors.logfiles.judge import Judge
from zusage.adapters.connectors.logfiles.scan import Scan, pieces, scan
from zusage.adapters.connectors.logfiles.source import Damaged, LogFile
from zusage.adapters.connectors.logfiles.stamp import of_line
from zusage.adapters.connectors.tally import Answer
from zusage.operators import ip
from zusage.plan.condition import ALWAYS, And, Before, Condition, CutOff, Equals, Not
from zusage.plan.connector import Feeds, HeldScope
from zusage.plan.look import Count, Moment, Moments

FULL = Equals("full_ip", True)


@dataclass(slots=True)
class Counting:
    """The answer so far, unreadable lines and damaged files."""

    answer: Answer = field(default_factory=lambda: Answer({"count": 0, "unreadable": 0}))
    total: int = 0
    damaged: list[str] = field(default_factory=list)


def quick(look: Count, files: list[LogFile], feeds: Feeds, holds: tuple[HeldScope, ...]) -> Counting | None:
    """The answer by blocks; None if the condition asks for more."""
    if look.moment is not None and (look.moment.column != "time" or look.moment.over):
        return None
    rest, full = _without_full(look.condition)
    judge = Judge(rest, feeds, holds, latest=True, spare=False)
    if judge.needs_text:
        return None
    counting = Counting()
    for file in files:
        try:
            with file.path.open("rb") as raw:
                _add(file, raw, judge, counting, full=full, dated=look.moment is not None)
        except (Damaged, OSError):
            counting.damaged.append(file.path.name)
    if look.total:
        counting.answer.numbers["total"] = counting.total
    return counting


def quick_moments(look: Moments, files: list[LogFile], now: datetime) -> Counting | None:
    """The quality of the time of lines by blocks: a line always has a time, if only that of its neighbours."""
    if look.column != "time":
        return None
    every = quick(Count(look.id, look.table, ALWAYS, Moment("time"), True), files, {}, ())
    cut = CutOff(now.astimezone(UTC), now.astimezone(UTC).date())
    late = quick(Count(look.id, look.table, Not(Before("time", cut))), files, {}, ())
    if every is None or late is None:
        return None
    numbers = every.answer.numbers
    examined, future = numbers.pop("count"), late.answer.numbers["count"]
    numbers.pop("total")
    numbers.update({"examined": examined, "null": 0, "sentinel": 0, "zoneless": 0, "future": future})
    return every


def _add(file: LogFile, raw: IO[bytes], judge: Judge, counting: Counting, *, full: bool, dated: bool) -> None:
    changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    found = scan(file, raw, judge, changed)
    counting.total += found.lines
    counting.answer.add("unreadable", found.unreadable)
    if not full:
        counting.answer.add("count", found.due)
        for moment in (found.oldest, found.newest) if dated else ():
            counting.answer.widen(moment)
        return
    for line in _full_lines(file, raw, found):
        counting.answer.add("count")
        if dated:
            span = of_line(line)
            counting.answer.widen(span[1] if span is not None else changed)


def _full_lines(file: LogFile, raw: IO[bytes], found: Scan) -> Iterator[bytes]:
    """Due lines that shortening would change."""
    for piece, due in pieces(file, raw, found) if found.due else ():
        short = ip.shorten(piece) if due else piece
        if short != piece:
            old, new = piece.split(b"\n"), short.split(b"\n")
            yield from (line for line, differs in zip(old, map(ne, old, new), strict=True) if differs)


def _without_full(condition: Condition) -> tuple[Condition, bool]:
    """A conjunction without its demand for full addresses, and whether it made one."""
    if not isinstance(condition, And) or FULL not in condition.parts:
        return condition, False
    return And(tuple(part for part in condition.parts if part != FULL)), True
