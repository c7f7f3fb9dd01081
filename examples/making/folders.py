"""What lies in folders of every company: backups, the register of contracts, the variables of its declaration."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from making.world import World, midnight

AGE = b"age-encryption.org/v1\n-> X25519 "

Record = tuple[str, str, date, str, str] | tuple[str, str, date, str, str, str]
"""Recipient ("" = ourselves), kind, day, how long it counts ("" = for good), file; perhaps the clauses in it."""


def write_backups(folder: Path, world: World, nights: int) -> None:
    """One encrypted archive a night, named by its day."""
    folder.mkdir(parents=True, exist_ok=True)
    for age in range(nights):
        day = world.days_ago(age)
        path = folder / f"{day:%Y-%m-%d}-full.tar.age"
        path.write_bytes(AGE + world.dice(f"backup/{day}").randbytes(2_000))
        dated(path, midnight(day) + timedelta(hours=3))


def write_records(folder: Path, world: World, records: Sequence[Record]) -> None:
    """The register of contracts and reports, and the documents that it names."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# Contracts and reports on file. dated: as signed; renew: how long it counts.", "records:"]
    for recipient, kind, day, renew, file, *clauses in records:
        (folder / file).write_bytes(b"%PDF-1.7\n" + world.dice(f"register/{file}").randbytes(300))
        fields = {"recipient": recipient, "kind": kind, "dated": day.isoformat(), "renew": renew, "file": file}
        fields["clauses"] = f"[{clauses[0]}]" if clauses else ""
        lines.append("  - {" + ", ".join(f"{name}: {value}" for name, value in fields.items() if value) + "}")
    (folder / "register.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_environment(into: Path, values: Mapping[str, str]) -> None:
    """The variables that the declaration reads; nothing in it is secret in an example."""
    lines = [f"{name}={value}" for name, value in values.items()]
    (into / "zusage.env").write_text("\n".join(lines) + "\n", encoding="utf-8")


def dated(path: Path, at: datetime) -> None:
    """Give a file the time at which it would have been written; `at` is naive UTC."""
    moment = at.replace(tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
