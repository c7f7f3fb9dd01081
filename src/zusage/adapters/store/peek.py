"""Peek: what was published, and the promises of the policy published last, from a state in a folder, in milliseconds.

Law: reads only, creates nothing, needs no key and no driver but SQLite's; a state that is not there, lies elsewhere
(PostgreSQL) or cannot be read says nothing. What was altered in the archive says nothing either; `ledger verify` tells.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Answer = TypeVar("Answer")

_LAST = "SELECT at, body FROM entry WHERE kind = 'published' ORDER BY position DESC"
_ALL = "SELECT at, body FROM entry WHERE kind = 'published' ORDER BY position"
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


@dataclass(frozen=True, slots=True)
class Version:
    """A policy that was published: the first day on which a text of it was in force, and by which role it was recorded."""

    since: str
    policy: str
    by: str


def read_published(location: str) -> PublishedPolicy | None:
    """The policy published last that is known at `location`, or None."""
    return _asked(location, _read)


def read_versions(location: str) -> tuple[Version, ...]:
    """Every policy that was published, newest first; nothing where nothing can be read."""
    return _asked(location, _versions) or ()


def _asked(location: str, ask: Callable[[sqlite3.Connection], Answer]) -> Answer | None:
    if "://" in location:
        return None
    try:
        file = Path(location) / "state.db"
        if not file.is_file():
            return None
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as connection:
            return ask(connection)
    except (OSError, sqlite3.Error, zlib.error, ValueError, KeyError, TypeError):
        return None


def _versions(connection: sqlite3.Connection) -> tuple[Version, ...]:
    found: dict[str, Version] = {}
    for at, body in connection.execute(_ALL):
        entry = json.loads(body)
        policy, since = str(entry.get("policy") or ""), str(entry.get("since") or at)[:10]
        if policy and (policy not in found or since < found[policy].since):
            found[policy] = Version(since, policy, str(entry.get("role") or entry.get("by") or ""))
    return tuple(sorted(found.values(), key=lambda version: version.since, reverse=True))


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
