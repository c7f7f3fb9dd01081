"""Peek: the promises of the policy that was published last, from a state in a folder, in a few milliseconds.

Law: reads only, creates nothing, needs no key and no driver but SQLite's; a state that is not there, lies elsewhere
(PostgreSQL) or cannot be read says nothing. What was altered in the archive says nothing either; `ledger verify` tells.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_LAST = "SELECT at, body FROM entry WHERE kind = 'published' ORDER BY position DESC"
_POLICY = "SELECT body FROM entry WHERE key = ?"
_CONTENT = "SELECT content FROM archive WHERE digest = ?"


@dataclass(frozen=True, slots=True)
class MadePromise:
    """A promise as it was published."""

    id: str
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class PublishedPolicy:
    """The policy that was published last: when that was recorded, and its promises."""

    at: str
    promises: tuple[MadePromise, ...]


def read_published(location: str) -> PublishedPolicy | None:
    """The policy published last that is known at `location`, or None."""
    if "://" in location:
        return None
    try:
        file = Path(location) / "state.db"
        if not file.is_file():
            return None
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as connection:
            return _read(connection)
    except (OSError, sqlite3.Error, zlib.error, ValueError, KeyError, TypeError):
        return None


def _read(connection: sqlite3.Connection) -> PublishedPolicy | None:
    for at, body in connection.execute(_LAST):
        if policy := json.loads(body).get("policy"):
            (stored,) = connection.execute(_POLICY, (f"policy|{policy}",)).fetchone()
            digest = json.loads(stored)["content"]
            (packed,) = connection.execute(_CONTENT, (digest,)).fetchone()
            content = zlib.decompress(packed)
            if hashlib.sha256(content).hexdigest() != digest:
                return None
            return PublishedPolicy(str(at), _promises(json.loads(content)))
    return None


def _promises(policy: dict[str, Any]) -> tuple[MadePromise, ...]:
    return tuple(MadePromise(str(p["id"]), str(p["kind"]), str(p["digest"])) for p in policy["promises"])
