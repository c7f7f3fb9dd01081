"""Order among files: generations that a rotation keeps, and chains in which increments need what they were made upon.

Law: a generation is the newest file of a day, week, month or year, for the newest so many of them that have a file
(`7 daily, 4 weekly, 12 monthly`). A file of a chain is needed as long as a file stays that is younger and has no full backup
in between, or that names it as its base; where one file of a chain has no moment, all of it is needed. Nothing is removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from zusage.model.errors import ConnectorError

_WORD = re.compile(r"\s*(\d{1,4}) (daily|weekly|monthly|yearly)\s*", re.ASCII)
NONE = "none"
_PERIODS: Mapping[str, Callable[[datetime], tuple[int, ...]]] = {
    "daily": lambda at: (at.year, at.month, at.day),
    "weekly": lambda at: tuple(at.isocalendar()[:2]),
    "monthly": lambda at: (at.year, at.month),
    "yearly": lambda at: (at.year,),
}


@dataclass(frozen=True, slots=True)
class Member:
    """A file among others: its path, its instant (None: not known), whether it is a full backup, and its base if named."""

    path: str
    at: datetime | None
    full: bool = False
    base: str = ""


def read_generations(words: str) -> dict[str, int]:
    """`7 daily, 4 weekly` as numbers. Raises ConnectorError ZE617."""
    found: dict[str, int] = {}
    for word in words.split(",") if words else ():
        match = _WORD.fullmatch(word)
        if match is None or match[2] in found:
            raise ConnectorError("ZE617", option="generations", known="7 daily, 4 weekly, 12 monthly, 3 yearly")
        found[match[2]] = int(match[1])
    return found


def generations_of(dated: Iterable[tuple[datetime, str]], wanted: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """For each file that is kept as a generation, as which; instants in the zone in which days are counted."""
    newest: dict[str, dict[tuple[int, ...], tuple[datetime, str]]] = {name: {} for name in wanted}
    for at, path in dated:
        for name in wanted:
            period = _PERIODS[name](at)
            if period not in newest[name] or newest[name][period] < (at, path):
                newest[name][period] = (at, path)
    found: dict[str, tuple[str, ...]] = {}
    for name, count in wanted.items():
        for period in sorted(newest[name], reverse=True)[:count]:
            path = newest[name][period][1]
            found[path] = (*found.get(path, ()), name)
    return found


def chains_of(members: Collection[Member]) -> list[list[Member]]:
    """Members in the order of their making, cut before every full backup."""
    chains: list[list[Member]] = []
    ordered = sorted((m for m in members if m.at is not None), key=lambda m: (m.at, not m.full, m.path))
    for member in ordered:
        if member.full or not chains:
            chains.append([])
        chains[-1].append(member)
    return chains


def needed(members: Collection[Member], goes: Callable[[str], bool], *, by_name: bool) -> frozenset[str]:
    """The paths that a file which stays still needs. `goes` says which files are to go."""
    if not by_name:
        return _bases(members, goes)
    if any(member.at is None for member in members):
        return frozenset(member.path for member in members)
    found: set[str] = set()
    for chain in chains_of(members):
        last = max((place for place, member in enumerate(chain) if not goes(member.path)), default=0)
        found.update(member.path for member in chain[:last])
    return frozenset(found)


def _bases(members: Collection[Member], goes: Callable[[str], bool]) -> frozenset[str]:
    base = {member.path: member.base for member in members}
    found: set[str] = set()
    for path, above in base.items():
        if goes(path):
            continue
        need = above
        while need and need not in found:
            found.add(need)
            need = base.get(need, "")
    return frozenset(found)


def depth_of(members: Collection[Member], *, by_name: bool) -> dict[str, tuple[float, int]]:
    """In which order files of chains go: chain by chain as their newest falls due, in each the youngest first."""
    if by_name:
        found: dict[str, tuple[float, int]] = {}
        for chain in chains_of(members):
            end = max((member.at.timestamp() for member in chain if member.at is not None), default=0.0)
            found.update({member.path: (end, -place) for place, member in enumerate(chain)})
        return found
    base = {member.path: member.base for member in members}
    return {path: (0.0, -_length(path, base)) for path in base}


def _length(path: str, base: Mapping[str, str]) -> int:
    seen: list[str] = []
    while path and path not in seen:
        seen.append(path)
        path = base.get(path, "")
    return len(seen)
