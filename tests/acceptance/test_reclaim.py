"""zusage reclaim from the declaration to the ledger: shown first, done in the window, journaled, on the board."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from support.postgres import Server, database, postgres_server
from zusage.adapters.store.state import open_state
from zusage.cli.main import group
from zusage.model.errors import ZusageError

__all__ = ["database", "postgres_server"]
NOW = "2026-11-22T05:00:00+00:00"
DECLARATION = """\
zusage: 1
organisation: {name: Log GmbH, address: Weg 1, email: d@log.example, authority: de/sh}
languages: [de, en]
documents: {web: {title: {de: Hinweis, en: Notice}}}
defaults: {documents: [web]}
subjects: {user: {label: {de: Nutzer, en: users}, found_in: {main.users: [email]}}}
systems:
  main:
    connector: sql
    url: env:MAIN
    zone: UTC
    location: DE
    tables:
      users: {subject: user, personal: [email]}
      logs: {subject: user, personal: [body]}
environments: {rehearsal: {synthetic: true, rollout: fast}}
activities:
  shop:
    title: {de: Laden, en: shop}
    subjects: [user]
    purposes: {sell: {de: Verkauf, en: sale}}
    basis: contract
    data:
      users: {label: {de: Konten, en: accounts}, in: main.users}
      logs: {label: {de: Protokolle, en: logs}, in: main.logs}
    retention:
      users: {data: [users], from: {at: main.users.left_at}, delete: after 1 year}
      logs: {data: [logs], from: {at: main.logs.at}, delete: after 1 year}
