"""The generator of Planwerft: same seed same bytes, whole references, and what its README says has been left undone."""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import date, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml

from support.postgres import Server
from zusage.app.check import check_declaration
from zusage.app.lives import load_module
from zusage.model.finding import Severity

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "projects"
NOW = datetime.fromisoformat("2026-11-22T06:00:00+01:00")
TINY = (
    "--organisations=9", "--members=24", "--tasks=60", "--events=200", "--prospects=12", "--readers=40", "--log-mb=0.02",
    "--log-days=10", "--backups=4",
)  # fmt: skip
DATABASES = ("app", "content", "sales", "insight", "cases")


def generate(into: Path, *words: str) -> Path:
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(into), *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return into


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("made") / "company")


def rows(company: Path, name: str, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(company / f"{name}.sqlite3")) as db:
        return db.execute(query).fetchall()


def number(company: Path, name: str, query: str) -> int:
    (found,) = rows(company, name, query)[0]
    assert isinstance(found, int)
    return found


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
    assert digest(first)["app.sqlite3"] != digest(other)["app.sqlite3"]


def test_a_folder_with_content_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    command = [sys.executable, str(EXAMPLE / "generate.py"), "--into", str(tmp_path), *TINY]
    assert subprocess.run(command, capture_output=True, check=False).returncode != 0
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_counts_are_exact_and_references_whole(company: Path) -> None:
    assert number(company, "app", "SELECT count(*) FROM organisations") == 24
    assert number(company, "content", "SELECT count(*) FROM tasks") == 3000
    assert number(company, "insight", "SELECT count(*) FROM events") == 20_000
    for name in DATABASES:
        assert rows(company, name, "PRAGMA foreign_key_check") == []
        assert rows(company, name, "PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("name", DATABASES)
def test_every_table_and_column_of_the_declaration_is_there(company: Path, name: str) -> None:
    declared: dict[str, Any] = yaml.load((EXAMPLE / "zusage.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    tables = {table for (table,) in rows(company, name, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    known = {table: {row[1] for row in rows(company, name, f"PRAGMA table_info({table})")} for table in tables}
    assert set(declared["systems"][name]["tables"]) == tables - {"sqlite_sequence"}
    for table, use in declared["systems"][name]["tables"].items():
        assert set(use.get("personal", [])) <= known[table]
    for activity in declared["activities"].values():
        for datum in activity["data"].values():
            system, _, table = datum["in"].partition(".")
            if system == name:
                assert set(datum.get("columns", [])) <= known[table]
    for event in declared["events"].values():
        if event.get("at", "").startswith(f"{name}."):
            _, table, column = event["at"].split(".")
            assert column in known[table]


def test_the_declaration_that_comes_along_has_no_finding_and_every_variable(company: Path) -> None:
    report = check_declaration(company / "zusage.yml", NOW.date()).report
    assert [found.rule for found in report.findings if found.severity is not Severity.INFO] == []
    given = dict(line.split("=", 1) for line in (company / "zusage.env").read_text().splitlines())
    assert set(re.findall(r"env:([A-Z_]+)", (company / "zusage.yml").read_text())) <= given.keys()
    assert Path(given["REGISTER_FILE"]).is_file()


def test_accounts_of_an_ended_organisation_are_late_but_not_those_of_the_shared_person(company: Path) -> None:
    closed = "SELECT count(*) FROM accounts WHERE erasure_requested_at IS NULL AND closed_at"
    assert number(company, "app", f"{closed} < '2026-10-21'") > 2
    assert number(company, "app", f"{closed} > '2026-10-25'") > 2
    shared = rows(
        company,
        "app",
        "SELECT state, closed_at FROM accounts WHERE id IN (SELECT account_id FROM memberships GROUP BY 1"
        " HAVING count(*) = 2 AND sum(left_at IS NULL) = 1)",
    )
    assert shared == [("active", None)]
    ordered = rows(company, "app", "SELECT date(erasure_requested_at) FROM accounts WHERE erasure_requested_at IS NOT NULL")
    assert sorted(ordered) == [("2026-11-12",), ("2026-11-21",)]
    pending = "SELECT julianday('2026-11-22') - julianday(date(created_at)) FROM accounts WHERE state = 'pending' ORDER BY 1"
    assert [age for (age,) in rows(company, "app", pending)] == [1, 5, 20, 60]


def test_invitations_sessions_links_and_calendars_are_late(company: Path) -> None:
    ages = Counter(
        int(age)
        for (age,) in rows(company, "app", "SELECT julianday('2026-11-22') - julianday(date(sent_at)) FROM invitations")
    )
    assert set(ages) == {1, 30, 400}
    for table, column in (("sessions", "ended_at"), ("password_resets", "expires_at"), ("calendars", "disconnected_at")):
        assert number(company, "app", f"SELECT count(*) FROM {table} WHERE {column} < '2026-11-20'") > 2


def test_a_notice_works_at_the_end_of_the_year_or_a_year_later(company: Path) -> None:
    found = rows(
        company,
        "app",
        "SELECT julianday(runs_until) - julianday(terminated_on), effective_on = runs_until FROM subscriptions"
        " WHERE terminated_on IS NOT NULL AND effective_on > '2026-11-22' ORDER BY 1",
    )
    assert found == [(29, 0), (32, 1)]
    wrong = "SELECT count(*) FROM subscriptions WHERE runs_until <> date(started_on, '+1 year', '-1 day')"
    assert number(company, "app", wrong) == 0


def test_books_hold_invoices_of_every_age(company: Path) -> None:
    years = Counter(int(year) for (year,) in rows(company, "app", "SELECT strftime('%Y', issued_on) FROM invoices"))
    assert {2014, 2015, 2017, 2018, 2019, 2026} <= set(years)
    ended = "SELECT count(*) FROM payers WHERE ended_on < '2024-01-01' AND email IS NOT NULL"
    assert number(company, "app", ended) == 2
    under_duty = "id IN (SELECT payer_id FROM invoices WHERE issued_on >= '2018-01-01')"
    assert number(company, "app", f"{ended} AND {under_duty}") == 1


def test_contents_of_the_ended_organisation_and_an_orphan_are_there(company: Path) -> None:
    late = "SELECT id FROM people WHERE released_at < '2026-10-20'"
    assert number(company, "content", f"SELECT count(*) FROM tasks WHERE assignee_id IN ({late})") > 20
    known = {key for (key,) in rows(company, "content", "SELECT storage_key FROM project_files")}
    there = {str(path.relative_to(company / "files")) for path in (company / "files").rglob("*") if path.is_file()}
    assert known <= there
    assert [Path(name).name for name in there - known] == ["verwaist-0001.pdf"]
    assert number(company, "content", f"SELECT count(*) FROM project_files WHERE uploader_id IN ({late})") > 0
    after = (
        "SELECT count(*) FROM tasks t JOIN projects p ON p.id = project_id JOIN workspaces w ON w.id = workspace_id"
        " WHERE t.created_at > w.released_at"
    )
    assert number(company, "content", after) == 0


def test_use_and_faults_lie_on_both_sides_of_their_periods(company: Path) -> None:
    assert number(company, "insight", "SELECT count(*) FROM events WHERE date(at) IN ('2025-11-20', '2025-11-21')") > 50
    assert number(company, "insight", "SELECT count(*) FROM events WHERE at >= '2025-11-23'") > 10_000
    assert number(company, "insight", "SELECT count(*) FROM visitors WHERE ended_at IS NOT NULL") > 1
    ages = {
        int(age) for (age,) in rows(company, "insight", "SELECT julianday('2026-11-22 05:00') - julianday(at) FROM faults")
    }
    assert {89, 91, 140} <= ages
    assert number(company, "insight", "SELECT count(*) FROM faults WHERE ip NOT LIKE '%.0'") == 0


def test_prospects_and_newsletter_hold_every_case(company: Path) -> None:
    quiet = "SELECT count(*) FROM prospects WHERE last_contact_on"
    assert number(company, "sales", f"{quiet} < '2026-05-25'") == 20
    assert number(company, "sales", f"{quiet} >= '2026-05-28'") == 100
    late = "SELECT subscriber_id FROM consents WHERE withdrawn_at < '2026-11-18'"
    listed = f"SELECT count(*) FROM subscribers WHERE email IS NOT NULL AND state = 'unsubscribed' AND id IN ({late})"
    assert number(company, "sales", listed) > 3
    assert number(company, "sales", "SELECT count(*) FROM consents WHERE withdrawn_at < '2023-01-01'") > 2
    assert number(company, "sales", "SELECT count(*) FROM subscribers WHERE email IS NULL AND state <> 'unsubscribed'") == 0


def test_newsletters_went_only_to_people_with_consent(company: Path) -> None:
    query = (
        "SELECT email, confirmed_at FROM subscribers s JOIN consents c ON subscriber_id = s.id"
        " WHERE withdrawn_at IS NULL AND email IS NOT NULL"
    )
    consents = dict(rows(company, "sales", query))
    kinds: Counter[str] = Counter()
    for path in (company / "outbox").iterdir():
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        kinds[mail["X-Kind"]] += 1
        if mail["X-Kind"] == "newsletter":
            assert datetime.fromisoformat(f"{consents[mail['To']]}+00:00") < mail["Date"].datetime
            assert mail["List-Unsubscribe"].strip("<>") in mail.get_content()
    assert kinds.keys() == {"system", "invoice", "notice", "newsletter"}
    assert min(kinds.values()) >= 10


def test_secrets_are_sealed_and_passwords_hashed(company: Path) -> None:
    from cryptography.fernet import Fernet

    key = Fernet((company / "keys" / "platform.key").read_text().strip())
    tokens = [token for (token,) in rows(company, "app", "SELECT token FROM calendars")]
    assert all(key.decrypt(token.encode()).startswith(b"graph-") for token in tokens)
    bad = "SELECT count(*) FROM accounts WHERE password NOT LIKE 'argon2$argon2id$v=19$%'"
    assert number(company, "app", bad) == 0
    assert len(tokens) > 10


def test_logs_backups_and_cases_are_late(company: Path) -> None:
    assert len(list((company / "weblog").iterdir())) == 40
    days = sorted(date.fromisoformat(path.name[:10]) for path in (company / "backups").iterdir())
    assert (days[-1], len(days), (days[-1] - days[0]).days) == (NOW.date(), 45, 44)
    assert number(company, "cases", "SELECT count(*) FROM requests WHERE closed_at < '2023-01-01'") == 2
    assert number(company, "cases", "SELECT count(*) FROM identity_proofs WHERE checked_at < '2026-11-10'") == 2


def test_a_notice_of_termination_is_computed_as_by_the_application() -> None:
    """The year of an agreement: 29th of February, months of every length."""
    app = load_module(EXAMPLE, "app")
    assert list(app.years_of(date(2024, 2, 29), date(2025, 4, 1))) == [
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 3, 1), date(2026, 2, 28)),
    ]


def test_the_application_computes_when_a_notice_works() -> None:
    """By the end of the contract year if it came a month before, otherwise a year later; February included."""
    code = (
        "import django; django.setup()\n"
        "from datetime import date\nfrom agreements.models import AnnualSubscription as Year\n"
        "for last, told in (('2026-12-12', '2026-11-10'), ('2026-12-12', '2026-11-12'), ('2026-12-12', '2026-11-13'),"
        " ('2027-03-31', '2027-02-28'), ('2028-01-31', '2027-12-31'), ('2028-02-29', '2028-02-01'),"
        " ('2028-02-28', '2028-02-01')):\n"
        "    print(Year(runs_until=date.fromisoformat(last)).takes_effect(date.fromisoformat(told)))"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "house.settings.projects_app", "DATABASE_URL": "sqlite:///"}
    command, platform = [sys.executable, "-c", code], EXAMPLE.parent / "platform"
    done = subprocess.run(command, cwd=platform, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "2026-12-12", "2026-12-12", "2027-12-12", "2027-03-31", "2028-01-31", "2029-02-28", "2029-02-28",
    ]  # fmt: skip


def test_postgresql_gets_the_same_company(tmp_path: Path, postgres_server: Server) -> None:
    made = generate(tmp_path / "pg", *TINY, "--database", postgres_server.url())
    files = generate(tmp_path / "lite", *TINY)
    with psycopg.connect(postgres_server.url("planwerft_app")) as db:
        got = db.execute("SELECT number, created_at AT TIME ZONE 'UTC' FROM accounts ORDER BY id").fetchall()
    want = [(no, datetime.fromisoformat(at)) for no, at in rows(files, "app", "SELECT number, created_at FROM accounts")]
    assert got == want
    assert "/planwerft_content" in (made / "zusage.env").read_text()
