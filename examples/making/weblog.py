"""The web server's access logs: one file a day, rotated as logrotate does, older ones compressed.

Law: written line by line. A job that once shortened addresses stopped working 60 days before "now": older lines are
shortened, some of those between 60 and 90 days are not, younger ones are complete. Addresses come from ranges reserved
for documentation and benchmarks.
"""

from __future__ import annotations

import gzip
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BufferedWriter
from pathlib import Path

from making.world import BERLIN, World, midnight

STATUS = ("200",) * 14 + ("304", "304", "404", "301", "500")
BROWSERS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.6 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LINE = 205


@dataclass(frozen=True, slots=True)
class Site:
    """What a website is asked for, and its own address."""

    paths: tuple[str, ...]
    address: str

    @property
    def referrers(self) -> tuple[str, ...]:
        """Where requests come from."""
        return ("-", "-", "-", self.address, "https://suche.example/")


def write_weblog(folder: Path, world: World, site: Site) -> int:
    """Write all files; the number of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    days = world.size.log_days
    budget, total = world.size.log_mb * 1_000_000, 0
    for age in range(days - 1, -1, -1):
        lines = max(1, round(budget / days / LINE * (0.25 if age == 0 else 1.0)))
        _write_day(folder, world, site, age, lines)
        total += lines
    return total


def _write_day(folder: Path, world: World, site: Site, age: int, lines: int) -> None:
    name = "access.log" if age == 0 else f"access.log.{age}" + ("" if age == 1 else ".gz")
    path = folder / name
    with path.open("wb") as raw:
        if name.endswith(".gz"):
            with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0, compresslevel=4) as packed:
                _write_lines(packed, world, site, age, lines)
        else:
            _write_lines(raw, world, site, age, lines)
    written = world.now.timestamp() if age == 0 else midnight(world.days_ago(age - 1)).replace(tzinfo=UTC).timestamp()
    os.utime(path, (written, written))


def _write_lines(out: BufferedWriter | gzip.GzipFile, world: World, site: Site, age: int, lines: int) -> None:
    dice = world.dice(f"weblog/{world.days_ago(age)}")
    for at in _moments(dice, world, world.days_ago(age), lines):
        v4, v6 = dice.random() < 0.75, age > 60 and dice.random() < (1.0 if age > 90 else 0.6)
        address = _v4(dice, v6) if v4 else _v6(dice, v6)
        stamp = f"{at.day:02d}/{MONTHS[at.month - 1]}/{at.year}:{at:%H:%M:%S} {at:%z}"
        request = f"GET {dice.choice(site.paths)} HTTP/2.0"
        tail = (
            f'{dice.choice(STATUS)} {dice.randrange(180, 64_000)} "{dice.choice(site.referrers)}" "{dice.choice(BROWSERS)}"'
        )
        out.write(f'{address} - - [{stamp}] "{request}" {tail}\n'.encode("ascii"))


def _moments(dice: random.Random, world: World, day: date, lines: int) -> Iterator[datetime]:
    """Ascending moments of a day in local time, never after now."""
    begin = midnight(day)
    end = min(midnight(day + timedelta(days=1)), world.utc)
    step = (end - begin).total_seconds() / lines
    for index in range(lines):
        at = begin + timedelta(seconds=int((index + dice.random()) * step))
        yield at.replace(tzinfo=UTC).astimezone(BERLIN)


def _v4(dice: random.Random, shortened: bool) -> str:
    bits = dice.getrandbits(24)
    last = 0 if shortened else bits & 255 or 1
    if bits >> 23:
        return f"198.{18 + (bits >> 22 & 1)}.{bits >> 8 & 255}.{last}"
    return f"{('192.0.2', '198.51.100', '203.0.113')[bits % 3]}.{last}"


def _v6(dice: random.Random, shortened: bool) -> str:
    site = f"2001:db8:{dice.getrandbits(16) | 0x1000:x}"
    if shortened:
        return f"{site}::"
    return f"{site}:{dice.getrandbits(16) | 0x1000:x}:{dice.getrandbits(16) | 0x1000:x}::{dice.getrandbits(16) | 1:x}"
