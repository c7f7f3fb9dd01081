"""The generator of the company with a website: deterministic, true to its declaration, late where its README says so."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

import psycopg
import pytest

from support.mariadb import MariaServer
from support.postgres import Server
from zusage.app.check import check_declaration
from zusage.app.judging import judge_board
from zusage.app.session import open_session
from zusage.app.workspace import read_workspace
from zusage.kinds.base import State

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "website"
NOW = datetime.fromisoformat("2026-11-22T06:00:00+01:00")
SMALL = ("--visits=200", "--log-mb=0.1", "--log-days=60", "--subscribers=150", "--choices=60", "--mails=40")
LATE = """
applicants/retention/decided backups/retention/rotation booking/retention/over conference/retention/over
conference/retention/recording consent-banner/retention/proof/delete contact/retention/settled
contact/retention/settled/restrict crm/retention/left events/retention/guests events/retention/needs
existing-customers/retention/left leads/retention/quiet logs/retention/lines/delete logs/retention/lines/shorten
mail/retention/copies mailbox/retention/received matomo/retention/visits newsletter-analysis/retention/opens
newsletter/retention/profile newsletter/retention/proof/delete newsletter/retention/unconfirmed
newsletter/retention/unsubscribed requests/retention/case/delete requests/retention/identity
"""
DRIFT = """
matomo/assure/masked-at-source newsletter/assure/link-present newsletter/assure/consent-before backups/assure/encrypted
_/assure/contract-on-file newsletter/assure/consent-proven suppression/assure/newsletter
"""


def generate(into: Path, *words: str) -> Path:
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(into), *SMALL, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made") / "company")


def ask(company: Path, database: str, query: str) -> int:
    with closing(sqlite3.connect(company / f"{database}.sqlite3")) as db:
        return int(db.execute(query).fetchone()[0])


def digest(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "zusage.env")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_same_seed_same_bytes(company: Path, tmp_path: Path) -> None:
    assert digest(generate(tmp_path / "again")) == digest(company)
    assert digest(generate(tmp_path / "other", "--seed=8")) != digest(company)


def test_files_carry_the_time_at_which_they_were_written(company: Path) -> None:
    newest = max((company / "backups").iterdir())
    assert datetime.fromtimestamp(newest.stat().st_mtime, NOW.tzinfo).date().isoformat() == newest.name[:10]


def test_every_declared_table_has_its_columns(company: Path) -> None:
    policy = read_workspace(company / "zusage.yml", NOW.date()).policy
    systems = {name: system for name, system in policy.systems.items() if system.connector == "sql"}
    assert sorted(systems) == ["cases", "crm", "people", "site", "visits"]
    for name, system in systems.items():
        with closing(sqlite3.connect(company / f"{name}.sqlite3")) as db:
            for table, declared in system.tables.items():
                columns = {row[1] for row in db.execute(f"SELECT * FROM pragma_table_info('{table}')")}
                assert columns, f"{name}.{table}"
                assert set(declared.personal or ()) <= columns, f"{name}.{table}"


def test_the_declaration_is_clean(company: Path) -> None:
    assert check_declaration(company / "zusage.yml", NOW.date()).report.findings == ()


@pytest.mark.parametrize(
    ("database", "query"),
    [
        ("crm", "SELECT count(DISTINCT strftime('%Y', issued_on)) FROM invoices WHERE issued_on < '2017-01-01'"),
        ("crm", "SELECT count(*) FROM invoices WHERE issued_on BETWEEN '2019-01-01' AND '2020-01-01'"),
        ("crm", "SELECT count(*) FROM letters WHERE sent_on BETWEEN '2021-01-01' AND '2022-01-01'"),
        ("crm", "SELECT count(*) FROM letters WHERE sent_on < '2020-01-01'"),
        ("crm", "SELECT count(*) FROM leads WHERE last_contact_on < '2026-05-01'"),
        ("site", "SELECT count(*) FROM enquiries WHERE settled_at IS NULL"),
        ("site", "SELECT count(*) FROM enquiries WHERE business_letter AND settled_at < '2020-01-01'"),
        ("site", "SELECT count(*) FROM appointments WHERE starts_at > '2026-11-23'"),
        ("site", "SELECT count(*) FROM subscribers WHERE state = 'pending' AND signed_up_at > '2026-11-15'"),
        ("site", "SELECT count(*) FROM subscribers WHERE state = 'pending' AND signed_up_at < '2026-11-15'"),
        ("site", "SELECT count(*) FROM subscribers WHERE state = 'unsubscribed' AND email IS NOT NULL"),
        ("site", "SELECT count(*) FROM subscribers WHERE state = 'unsubscribed' AND email IS NULL"),
        ("site", "SELECT count(*) FROM suppressed WHERE length(email_hash) = 64"),
        ("site", "SELECT count(*) FROM choices WHERE withdrawn_at IS NOT NULL"),
        ("site", "SELECT count(*) FROM needs JOIN guests ON guests.id = guest_id WHERE event_on < '2026-11-10'"),
        ("people", "SELECT count(*) FROM applications WHERE decided_on IS NULL"),
        ("cases", "SELECT count(*) - 7 FROM (SELECT DISTINCT kind FROM requests)"),
        ("visits", "SELECT count(*) FROM log_visit WHERE visit_last_action_time < '2026-05-20'"),
    ],
)
def test_units_that_must_exist(company: Path, database: str, query: str) -> None:
    assert ask(company, database, query) > 0


def test_one_person_is_everywhere(company: Path) -> None:
    mail = "kim.kanari@post.example"
    places = {"site": "enquiries subscribers appointments participants", "crm": "contacts", "cases": "requests"}
    for database, tables in places.items():
        for table in tables.split():
            assert ask(company, database, f"SELECT count(*) FROM {table} WHERE email = '{mail}'") == 1, table
    assert sum(mail.encode() in path.read_bytes() for path in (company / "mailbox").iterdir()) == 1
    recorded = f"SELECT meeting_id FROM participants WHERE email = '{mail}'"
    assert ask(company, "site", f"SELECT count(*) FROM participants WHERE meeting_id IN ({recorded})") == 2


def test_files_follow_their_rows(company: Path) -> None:
    for store, database, table in (
        ("recordings", "site", "recordings"),
        ("shared", "site", "shared_files"),
        ("applications", "people", "applications"),
    ):
        with closing(sqlite3.connect(company / f"{database}.sqlite3")) as db:
            rows = {path for (path,) in db.execute(f"SELECT path FROM {table}")}
        files = {path.relative_to(company / store).as_posix() for path in (company / store).rglob("*") if path.is_file()}
        assert files == rows != set()


def test_advertising_carries_a_way_out(company: Path) -> None:
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in (company / "outbox").iterdir()]
    assert {mail["X-Kind"] for mail in mails} == {"newsletter", "offers", "system"}
    advertising = [mail for mail in mails if mail["X-Kind"] != "system"]
    assert advertising
    assert all("/newsletter/abmelden/" in mail["List-Unsubscribe"] for mail in advertising)


def broken(company: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    for line in (company / "zusage.env").read_text().splitlines():
        name, _, value = line.partition("=")
        monkeypatch.setitem(os.environ, name, value)
    with open_session(read_workspace(company / "zusage.yml", NOW.date()), NOW, write=False) as session:
        board = judge_board(session, "en")
    return {row.promise for row in board.rows if row.state is State.BROKEN}


def test_what_is_late_is_what_the_readme_says(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken(company, monkeypatch) == set(LATE.split())


def test_drift_breaks_what_no_run_repairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = broken(generate(tmp_path / "drifted", "--drift"), monkeypatch)
    assert found == set(LATE.split()) | set(DRIFT.split())


def counts(company: Path) -> dict[str, int]:
    policy = read_workspace(company / "zusage.yml", NOW.date()).policy
    tables = [(name, table) for name, system in policy.systems.items() for table in system.tables]
    return {f"{name}.{table}": ask(company, name, f"SELECT count(*) FROM {table}") for name, table in tables}


def test_postgresql_holds_the_same(company: Path, tmp_path: Path, postgres_server: Server) -> None:
    generate(tmp_path / "made", f"--database={postgres_server.url()}")
    there = {}
    for place in counts(company):
        name, _, table = place.partition(".")
        with psycopg.connect(postgres_server.url(f"klarwerk_{name}")) as db:
            there[place] = db.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()[0]  # type: ignore[index]
    for name in ("site", "crm", "people", "cases", "visits"):
        postgres_server.drop(f"klarwerk_{name}")
    assert there == counts(company)


def test_mariadb_holds_the_same(company: Path, tmp_path: Path, mariadb_server: MariaServer) -> None:
    generate(tmp_path / "made", f"--database={mariadb_server.url()}")
    there = {}
    for place in counts(company):
        name, _, table = place.partition(".")
        there[place] = mariadb_server.ask(f"SELECT count(*) FROM {table}", f"klarwerk_{name}")[0][0]
    for name in ("site", "crm", "people", "cases", "visits"):
        mariadb_server.drop(f"klarwerk_{name}")
    assert there == counts(company)


@pytest.mark.parametrize(("words", "reason"), [(("--now=2026-11-22T06:00:00",), "offset"), (("--leads=0",), "at least 1")])
def test_bad_words_are_refused(tmp_path: Path, words: tuple[str, ...], reason: str) -> None:
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(tmp_path / "x"), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert reason in done.stderr
    assert not (tmp_path / "x").exists()
