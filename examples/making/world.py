"""Seed and moment of a company, and the calendar in which its people work. Same seed, same company."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class World:
    """Size, seed and the moment at which everything is seen."""

    size: Any
    seed: int
    now: datetime

    def dice(self, part: str) -> random.Random:
        """Random numbers for one part, independent of every other part."""
        return random.Random(f"{self.seed}/{part}")

    @property
    def utc(self) -> datetime:
        """Now, as the databases store it: naive, in UTC."""
        return self.now.astimezone(UTC).replace(tzinfo=None)

    @property
    def today(self) -> date:
        """The calendar day in Germany."""
        return self.now.astimezone(BERLIN).date()

    def days_ago(self, days: int) -> date:
        """The calendar day that many days back."""
        return self.today - timedelta(days=days)

    def midnight(self, days_ago: int) -> datetime:
        """The beginning of a German calendar day as naive UTC."""
        return midnight(self.days_ago(days_ago))


def midnight(day: date) -> datetime:
    """The beginning of a German calendar day as naive UTC."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC).replace(tzinfo=None)


def office_hour(dice: random.Random, day: date) -> datetime:
    """A moment of a working day as naive UTC."""
    return midnight(day) + timedelta(hours=7, seconds=dice.randrange(11 * 3600))


def shares(total: int, weights: list[float]) -> list[int]:
    """Whole numbers in the proportion of the weights whose sum is exactly `total`."""
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    for index in range(total - sum(parts)):
        parts[index % len(parts)] += 1
    return parts
