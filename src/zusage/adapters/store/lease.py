"""Lease: the right to be the only one that does something, such as an apply, until a moment.

Law: whoever holds it renews it; another one gets RefusedError ZE47 while it lasts. A holder whose process has ended on this
very machine (same boot, same process space) loses it at once, so an interrupted run resumes without waiting. The place is
stored as a digest, because names of machines often hold names of people.
"""

from __future__ import annotations

import hashlib
import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from zusage.adapters.store.database import Database
from zusage.ledger.entry import moment_text
from zusage.model.errors import RefusedError

_KEEP = (
    "INSERT INTO lease (name, holder, place, process, until) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET"
    " holder = excluded.holder, place = excluded.place, process = excluded.process, until = excluded.until"
)


class StoredLease:
    """The leases of one state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, name: str, holder: str, now: datetime, ttl: timedelta) -> None:
        """Take or renew; RefusedError ZE47 while another holder, or the same one in a living process, has it."""
        mine = (holder, this_place(), os.getpid())
        with self._database.write() as writing:
            rows = writing.query("SELECT holder, place, process, until FROM lease WHERE name = ?", (name,))
            if rows and tuple(rows[0][:3]) != mine and _alive(now, *rows[0][1:]):
                raise RefusedError("ZE47", system=name, run=rows[0][0], process=rows[0][2], until=rows[0][3])
            writing.execute(_KEEP, (name, *mine, moment_text(now + ttl)))

    def give_back(self, name: str, holder: str) -> bool:
        """Give it back; False when somebody else has it by now."""
        values = (name, holder, this_place(), os.getpid())
        with self._database.write() as writing:
            sql = "DELETE FROM lease WHERE name = ? AND holder = ? AND place = ? AND process = ?"
            return writing.execute(sql, values) == 1


def this_place() -> str:
    """A digest of machine, boot and process space; process numbers mean the same only within one."""
    parts = [socket.gethostname()]
    boot = Path("/proc/sys/kernel/random/boot_id")
    if boot.exists():
        parts += [boot.read_text(), str(Path("/proc/self/ns/pid").readlink())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _alive(now: datetime, place: str, process: int, until: str) -> bool:
    if until <= moment_text(now):
        return False
    if place != this_place():
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
