"""The generator of the IT provider: deterministic, whole, as declared, and late exactly where its README says so."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import psycopg
import pytest
import yaml

from support.postgres import Server
from zusage.app.check import check_declaration
from zusage.app.controllers import read_controllers

COMPANY = Path(__file__).resolve().parents[3] / "examples" / "it-services"
TODAY = date(2026, 11, 22)
TINY = ("--clients=4", "--tickets=20", "--staff=5", "--log-mb=0.02", "--log-days=9", "--backups=3")


def generate(into: Path, *words: str) -> Path:
    command = [sys.executable, str(COMPANY / "generate.py"), "--into", str(into), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made") / "company")


def number(made: Path, room: str, query: str) -> int:
    with closing(sqlite3.connect(made / f"{room}.sqlite3")) as db:
        (found,) = db.execute(query).fetchone()
    assert isinstance(found, int)
    return found


def count(made: Path, place: str, condition: str) -> int:
    room, table = place.split(".")
    return number(made, room, f"SELECT count(*) FROM {table} WHERE {condition}")


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def digest(folder: Path) -> dict[str, str]:
    """Digest of every file; databases by their dump, paths of the machine left out."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes().replace(str(folder).encode(), b"HERE")
        if path.suffix == ".sqlite3":
            with closing(sqlite3.connect(path)) as db:
                content = "\n".join(db.iterdump()).encode()
        found[str(path.relative_to(folder))] = hashlib.sha256(content).hexdigest()
    return found


def test_same_seed_same_company_and_another_seed_another(tmp_path: Path) -> None:
    first, again = generate(tmp_path / "a", *TINY), generate(tmp_path / "b", *TINY)
    other = generate(tmp_path / "c", *TINY, "--seed", "8")
    assert digest(first) == digest(again)
    assert digest(first)["desk.sqlite3"] != digest(other)["desk.sqlite3"]


def test_a_folder_with_content_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    command = [sys.executable, str(COMPANY / "generate.py"), "--into", str(tmp_path), *TINY]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_counts_are_exact_and_references_whole(made: Path) -> None:
    assert count(made, "erp.contacts", "1") == 36
    assert count(made, "desk.tickets", "1") == 900
    assert count(made, "people.employees", "1") == 24
    for path in made.glob("*.sqlite3"):
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA foreign_key_check").fetchall() == []
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_every_declared_table_and_column_is_there(made: Path) -> None:
    declared = yaml.safe_load((made / "zusage.yml").read_text())
    for room in ("erp", "desk", "people", "cases"):
        with closing(sqlite3.connect(made / f"{room}.sqlite3")) as db:
            rows = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'").fetchall()
            assert {name for (name,) in rows} == set(declared["systems"][room]["tables"])
            for table, said in declared["systems"][room]["tables"].items():
                columns = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
                assert set(said.get("personal", [])) <= columns
                via = re.findall(r" via (\w+)", str(said))
                assert set(via) <= columns, table
                assert table == "django_migrations" or db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 0, table


def test_the_declaration_has_no_finding_at_all() -> None:
    result = check_declaration(COMPANY / "zusage.yml", TODAY)
    assert [f"{found.place}: {found.rule}" for found in result.report.findings] == []
    assert list(result.report.allowed) == []


def test_every_variable_is_set(made: Path) -> None:
    given = dict(line.split("=", 1) for line in (made / "zusage.env").read_text().splitlines())
    assert set(re.findall(r"env:([A-Z_]+)", (made / "zusage.yml").read_text())) <= given.keys()
    assert Path(given["REGISTER_FILE"]).is_file()


@pytest.mark.parametrize(
    ("place", "condition", "least"),
    [
        ("erp.invoices", "issued_on LIKE '2017%'", 5),
        ("erp.invoices", "issued_on LIKE '2015%'", 1),
        ("erp.invoices", "issued_on LIKE '2019%'", 20),
        ("erp.invoices", "payment_state = 'returned'", 1),
        ("erp.letters", "sent_on < '2020-01-01'", 3),
        ("erp.letters", "sent_on LIKE '2021%'", 5),
        ("erp.offers", f"valid_until < '{ago(93)}'", 5),
        ("erp.offers", f"valid_until > '{ago(80)}'", 5),
        ("erp.contacts", f"ended_on < '{ago(93)}' AND id NOT IN (SELECT contact_id FROM invoices)", 2),
        ("erp.contacts", f"ended_on < '{ago(93)}' AND id IN (SELECT contact_id FROM invoices)", 4),
        ("erp.contacts", f"ended_on > '{ago(60)}'", 2),
        ("erp.order_forms", f"settled_at < '{ago(17)}'", 3),
        ("erp.subscribers", f"state = 'pending' AND signed_up_at < '{ago(10)}'", 2),
        ("erp.suppressed", "length(email_hash) = 64", 10),
        ("desk.tickets", f"closed_at < '{ago(740)}'", 20),
        ("desk.tickets", "state = 'open'", 1),
        ("desk.clients", f"care_until < '{ago(100)}' AND id IN (SELECT client_id FROM requesters)", 2),
        ("desk.clients", f"care_until < '{ago(160)}' AND id NOT IN (SELECT client_id FROM requesters)", 3),
        ("desk.pages", f"client_id IN (SELECT id FROM clients WHERE handed_over_on < '{ago(40)}')", 3),
        ("desk.devices", f"returned_on < '{ago(33)}'", 5),
        ("desk.devices", f"returned_on > '{ago(20)}'", 1),
        ("desk.sessions", f"ended_at < '{ago(370)}'", 10),
        ("desk.instructions", "kind = 'deletion' AND confirmed_on IS NOT NULL", 2),
        ("desk.technicians", "left_on IS NOT NULL AND name IS NULL", 1),
        ("desk.technicians", f"left_on < '{ago(200)}' AND name IS NOT NULL", 1),
        ("desk.technicians", f"left_on > '{ago(100)}' AND name IS NOT NULL", 1),
        ("desk.handling", f"at < '{ago(93)}'", 10),
        ("people.hours", f"day < '{ago(735)}'", 10),
        ("people.payroll", "month < '2020-01-01'", 3),
        ("people.applications", f"decided_on < '{ago(200)}'", 1),
        ("cases.identity_proofs", f"checked_at < '{ago(12)}'", 1),
        ("cases.requests", "closed_at IS NULL", 1),
    ],
)
def test_what_must_exist_exists(made: Path, place: str, condition: str, least: int) -> None:
    assert count(made, place, condition) >= least


