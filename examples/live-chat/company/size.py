"""How large the company is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EPOCH = date(2014, 3, 1)


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked for; contacts and messages are sums over all instances."""

    customers: int = 40
    instances: int = 12
    contacts: int = 2_000
    messages: int = 60_000
    log_mb: float = 20.0
    log_days: int = 200
    backups: int = 120
