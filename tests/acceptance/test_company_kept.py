"""The example company, generated for today, set up, cleaned and looked at again: exactly what is due is gone.

The oracle is plain SQL and Python over the generated data and shares nothing with the planner. Rows whose day is near (the
run may take them a little early where a promise says "within") are left out on both sides.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from support.postgres import Server, postgres_server

__all__ = ["postgres_server"]

GENERATE = Path(__file__).resolve().parents[2] / "examples" / "live-chat" / "generate.py"
SIZE = "--customers=24 --instances=12 --contacts=240 --messages=2400 --log-mb=0.4 --log-days=120 --backups=100"
INSTANCE_TABLES = "contacts conversations messages tickets attachments articles users user_roles statistics audit"
CONTROL_TABLES = "customers instances mandates invoices letters enquiries subscribers consents suppressed notices_sent plans"
LEFT = (
    "SELECT customer_id, max(booked_until) AS gone FROM instances GROUP BY 1"
    " HAVING min(CASE state WHEN 'purged' THEN 1 ELSE 0 END) = 1"
)

Query = Callable[[str, str], set[tuple[object, ...]]]


def zusage(folder: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZUSAGE")}
    command = [sys.executable, "-c", "from zusage.cli.main import main; main()", "--traceback", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def reader(folder: Path, server: Server | None) -> Query:
    def ask(database: str, query: str) -> set[tuple[object, ...]]:
        if server is not None:
            with psycopg.connect(server.url(f"hafenchat_{database}")) as db:
                return set(db.execute(query.encode()).fetchall())
        path = folder / ("control.sqlite3" if database == "control" else f"instances/{database}.sqlite3")
        with closing(sqlite3.connect(path)) as db:
            return set(db.execute(query.replace(" IS TRUE", "").replace("+00", "")).fetchall())

    return ask


def lines(folder: Path) -> Iterator[tuple[str, datetime]]:
    for path in sorted((folder / "weblog").glob("access.log*")):
        with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
            for line in file:
                stamp = line.split("[", 1)[1].split("]", 1)[0]
                yield line.split(" ", 1)[0], datetime.strptime(stamp, "%d/%b/%Y:%H:%M:%S %z")


def bounds(now: datetime, days: int) -> tuple[str, str]:
    """Surely due before the first, surely not due after the second."""
    due = now - timedelta(days=days)
    return f"{due - timedelta(hours=30):%Y-%m-%d %H:%M:%S}+00", f"{due + timedelta(hours=60):%Y-%m-%d %H:%M:%S}+00"


def rules(now: datetime) -> dict[str, tuple[str, str]]:
    """Per table of the control database: what must go, and what must stay."""
    year, letter = now.year, "business_letter IS TRUE"
    vouchers, letters, proofs = (f"{year - years}-01-01" for years in (8, 6, 3))
    settled, pending, gone = bounds(now, 3), bounds(now, 7), bounds(now, 90)
    old = f"SELECT customer_id FROM ({LEFT}) AS l WHERE gone < '{vouchers} 00:00:00+00'"
    kept = (
        f"(SELECT customer_id FROM invoices WHERE issued_on >= '{vouchers}' UNION"
        f" SELECT customer_id FROM letters WHERE sent_on >= '{letters}' UNION"
        f" SELECT customer_id FROM mandates WHERE customer_id NOT IN ({old}))"
    )
    away, present = (f"(SELECT customer_id FROM ({LEFT}) AS l WHERE gone < '{bound}')" for bound in gone)
    closed = "SELECT subscriber_id FROM consents GROUP BY 1 HAVING count(*) = count(withdrawn_at)"
    due_proof = f"withdrawn_at < '{proofs} 00:00:00+00'"
    return {
        "invoices": (f"issued_on < '{vouchers}'", f"issued_on >= '{vouchers}'"),
        "letters": (f"sent_on < '{letters}'", f"sent_on >= '{letters}'"),
        "mandates": (f"customer_id IN ({old})", f"customer_id NOT IN ({old})"),
        "customers": (f"id IN {away} AND id NOT IN {kept}", f"id NOT IN {present} OR id IN {kept}"),
        "instances": ("id = ''", f"customer_id NOT IN {present} OR customer_id IN {kept}"),
        "enquiries": (
            f"({letter} AND settled_at < '{letters} 00:00:00+00') OR (NOT business_letter AND settled_at < '{settled[0]}')",
            f"settled_at IS NULL OR settled_at > '{settled[1]}' OR ({letter} AND settled_at > '{letters} 12:00:00+00')",
        ),
        "subscribers": (
            f"state = 'pending' AND signed_up_at < '{pending[0]}'",
            f"state <> 'pending' OR signed_up_at > '{pending[1]}'",
        ),
        "consents": (f"subscriber_id IN ({closed}) AND {due_proof}", f"withdrawn_at IS NULL OR NOT {due_proof}"),
        "notices_sent": (f"customer_id IN {away}", f"customer_id NOT IN {present}"),
    } | dict.fromkeys(("suppressed", "plans"), ("id < 0", "id > 0"))


@pytest.mark.parametrize("product", ["sqlite", "postgresql"])
def test_exactly_what_is_due_is_gone(product: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server: Server | None = request.getfixturevalue("postgres_server") if product == "postgresql" else None
    now = datetime.fromtimestamp(int(time.time()), ZoneInfo("Europe/Berlin"))
    folder = tmp_path / "company"
    database = server.url() if server else "sqlite"
    words = [
        sys.executable,
        str(GENERATE),
        f"--into={folder}",
        f"--now={now.isoformat()}",
        f"--database={database}",
        *SIZE.split(),
    ]
    subprocess.run(words, check=True, capture_output=True)
    ask = reader(folder, server)
    utc = now.astimezone(ZoneInfo("UTC"))
    must = {
        table: tuple(ask("control", f"SELECT id FROM {table} WHERE {c}") for c in conditions)
        for table, conditions in rules(utc).items()
    }
    late = ["invoices", "letters", "mandates", "customers", "enquiries", "subscribers", "consents"]
    assert all(must[table][0] for table in late)
    booked = {str(id) for (id,) in ask("control", "SELECT id FROM instances WHERE state <> 'purged'")}
    live = {
        id
        for id in booked
        if (id,) not in ask("control", f"SELECT id FROM instances WHERE booked_until < '{bounds(utc, 30)[0]}'")
    }
    due, kept = bounds(utc, 14)
    bookings = {
        id: (
            ask(id, f"SELECT id FROM bookings WHERE NOT concerns_contract AND ends_at < '{due}'"),
            ask(id, f"SELECT id FROM bookings WHERE concerns_contract IS TRUE OR ends_at > '{kept}'"),
        )
        for id in live
    }
    content = {(id, table): ask(id, f"SELECT id FROM {table}") for id in live for table in INSTANCE_TABLES.split()}

    with (folder / "zusage.env").open("a") as file:
        file.write("ZUSAGE_ENV=rehearsal\n")
    zusage(folder, "setup")
    (folder / "statement.txt").write_text("no audit, objection or assessment is open")
    good = f"{utc + timedelta(days=300):%Y-%m-%d}"
    zusage(folder, "attest", f"tax/{utc.year - 1}", "--by=finance", f"--until={good}", "--file=statement.txt")
    zusage(folder, "apply", "--yes", "--max-share=1", "--max-rows=1000000")

    assert set(must) == set(CONTROL_TABLES.split())
    for table, (gone, stays) in must.items():
        left = ask("control", f"SELECT id FROM {table}")
        assert not gone & left, f"{table}: {len(gone & left)} still there"
        assert stays <= left, f"{table}: {len(stays - left)} gone too early"
    assert len(booked) - len(live) == 2
    assert {str(id) for (id,) in ask("control", "SELECT id FROM instances WHERE state <> 'purged'")} == live
    for id, (gone, stays) in bookings.items():
        left = ask(id, "SELECT id FROM bookings")
        assert not gone & left
        assert stays <= left
    assert content == {(id, table): ask(id, f"SELECT id FROM {table}") for id, table in content}
    assert {path.name for path in (folder / "media").iterdir()} == live
    ages = [(now - at, address) for address, at in lines(folder)]
    assert max(age for age, _ in ages) < timedelta(days=90, hours=2)
    assert all(re.search(r"(\.0|::)$", address) for age, address in ages if age > timedelta(days=7, hours=2))
    assert all(not re.search(r"(\.0|::)$", address) for age, address in ages if age < timedelta(days=6))
    assert len(list((folder / "backups").iterdir())) in (89, 90, 91)
    steps = json.loads(zusage(folder, "plan", "--format=json"))["plan"]["steps"]
    assert [step["act"]["promise"] for step in steps if step["estimate"]["overdue"]] == []
