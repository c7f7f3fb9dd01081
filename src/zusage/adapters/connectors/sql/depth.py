"""Depth: how far erasure has gone for one table, as a product measured it.

Law: levels in rising order; each one includes those before it. `keeps` are words of `zusage.language.residue`, each followed
by its figure or moment, that tell what stands in the way of the next level; no value of a row is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

LEVELS = ("", "logical", "reclaimed", "rewritten", "horizon")


@dataclass(frozen=True)
class Depth:
    """What was found for one table: the level, what keeps it from the next one, and the figures behind it."""

    level: str
    keeps: tuple[str, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)


def weakest(levels: Iterable[str]) -> str:
    """The lowest of several levels; "" when there is none."""
    return min(levels, key=LEVELS.index, default="")
