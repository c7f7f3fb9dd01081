"""One line of the table of benchmarks: what was done, against whom, how fast, and whether the target was met.

`row` prints it and appends it to `build/benchmarks.jsonl`; `interleaved` runs both sides in turn, so that what else happens
on the machine meets both, and `spread` gives the median with the smallest and the largest.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")
TABLE = Path(__file__).resolve().parent.parent / "build" / "benchmarks.jsonl"


def row(
    job: str, peer: str, ours: str, theirs: str, ratio: float, target: float, met: bool | None = None
) -> dict[str, object]:
    """Print and keep one line; `met` defaults to whether the ratio reaches the target."""
    reached = ratio >= target if met is None else met
    line: dict[str, object] = {
        "job": job,
        "peer": peer,
        "ours": ours,
        "theirs": theirs,
        "ratio": round(ratio, 3),
        "target": target,
        "met": reached,
        "load": round(os.getloadavg()[0], 1),
    }
    TABLE.parent.mkdir(exist_ok=True)
    with TABLE.open("a") as table:
        table.write(json.dumps(line) + "\n")
    print(
        f"{job} | {peer} | {ours} | {theirs} | {ratio:.2f} (target {target:g}) | {'met' if reached else 'MISSED'}",
        flush=True,
    )
    return line


def seconds_of_cpu(server: int = 0) -> float:
    """CPU seconds of this process and its children so far, and of a server with all of its processes."""
    total = sum(os.times()[:4])
    for stat in Path("/proc").glob("[0-9]*/stat") if server else ():
        try:
            pid, rest = stat.parent.name, stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(pid) == server:
            total += sum(map(int, rest[11:15])) / os.sysconf("SC_CLK_TCK")
        elif int(rest[1]) == server:
            total += sum(map(int, rest[11:13])) / os.sysconf("SC_CLK_TCK")
    return total


def interleaved(theirs: Callable[[], T], ours: Callable[[], T], rounds: int) -> tuple[list[T], list[T]]:
    """What both sides give, taken in turn."""
    taken: tuple[list[T], list[T]] = ([], [])
    for number in range(rounds):
        for side in ((0, 1), (1, 0))[number % 2]:
            taken[side].append((theirs, ours)[side]())
    return taken


def ratio_of(theirs: list[float], ours: list[float]) -> float:
    """The median of the ratios of pairs."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))


def spread(rates: list[float]) -> str:
    """Median with the smallest and the largest."""
    return f"{median(rates):,.0f}/s ({min(rates):,.0f}–{max(rates):,.0f})"
