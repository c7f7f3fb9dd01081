"""How large the company is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EPOCH = date(2013, 5, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked for; members, tasks and events are sums over all organisations."""

    organisations: int = 24
    members: int = 160
    tasks: int = 3_000
    events: int = 20_000
    prospects: int = 120
    readers: int = 150
    log_mb: float = 6.0
    log_days: int = 40
    backups: int = 45
