"""Counting: answers a Count of lines by blocks, where only time, holds and full addresses decide.

Law: the same numbers as judging every line, but only lines that shortening would change are looked at one by one, so a log
that has been shortened is counted as fast as it is read. The moment of a line without a stamp is the file's last change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import ne
from typing import IO

from zusage.adapters.connectors.logfiles.clock import Clock
from zusage.adapters.connectors.logfiles.judge import Judge
from zusage.adapters.connectors.logfiles.scan import Scan, pieces, scan
from zusage.adapters.connectors.logfiles.source import Damaged, LogFile
from zusage.adapters.connectors.logfiles.taking import asked, mask_for
from zusage.adapters.connectors.tally import Answer
from zusage.operators.mask import Mask
from zusage.plan.condition import ALWAYS, And, Before, Condition, CutOff, Equals, Not, Or
from zusage.plan.connector import Feeds, HeldScope
from zusage.plan.look import Count, Moment, Moments

Clocks = Callable[[LogFile, IO[bytes]], Clock]
FULL = Equals("full_ip", True)


@dataclass(slots=True)
class Counting:
    """The answer so far, unreadable lines and damaged files."""

    answer: Answer = field(default_factory=lambda: Answer({"count": 0, "unreadable": 0}))
    total: int = 0
    damaged: list[str] = field(default_factory=list)


def quick(look: Count, files: list[LogFile], feeds: Feeds, holds: tuple[HeldScope, ...], clocks: Clocks) -> Counting | None:
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
                _add(file, raw, judge, counting, clocks(file, raw), full=full, dated=look.moment is not None)
        except (Damaged, OSError):
            counting.damaged.append(file.path.name)
    if look.total:
        counting.answer.numbers["total"] = counting.total
    return counting


def quick_moments(look: Moments, files: list[LogFile], now: datetime, clocks: Clocks) -> Counting | None:
    """The quality of the time of lines by blocks: a line always has a time, if only that of its neighbours."""
    if look.column != "time":
        return None
    every = quick(Count(look.id, look.table, ALWAYS, Moment("time"), True), files, {}, (), clocks)
    cut = CutOff(now.astimezone(UTC), now.astimezone(UTC).date())
    late = quick(Count(look.id, look.table, Not(Before("time", cut))), files, {}, (), clocks)
    if every is None or late is None:
        return None
    numbers = every.answer.numbers
    examined, future = numbers.pop("count"), late.answer.numbers["count"]
    numbers.pop("total")
    numbers.update({"examined": examined, "null": 0, "sentinel": 0, "zoneless": 0, "future": future})
    return every


def _add(
    file: LogFile,
    raw: IO[bytes],
    judge: Judge,
    counting: Counting,
    clock: Clock,
    *,
    full: tuple[str, ...] | None,
    dated: bool,
) -> None:
    changed = datetime.fromtimestamp(file.path.stat().st_mtime, UTC)
    found = scan(file, raw, judge, changed, clock, sealed=False)
    counting.total += found.lines
    counting.answer.add("unreadable", found.unreadable)
    if full is None:
        counting.answer.add("count", found.due)
        for moment in (found.oldest, found.newest) if dated else ():
            counting.answer.widen(moment)
        return
    for line in _full_lines(file, raw, found, mask_for(full, clock.form)):
        counting.answer.add("count")
        if dated:
            span = clock.of_line(line)
            counting.answer.widen(span[1] if span is not None else changed)


def _full_lines(file: LogFile, raw: IO[bytes], found: Scan, mask: Mask) -> Iterator[bytes]:
    """Due lines that shortening would change."""
    for piece, due in pieces(file, raw, found) if found.due else ():
        short = mask(piece) if due else piece
        if short != piece:
            old, new = piece.split(b"\n"), short.split(b"\n")
            yield from (line for line, differs in zip(old, map(ne, old, new), strict=True) if differs)


def _without_full(condition: Condition) -> tuple[Condition, tuple[str, ...] | None]:
    """A conjunction without its demand for what shortening takes away, and what that is beside IPs (None: none)."""
    demands = [part for part in condition.parts if _is_full(part)] if isinstance(condition, And) else []
    if not isinstance(condition, And) or len(demands) != 1:
        return condition, None
    return And(tuple(part for part in condition.parts if part != demands[0])), asked(demands[0])


def _is_full(part: Condition) -> bool:
    if part == FULL:
        return True
    return isinstance(part, Or) and FULL in part.parts and all(p == FULL or asked(p) == (_text(p),) for p in part.parts)


def _text(part: Condition) -> str:
    return str(part.value) if isinstance(part, Equals) else ""
