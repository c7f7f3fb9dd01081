"""How large the company is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked for; events and vouchers are sums over all customers."""

    accounts: int = 160
    clients: int = 24
    events: int = 4_000
    vouchers: int = 1_500
    letters: int = 60
    log_mb: float = 1.0
    log_days: int = 30
    backups: int = 75
    drift: bool = False
