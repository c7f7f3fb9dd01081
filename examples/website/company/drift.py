"""What no run can put right: breaches of promises that are no periods, written only if they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from making.folders import dated
from making.people import Person, person
from making.store import Sink
from making.world import World, midnight

from company.folders import outgoing, put
from company.site import Reader, hashed

LIST = 30
"""How many addresses stand in the old list."""


def drift_rows(site: Sink, visits: Sink, world: World, key: str) -> list[Person]:
    """A visit with a full address; people who had unsubscribed, imported again from an old list without any consent."""
    at, number = world.utc - timedelta(hours=3), world.size.visits + 1
    row = at, at, "198.51.100.23", "DE", "03", "", "FF", "WIN", 1
    visits.add("log_visit", number, f"{number:016x}", *row)
    dice = world.dice("drift")
    again = [person(dice, 900_000 + place) for place in range(LIST)]
    for who in again:
        site.add("suppressed", None, hashed(key, who.email), midnight(world.days_ago(90)))
        site.add("subscribers", None, who.email, who.name, "active", midnight(world.days_ago(3)))
    return again


def drift_files(into: Path, world: World, readers: Sequence[Reader], again: Sequence[Person]) -> None:
    """A newsletter without a way out, and one to people who said no; a backup in clear; a contract that is not on file."""
    at = world.midnight(1) + timedelta(hours=9)
    mails = [("plain", readers[0].email), *(("newsletter", who.email) for who in again)]
    for number, (kind, to) in enumerate(mails, 90_001):
        put(into / "outbox", at, number, outgoing(kind, to, at, "Klarwerk Nachtrag", "Nachtrag.\n", number))
    clear = into / "backups" / f"{world.days_ago(1)}-hand.tar.age"
    clear.write_bytes(b"SQLite format 3\x00" + world.dice("drift").randbytes(500))
    dated(clear, world.midnight(1) + timedelta(hours=15))
    (into / "register" / "avv-calendly.pdf").unlink()
