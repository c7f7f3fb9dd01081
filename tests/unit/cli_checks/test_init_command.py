"""zusage init: compiles, deletes nothing, shows no value, overwrites nothing; on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from support.postgres import Server, database, postgres_server
from zusage.app.check import CheckResult, check_declaration
from zusage.cli.main import group
from zusage.model.errors import UsageError

__all__ = ["database", "postgres_server"]

DAY = date(2026, 11, 22)
CANARY = "erika.kanarie"
SCHEMA = f"""
CREATE TABLE plans (id integer PRIMARY KEY, name varchar(20));
CREATE TABLE customers (id integer PRIMARY KEY, plan_id integer NOT NULL REFERENCES plans (id), name varchar(80),
  email varchar(120), created_at timestamp, left_at timestamp);
CREATE TABLE users (id integer PRIMARY KEY, email varchar(120), last_login timestamp);
CREATE TABLE tickets (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id),
  assignee_id integer REFERENCES users (id), closed_at timestamp);
CREATE TABLE messages (id integer PRIMARY KEY, user_id integer REFERENCES users (id),
  ticket_id integer NOT NULL REFERENCES tickets (id), body text, sent_at timestamp);
CREATE TABLE invoices (id integer PRIMARY KEY, customer_id integer NOT NULL REFERENCES customers (id), issued_on date);
CREATE TABLE articles (id integer PRIMARY KEY, author_id integer REFERENCES users (id), title varchar(80));
CREATE TABLE attachments (id integer PRIMARY KEY, owner_type varchar(20), owner_id integer);
CREATE TABLE tmp_export_2023 (mail varchar(80));
CREATE TABLE "on" (id integer PRIMARY KEY);
CREATE TABLE "two words" (id integer PRIMARY KEY);
INSERT INTO plans VALUES (1, 'Start'), (2, 'Business');
INSERT INTO customers VALUES (1, 1, 'Erika Kanarie', '{CANARY}@geheim.example',
  '2020-01-01 10:00:00', '2025-01-01 10:00:00');
INSERT INTO customers VALUES (2, 1, 'Otto Kanarie', '{CANARY}2@geheim.example', '2020-01-01 10:00:00', NULL);
INSERT INTO users VALUES (1, '{CANARY}3@geheim.example', '2025-01-01 10:00:00');
INSERT INTO tickets VALUES (1, 1, 1, '2025-01-01 10:00:00');
INSERT INTO tmp_export_2023 VALUES ('{CANARY}4@geheim.example')
"""
WHO = ["--name", "Muster GmbH", "--address", "Weg 1, 12345 Musterstadt", "--email", "datenschutz@muster.example"]


@pytest.fixture(params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A shop in a database; its address is in SHOP_URL."""
    if request.param == "sqlite":
        with sqlite3.connect(tmp_path / "shop.db") as connection:
            connection.executescript(SCHEMA)
        connection.close()
        url = f"sqlite:///{tmp_path}/shop.db"
    else:
        server: Server = request.getfixturevalue("postgres_server")
        create: Callable[[], str] = request.getfixturevalue("database")
        url = server.url(create())
        with psycopg.connect(url, autocommit=True) as session:
            session.execute(SCHEMA.encode())
    monkeypatch.setenv("SHOP_URL", url)
    yield request.param


def run(*arguments: str, language: str = "en", answers: str | None = None) -> Result:
    return CliRunner().invoke(group, ["--lang", language, *arguments], input=answers)


def started(folder: Path, language: str = "en") -> tuple[str, str, CheckResult]:
    result = run("init", str(folder), "--from", "SHOP_URL", *WHO, "--authority", "Bayern", language=language)
    assert result.exit_code == 0, result.output
    text = (folder / "zusage.yml").read_text()
    return result.output, text, check_declaration(folder, DAY)


def test_it_compiles_and_deletes_nothing(shop: str, tmp_path: Path) -> None:
    _, text, checked = started(tmp_path / "new")
    assert checked.exit_code == 0
    assert {finding.rule for finding in checked.report.findings} <= {"ZU104", "ZU301"}
    assert all(not rule.stages and rule.keep is None for rule in checked.policy.rules)
    assert "authority: de/by" in text


def test_roles_owners_and_starts(shop: str, tmp_path: Path) -> None:
    _, text, checked = started(tmp_path / "new")
    tables = checked.policy.systems["app"].tables
    roles = {name: table.role for name, table in tables.items()}
    assert roles == {
        "articles": "reference",
        "attachments": "none",
        "customers": "subject",
        "invoices": "owned",
        "messages": "owned",
        "on": "none",
        "plans": "none",
        "tickets": "owned",
        "tmp_export_2023": "subject",
        "users": "subject",
    }
    assert tables["messages"].owners[0].table == "tickets"
    assert tables["tickets"].owners[0].table == "customers"
    assert "propose: {from: {at: app.customers.left_at}, delete: after 2 years}" in text
    assert "propose: {from: {at: app.invoices.issued_on}, keep: {law: de/vouchers}, delete: afterwards}" in text


def test_open_points_are_listed(shop: str, tmp_path: Path) -> None:
    output, text, _ = started(tmp_path / "new")
    assert f"{text.count('DECIDE')} open points" in output
    assert "Not decided: attachments, tmp_export_2023, two words" in output
    assert "left_at is filled in 50 % of the rows" in text
    assert '# "two words": DECIDE' in text


def test_what_is_written_is_tidy(shop: str, tmp_path: Path) -> None:
    started(tmp_path / "new")
    assert run("format", "--check", str(tmp_path / "new")).exit_code == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_no_value_is_printed_or_written(shop: str, tmp_path: Path, language: str) -> None:
    output, text, checked = started(tmp_path / "new", language)
    for said in (output, text):
        assert CANARY not in said.lower() and "Kanarie" not in said and "geheim" not in said
    assert checked.policy.languages == (language,)
    assert ("Wahrscheinlich über Personen" in output) is (language == "de")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "zusage.yml"
    file.write_text("# mine\n")
    result = run("init", str(tmp_path), *WHO, "--authority", "de/be")
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE69"
    assert file.read_text() == "# mine\n"


def test_by_questions(tmp_path: Path) -> None:
    answers = 'Müller & "Söhne" GmbH\nWeg 1\\2: 12345 Ort\nno address\ndatenschutz@muster.example\nAtlantis\nBerlin\n'
    result = run("init", str(tmp_path / "new"), language="de", answers=answers)
    assert result.exit_code == 0, result.output
    checked = check_declaration(tmp_path / "new", DAY)
    assert checked.policy.organisation.name == 'Müller & "Söhne" GmbH'
    assert checked.policy.organisation.address == "Weg 1\\2: 12345 Ort"
    assert checked.policy.organisation.authority == "de/be"
    assert not any(rule.stages for rule in checked.policy.rules)


def test_an_unset_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOWHERE_URL", raising=False)
    result = run("init", str(tmp_path / "new"), "--from", "NOWHERE_URL", *WHO, "--authority", "de/be")
    assert isinstance(result.exception, UsageError) and result.exception.code == "ZE41"
    assert not (tmp_path / "new").exists()