run: {every: 1 day}
"""
USERS = "shop/retention/users"
TABLES = (
    "CREATE TABLE users (id integer PRIMARY KEY, email text, left_at timestamp)",
    "CREATE TABLE logs (id integer, at timestamp NOT NULL, body text, PRIMARY KEY (id, at))",
)


class Shop:
    """A folder with a declaration and a database."""

    def __init__(self, folder: Path, url: str, more: str = "") -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "zusage.yml").write_text(DECLARATION + more)
        (folder / "zusage.env").write_text(f"MAIN={url}\nZUSAGE_ENV=rehearsal\nZUSAGE_METRICS=off\n")

    def __call__(self, *words: str, code: int = 0) -> str:
        environment = {"ZUSAGE_NOW": NOW, "ZUSAGE_STATE": None, "ZUSAGE_METRICS": None, "ZUSAGE_ENV": None}
        result: Result = CliRunner().invoke(group, ["--lang", "en", *words, "--path", str(self.folder)], env=environment)
        assert result.exit_code == code, (result.output, result.exception)
        return result.output

    def refused(self, *words: str) -> str:
        """The code of the error with which a command ends."""
        environment = {"ZUSAGE_NOW": NOW, "ZUSAGE_STATE": None, "ZUSAGE_METRICS": None, "ZUSAGE_ENV": None}
        result = CliRunner().invoke(group, ["--lang", "en", *words, "--path", str(self.folder)], env=environment)
        assert isinstance(result.exception, ZusageError), result.output
        return result.exception.code

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        state = open_state(str(self.folder / ".zusage"), lambda: datetime.fromisoformat(NOW))
        try:
            return [dict(record.body) for record in state.records.read(kind)]
        finally:
            state.close()


def fill(run: Callable[[str], object]) -> None:
    for n in range(200):
        years = 3 if n % 2 else 0
        run(f"INSERT INTO users VALUES ({n}, 'canary-gone-{n}@x.example', '{2026 - years}-11-01 00:00:00')")


def test_on_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "main.db"
    with closing(sqlite3.connect(path)) as owner:
        for statement in TABLES:
            owner.execute(statement)
        fill(owner.execute)
        owner.execute("CREATE INDEX by_email ON users (email)")
        owner.commit()
    shop = Shop(tmp_path / "shop", f"sqlite:///{path}")
    shop("setup")
    shop("apply", "--yes", "--max-rows=1000")
    before = path.read_bytes()
    shown = shop("reclaim", USERS, "--until", "rewritten")
    assert "VACUUM" in shown and "Nothing has been changed" in shown and path.read_bytes() == before
    done = shop("reclaim", USERS, "--until", "rewritten", "--in-window")
    assert "gone from the database's own logs" in done
    assert b"canary-gone-1@" not in path.read_bytes() and b"canary-gone-2@" in path.read_bytes()
    receipts = [r for r in shop.ledger("receipt") if str(r["act"]).startswith("reclaim:")]
    assert [(r["promise"], r["level"]) for r in receipts] == [(USERS, "horizon")]
    assert "gone from the database's own logs" in shop("board")
    shop("ledger", "verify")


@pytest.fixture
def partitioned(postgres_server: Server, database: Callable[[], str], tmp_path: Path) -> tuple[Shop, str]:
    url = postgres_server.url(database())
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(TABLES[0])
        owner.execute(TABLES[1] + " PARTITION BY RANGE (at)")
        for year in range(2023, 2027):
            owner.execute(
                f"CREATE TABLE logs_{year} PARTITION OF logs FOR VALUES FROM ('{year}-01-01') TO ('{year + 1}-01-01')"
            )
            owner.execute(f"INSERT INTO logs SELECT n, '{year}-10-01', 'x' FROM generate_series(1, 50) n")
        fill(owner.execute)
    shop = Shop(tmp_path / "shop", url)
    shop("setup")
    return shop, url


def test_partitions_and_levels_on_postgresql(partitioned: tuple[Shop, str]) -> None:
    shop, url = partitioned
    plan = shop("plan")
    assert "3 partitions" in plan and "150 rows" in plan, plan
    shown = shop("reclaim", "--partitions")
    assert "3 partitions are due as a whole (150 rows)" in shown and "DETACH" in shown
    shop("reclaim", "--partitions", "--in-window", "--max-rows=100", code=1)
    shop("reclaim", "--partitions", "--in-window", "--max-rows=1000")
    with psycopg.connect(url) as owner:
        assert owner.execute("SELECT count(*), count(DISTINCT tableoid) FROM logs").fetchone() == (50, 1)
    assert sum(sum(b["counts"].values()) for b in shop.ledger("batch")) == 150
    shop("apply", "--yes", "--max-rows=1000")
    with psycopg.connect(url) as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert reader.execute("SELECT count(*) FROM users").fetchone() == (100,)
        shown = shop("reclaim", USERS, "--until", "rewritten")
        assert "VACUUM FULL: ACCESS EXCLUSIVE" in shown
    shop("reclaim", USERS, "--until", "rewritten", "--in-window")
    assert [r["level"] for r in shop.ledger("receipt") if r["act"] == f"reclaim:{USERS}"] == ["rewritten"]
    assert "bytes rewritten" in shop("board")
    shop("ledger", "verify")


def test_only_in_a_declared_window(tmp_path: Path) -> None:
    """Without --in-window nothing; outside of the declared window nothing either; stopped means stopped."""
    path = tmp_path / "main.db"
    with closing(sqlite3.connect(path)) as owner:
        for statement in TABLES:
            owner.execute(statement)
        owner.commit()
    shop = Shop(tmp_path / "shop", f"sqlite:///{path}")
    text = (shop.folder / "zusage.yml").read_text()
    shop("setup")
    closed = text.replace("run: {every: 1 day}", "run: {every: 1 day, window: [{from: '22:00', to: '23:00'}]}")
    (shop.folder / "zusage.yml").write_text(closed)
    shop("reclaim", "--until", "rewritten")
    shop("reclaim", "--until", "rewritten", "--in-window", code=1)
    (shop.folder / "zusage.yml").write_text(text)
    shop("stop")
    shop("reclaim", "--until", "rewritten", "--in-window", code=1)
    shop("stop", "--resume")
    shop("reclaim", "--until", "rewritten", "--in-window")


def earnest(tmp_path: Path, run: str) -> Shop:
    """A shop whose data are not made up, on SQLite."""
    path = tmp_path / "main.db"
    with closing(sqlite3.connect(path)) as owner:
        for statement in TABLES:
            owner.execute(statement)
        fill(owner.execute)
        owner.commit()
    shop = Shop(tmp_path / "shop", f"sqlite:///{path}")
    for name, old, new in (
        ("zusage.env", "ZUSAGE_ENV=rehearsal\n", ""),
        ("zusage.yml", "run: {every: 1 day}\n", run),
    ):
        file = shop.folder / name
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))
    shop("setup")
    return shop


def test_what_stalls_others_needs_an_approval_of_its_own(tmp_path: Path) -> None:
    """Bound to tables and level, with an end, by another role than the one that runs it."""
    shop = earnest(tmp_path, "run: {every: 1 day, authors: [admin], operators: [admin], approvers: [management]}\n")
    wanted = ("reclaim", USERS, "--until", "rewritten")
    assert shop.refused(*wanted, "--in-window", "--yes") == "ZE650"
    assert shop.refused(*wanted, "--approve", "--role", "admin", "--yes") == "ZE90"
    assert "Nothing has been changed" in shop(
        *wanted, "--approve", "--role", "management", "--name", "Erika Muster", "--yes"
    )
    assert shop.refused("reclaim", "--until", "rewritten", "--in-window", "--yes") == "ZE650", "other tables"
    assert shop.refused("reclaim", USERS, "--until", "horizon", "--in-window", "--yes") == "ZE650", "another level"
    assert not shop.ledger("receipt")
    listed = shop("approvals")
    assert "reclaim" in listed and "management (Erika Muster)" in listed
    assert "Erika" not in str(shop.ledger("plan_approved"))
    shop(*wanted, "--in-window", "--yes")
    assert [r["act"] for r in shop.ledger("receipt")] == [f"reclaim:{USERS}"]
    shop("approve", "--revoke", listed.split()[0], "--role", "admin")
    assert shop.refused(*wanted, "--in-window", "--yes") == "ZE650"
    shop("reclaim", USERS, "--in-window")  # a log that is emptied stalls nobody and needs no approval
    shop("ledger", "verify")


def test_an_approval_of_reclaiming_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "NOW", "2026-11-20T05:00:00+00:00")
    shop = earnest(tmp_path, "run: {every: 1 day, authors: [admin], operators: [admin], approvers: [management]}\n")
    wanted = ("reclaim", USERS, "--until", "rewritten")
    assert shop.refused(*wanted, "--approve", "--role", "management", "--valid-until", "2027-11-30", "--yes") == "ZE92"
    shop(*wanted, "--approve", "--role", "management", "--yes")
    monkeypatch.setitem(globals(), "NOW", "2026-11-21T05:00:00+00:00")
    assert shop.refused(*wanted, "--in-window", "--yes") == "ZE650"


def test_a_firm_of_one_answers_for_itself(tmp_path: Path) -> None:
    shop = earnest(tmp_path, "run: {every: 1 day, approval: single}\n")
    wanted = ("--lang", "en", "reclaim", USERS, "--until", "rewritten", "--in-window", "--path", str(shop.folder))
    environment = {"ZUSAGE_NOW": NOW, "ZUSAGE_STATE": None, "ZUSAGE_METRICS": None, "ZUSAGE_ENV": None}
    assert shop.refused("reclaim", USERS, "--until", "rewritten", "--in-window", "--yes") == "ZE650", (
        "--yes approves nothing"
    )
    refused = CliRunner().invoke(group, [*wanted], input="n\n", env=environment)
    assert isinstance(refused.exception, ZusageError) and refused.exception.code == "ZE650"
    assert not shop.ledger("receipt") and not shop.ledger("plan_approved")
    assert CliRunner().invoke(group, [*wanted], input="y\n", env=environment).exit_code == 0
    assert [given["second"] for given in shop.ledger("plan_approved")] == [False]
    assert "no second person" in shop("approvals")
