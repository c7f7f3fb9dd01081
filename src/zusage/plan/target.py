"""Target: one real store that a declared system stands for, and how it proves that it is the same store again.

Law: the key of an instance is a keyed digest, because names of customers are personal data; the connection is never part
of a value that is stored.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetId:
    """System id of the declaration and, in a fleet, the digest of the instance's key ("" where there is only one)."""

    system: str
    instance: str = ""

    def __str__(self) -> str:
        return f"{self.system}/{self.instance}" if self.instance else self.system


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a target recognisable: product, server id, timeline, database and the marker row that setup wrote.

    `marker` is "" before setup. `writable` is False in recovery or on a read-only store.
    """

    product: str
    server: str
    database: str
    timeline: str = ""
    marker: str = ""
    writable: bool = True
