"""How large the company is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """What is asked for."""

    clients: int = 60
    leads: int = 80
    subscribers: int = 400
    enquiries: int = 200
    choices: int = 600
    appointments: int = 90
    meetings: int = 50
    events: int = 8
    applications: int = 40
    requests: int = 40
    visits: int = 2_500
    mails: int = 160
    log_mb: float = 4.0
    log_days: int = 400
    backups: int = 60
    drift: bool = False
    """Whether there is also what no run can put right (see README)."""