def test_protocols_of_every_age_are_there(made: Path) -> None:
    ages = [(TODAY - date.fromisoformat(path.name[:10])).days for path in (made / "protocols").iterdir()]
    assert min(ages) < 31
    assert any(390 < age < 460 for age in ages)
    assert max(ages) > 1250
    assert all(path.read_text().count("UTC  ") == 4 for path in (made / "protocols").iterdir())


def test_no_session_began_before_somebody_allowed_it(made: Path) -> None:
    assert count(made, "desk.sessions", "allowed_at >= started_at OR ended_at <= started_at") == 0


def test_secrets_can_be_read_with_the_key_only(made: Path) -> None:
    from cryptography.fernet import Fernet

    key = Fernet((made / "keys" / "platform.key").read_text().strip())
    with closing(sqlite3.connect(made / "desk.sqlite3")) as db:
        secrets = [str(secret) for (secret,) in db.execute("SELECT secret FROM credentials")]
    assert len({key.decrypt(secret.encode()) for secret in secrets}) == len(secrets) > 20
    with closing(sqlite3.connect(made / "people.sqlite3")) as db:
        ibans = [key.decrypt(str(iban).encode()).decode() for (iban,) in db.execute("SELECT iban FROM employees")]
    assert all(int(iban[4:] + "1314" + iban[2:4]) % 97 == 1 for iban in ibans)


def test_newsletters_went_to_people_who_had_agreed(made: Path) -> None:
    with closing(sqlite3.connect(made / "erp.sqlite3")) as db:
        join = "subscribers s JOIN consents c ON c.subscriber_id = s.id"
        query = f"SELECT email, confirmed_at FROM {join} WHERE withdrawn_at IS NULL"
        agreed = {email: datetime.fromisoformat(f"{at}+00:00") for email, at in db.execute(query)}
    kinds = set()
    for path in (made / "outbox").iterdir():
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        kinds.add(mail["X-Kind"])
        if mail["X-Kind"] == "newsletter":
            assert agreed[mail["To"]] < mail["Date"].datetime
            assert mail["List-Unsubscribe"].strip("<>") in mail.get_content()
    assert kinds == {"invoice", "ticket", "confirmation", "newsletter"}


def test_the_list_of_controllers_can_be_read(made: Path) -> None:
    rows = read_controllers(made / "register" / "controllers.csv")
    assert len(rows) == 36
    assert all(row["name"] and re.search(r", \d{5} ", row["address"]) and row["since"] for row in rows)
    assert sum(bool(row["until"]) for row in rows) == count(made, "erp.contacts", "ended_on IS NOT NULL")


def test_postgresql_gets_the_same_rows(tmp_path: Path, postgres_server: Server) -> None:
    generate(tmp_path / "pg", *TINY, "--database", postgres_server.url())
    files = generate(tmp_path / "lite", *TINY)
    for room, query in (
        ("erp", "SELECT number, text, net_cents FROM invoices ORDER BY id"),
        ("desk", "SELECT ticket_id, body FROM messages ORDER BY id"),
        ("people", "SELECT employee_id, break_minutes FROM hours ORDER BY id"),
        ("cases", "SELECT number, wish FROM requests ORDER BY id"),
    ):
        with psycopg.connect(postgres_server.url(f"nordnetz_{room}")) as db:
            got = db.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(files / f"{room}.sqlite3")) as lite:
            assert got == lite.execute(query).fetchall() != []
    app = postgres_server.url("nordnetz_desk", "nordnetz_desk_app")
    with psycopg.connect(app) as db, pytest.raises(psycopg.errors.InsufficientPrivilege):
        db.execute("DROP TABLE messages")
    assert f"127.0.0.1:{postgres_server.port}/nordnetz_erp" in (tmp_path / "pg" / "zusage.env").read_text()
