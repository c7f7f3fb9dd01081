"""The generator of Belegwerk: same seed same bytes, whole references, and what its README says has been left undone."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from support.postgres import Server
from zusage.app.check import check_declaration

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "accounting"
NOW = datetime.fromisoformat("2026-11-22T05:00:00")
TINY = (
    "--accounts=40", "--clients=5", "--events=60", "--vouchers=40", "--letters=8", "--log-mb=0.02",
    "--log-days=10", "--backups=4",
)  # fmt: skip
DATABASES = ("app", "desk", "insight", "books", "cases")
DECLARED: dict[str, Any] = yaml.load((EXAMPLE / "zusage.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def generate(into: Path, *words: str) -> Path:
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(into), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made") / "company")


@pytest.fixture(scope="module")
def drifted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("drift") / "company", "--drift")


def rows(company: Path, name: str, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(company / f"{name}.sqlite3")) as db:
        return db.execute(query).fetchall()


def number(company: Path, name: str, query: str) -> int:
    (found,) = rows(company, name, query)[0]
    assert isinstance(found, int)
    return found


def ago(days: float) -> str:
    return f"'{NOW - timedelta(days=days)}'"


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
    assert all(digest(first)[f"{name}.sqlite3"] != digest(other)[f"{name}.sqlite3"] for name in DATABASES)


def test_a_folder_with_content_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(tmp_path), *TINY]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize("words", [["--accounts=3"], ["--clients=0"], ["--events=-1"], ["--now=2026-11-22T06:00:00"]])
def test_bad_sizes_are_refused_with_what_is_allowed(words: list[str], tmp_path: Path) -> None:
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(tmp_path / "new"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert words[0].split("=")[0] in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_counts_are_exact_and_references_whole(company: Path) -> None:
    assert number(company, "app", "SELECT count(*) FROM accounts") == 160
    assert number(company, "books", "SELECT count(*) FROM clients") == 24
    assert number(company, "books", "SELECT count(*) FROM vouchers") == 1_500
    for name in DATABASES:
        assert rows(company, name, "PRAGMA foreign_key_check") == []
        assert rows(company, name, "PRAGMA integrity_check") == [("ok",)]
        with closing(sqlite3.connect(company / f"{name}.sqlite3")) as db:
            made = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert made - {"sqlite_sequence"} == set(DECLARED["systems"][name]["tables"])


def test_every_variable_of_the_declaration_is_in_the_environment(company: Path) -> None:
    text = (EXAMPLE / "zusage.yml").read_text(encoding="utf-8")
    known = dict(line.split("=", 1) for line in (company / "zusage.env").read_text().splitlines())
    assert set(re.findall(r"env:([A-Z_]+)", text)) <= set(known)
    assert (company / "zusage.yml").read_text(encoding="utf-8") == text


def test_declaration_has_no_finding(company: Path) -> None:
    assert check_declaration(company / "zusage.yml", NOW.date()).report.findings == ()


def test_accounts_hold_every_case(company: Path) -> None:
    for query, least in (
        (f"SELECT count(*) FROM accounts WHERE state = 'pending' AND created_at < {ago(17)}", 2),
        (f"SELECT count(*) FROM accounts WHERE state = 'pending' AND created_at > {ago(14)}", 2),
        (f"SELECT count(*) FROM accounts WHERE state = 'closed' AND closed_at < {ago(33)}", 5),
        (f"SELECT count(*) FROM accounts WHERE state = 'closed' AND closed_at > {ago(29)}", 5),
        ("SELECT count(*) FROM accounts WHERE erasure_requested_at IS NOT NULL", 1),
        ("SELECT count(*) FROM subscriptions WHERE state = 'trial'", 10),
        (f"SELECT count(*) FROM sessions WHERE ended_at < {ago(2)}", 10),
        ("SELECT count(*) FROM sessions WHERE ended_at IS NULL", 10),
        ("SELECT count(*) FROM consents WHERE withdrawn_at IS NOT NULL", 3),
        ("SELECT count(*) FROM consents WHERE given_at < '2023-01-01'", 20),
        (f"SELECT count(*) FROM signups WHERE at < {ago(9)}", 3),
    ):
        assert number(company, "app", query) >= least, query
    assert number(company, "app", "SELECT count(*) FROM accounts WHERE password NOT LIKE 'argon2$%'") == 0
    assert number(company, "app", "SELECT count(*) FROM accounts WHERE confirmed_at IS NULL AND last_login IS NOT NULL") == 0
    assert number(company, "app", "SELECT count(*) FROM consents WHERE withdrawn_at < given_at") == 0


def test_books_of_our_own_hold_invoices_of_all_ages_and_a_chargeback(company: Path) -> None:
    for age in (7, 9, 11):
        assert number(company, "app", f"SELECT count(*) FROM invoices WHERE issued_on LIKE '{2026 - age}-%'") > 0, age
    for state in ("settled", "charged_back", "open"):
        assert number(company, "app", f"SELECT count(*) FROM payments WHERE state = '{state}'") > 0, state
    kept = "SELECT count(*) FROM billing_customers c JOIN invoices i ON i.customer_id = c.id"
    assert number(company, "app", f"{kept} WHERE c.ended_at < {ago(93)} AND i.issued_on >= '2018-01-01'") > 3


def test_use_is_there_on_both_sides_of_each_limit(company: Path) -> None:
    year, three = "'2025-11-22 05:00:00'", "'2023-11-22 05:00:00'"
    for table, column, limit in (("events", "at", year), ("recordings", "recorded_at", year), ("clicks", "at", three)):
        assert number(company, "insight", f"SELECT count(*) FROM {table} WHERE {column} < {limit}") > 0, table
        assert number(company, "insight", f"SELECT count(*) FROM {table} WHERE {column} > {limit}") > 10, table
    near = f"SELECT count(*) FROM recordings WHERE abs(julianday(recorded_at) - julianday({year})) < 2"
    assert number(company, "insight", near) >= 2
    ended = "SELECT count(*) FROM scores s JOIN visitors v ON v.id = s.visitor_id WHERE v.ended_at IS"
    assert number(company, "insight", f"{ended} NOT NULL") >= 3
    assert number(company, "insight", f"{ended} NULL") >= 10
    assert number(company, "insight", "SELECT count(*) FROM recordings WHERE ip NOT LIKE '%.0'") == 0
    assert number(company, "insight", f"SELECT count(*) FROM traces WHERE at < {ago(32)}") > 10
    assert number(company, "insight", "SELECT count(*) FROM traces WHERE account_no = ''") > 3


def test_letters_and_books_of_customers_hold_every_case(company: Path) -> None:
    jobs = dict(rows(company, "books", "SELECT pdf_key, state FROM letter_jobs"))
    files = {path.relative_to(company / "letters").as_posix() for path in (company / "letters").rglob("*.pdf")}
    assert files - set(jobs) == {"2026/verwaist-0001.pdf"}
    assert set(jobs) <= files
    assert set(jobs.values()) == {"queued", "sent"}
    assert number(company, "books", f"SELECT count(*) FROM letter_jobs WHERE sent_at < {ago(3)}") > 5
    ended = [row[0] for row in rows(company, "books", "SELECT julianday('2026-11-22') - julianday(ended_at) FROM clients")]
    assert sorted(round(days) for days in ended if days is not None) == [40, 89, 104, 300]
    assert number(company, "books", "SELECT count(*) FROM partners WHERE iban IS NOT NULL AND iban NOT LIKE 'gAAAAA%'") == 0
    young = "SELECT count(*) FROM vouchers v JOIN partners p ON p.id = v.partner_id WHERE p.released_at IS NULL"
    assert number(company, "books", f"{young} AND v.issued_on < '2018-01-01'") > 0
    assert number(company, "books", f"{young} AND v.issued_on >= '2018-01-01'") > 100


def test_desks_hold_every_case(company: Path) -> None:
    for table, column in (("conversations", "closed_at"), ("hints", "sent_at"), ("credit_checks", "checked_at")):
        assert number(company, "desk", f"SELECT count(*) FROM {table} WHERE {column} < {ago(182)}") > 3, table
        assert number(company, "desk", f"SELECT count(*) FROM {table} WHERE {column} > {ago(180)}") > 3, table
    kinds = dict(rows(company, "cases", "SELECT kind, count(*) FROM requests GROUP BY 1"))
    assert set(kinds.values()) == {3}
    assert len(kinds) == 8
    assert number(company, "cases", "SELECT count(*) FROM requests WHERE closed_at IS NULL") == 4


def unwanted(company: Path) -> int:
    objected = {row[0] for row in rows(company, "desk", "SELECT email FROM hint_objections")}
    assert len(objected) > 5
    mails = [message_from_bytes(path.read_bytes()) for path in (company / "outbox").iterdir()]
    hints = [mail for mail in mails if mail["X-Kind"] == "hint"]
    assert len(hints) > 20
    assert all(mail["List-Unsubscribe"] for mail in hints)
    return sum(mail["To"] in objected for mail in hints)


def test_nobody_who_objected_gets_a_hint_unless_asked_to_break_it(company: Path, drifted: Path) -> None:
    assert unwanted(company) == 0
    assert unwanted(drifted) >= 3


def test_drift_breaks_what_no_run_repairs(company: Path, drifted: Path) -> None:
    assert number(drifted, "insight", "SELECT count(*) FROM recordings WHERE ip NOT LIKE '%.0'") == 1
    assert number(drifted, "app", "SELECT count(*) FROM payments WHERE reference = '4111111111111111'") == 1
    assert "email=" in (drifted / "weblog" / "access.log").read_text()
    hosts = [
        {json.loads(line)["host"] for line in (f / "egress.jsonl").read_text().splitlines()} for f in (company, drifted)
    ]
    assert hosts[1] - hosts[0] == {"polyfill.io"}


def test_files_are_late_as_the_readme_says(company: Path) -> None:
    assert len(list((company / "weblog").iterdir())) == 30
    assert len(list((company / "backups").iterdir())) == 75
    assert len(list((company / "metrics").iterdir())) == 41
    old = [path.name for path in (company / "outbox").iterdir() if path.name < "2026-08-20"]
    assert len(old) > 5
    register = yaml.safe_load((company / "register" / "register.yml").read_text())["records"]
    processors = {id for id, one in DECLARED["recipients"].items() if one["role"] == "processor"}
    assert {record["recipient"] for record in register if record["kind"] == "avv"} == processors


def test_postgresql_gets_the_same_rows(tmp_path: Path, postgres_server: Server) -> None:
    company = generate(tmp_path / "pg", *TINY, "--database", postgres_server.url())
    same = generate(tmp_path / "lite", *TINY)
    known = dict(line.split("=", 1) for line in (company / "zusage.env").read_text().splitlines())
    for name in DATABASES:
        with psycopg.connect(known[f"{name.upper()}_URL"]) as db:
            for table in set(DECLARED["systems"][name]["tables"]) - {"django_migrations"}:
                found = db.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
                assert found == rows(same, name, f"SELECT count(*) FROM {table}")[0], table
