"""Canaries again: a company that replaces, restricts, deletes and is restored names nobody anywhere."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from support.firm import NOW, Firm, activity, old, shop
from zusage.app.owing import owe, settle
from zusage.engine.replay import Owed, OwedKind
from zusage.plan.target import TargetId

HOUR = timedelta(hours=1)
CANARIES = (
    "Kanariensen",
    "Zeisigmann",
    "zeisig@kanarie.example",
    "kanarie.example",
    "4711-0815",
    "203.0.113.77",
    "Stieglitzweg",
)
DECLARED = shop(
    """
people: {subject: person, personal: [name, email, street]}
notes: {owned_by: people}
bills: {owned_by: people}
visits: {owned_by: people}
"""
) + activity(
    "\n".join(f"{name}: {{label: {{en: {name}}}, in: shop.{name}}}" for name in ("people", "notes", "bills", "visits")),
    """
people: {data: [people], from: {at: shop.people.left_at}, pseudonymise: after 30 days,
  how: {name: {pseudonym: {key: k, for: 2 years}}, email: hash, street: nothing}}
notes: {data: [notes], from: {at: shop.people.left_at}, shorten: after 30 days,
  how: {body: {remove: {name: people.name, email: people.email}}}}
bills: {data: [bills], from: {at: shop.bills.paid_at}, restrict: after 30 days}
visits: {data: [visits], from: {at: shop.visits.at}, delete: within 30 days, undo: 5 days}
""",
)
TABLES = f"""
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, email TEXT, street TEXT, left_at TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, who INTEGER REFERENCES people(id), body TEXT);
CREATE TABLE bills (number TEXT PRIMARY KEY, who INTEGER REFERENCES people(id), paid_at TEXT);
CREATE TABLE visits (id INTEGER PRIMARY KEY, who INTEGER REFERENCES people(id), ip TEXT, at TEXT);
INSERT INTO people VALUES (1, 'Ada Kanariensen', 'ada@kanarie.example', 'Stieglitzweg 1', '{old(60)}'),
  (2, 'Bo Zeisigmann', 'zeisig@kanarie.example', 'Stieglitzweg 2', NULL);
INSERT INTO notes VALUES (1, 1, 'Kanariensen rief an: ada@kanarie.example');
INSERT INTO bills VALUES ('4711-0815', 1, '{old(60)}');
INSERT INTO visits VALUES (1, 1, '203.0.113.77', '{old(60)}'), (2, 2, '203.0.113.77', '{old(1)}'),
  (3, 2, '203.0.113.77', '{old(27)}');
"""
COMMANDS = (
    "inspect", "plan", "plan --format sql", "plan -o plan.json",
    "hold add --kind court --role management --reason lawsuit --place shop.bills --key 4711-0815",
    "apply --yes", "board --format json -o board.json", "board --format html -o board.html",
    "metrics", "undo", "reclaim --in-window --yes", "ledger export -o evidence.zip",
)  # fmt: skip
RESTORED = ("apply --yes", "board", "replay --check", "replay --yes", "board")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Firm, str]:
    """The firm after everything, and all that was printed or could be seen of its processes."""
    folder = tmp_path_factory.mktemp("canaries")
    firm = Firm(folder / "firm", DECLARED, TABLES)
    (folder / "tmp").mkdir()
    spoken = [run(firm, command) for command in COMMANDS]
    shutil.copyfile(firm.folder / "shop.sqlite3", folder / "backup")
    key = (("number", "4711-0815"),)
    with firm.session(NOW + HOUR, write=True) as session:
        right = Owed(
            OwedKind.RECTIFICATION, TargetId("shop"), "people", (("id", "2"),), session.now, values=(("name", "Zeisigmann"),)
        )
        settle(session, owe(session, [right, Owed(OwedKind.ERASURE, TargetId("shop"), "bills", key, session.now)]))
    shutil.copyfile(folder / "backup", firm.folder / "shop.sqlite3")
    spoken += [run(firm, command, NOW + 2 * HOUR) for command in RESTORED]
    (firm.folder / "shop.sqlite3").write_bytes(b"broken Kanariensen")
    lost = ("apply --yes", "inspect", "replay --yes", "reclaim")
    spoken += [run(firm, command, NOW + 3 * HOUR) for command in lost]
    return firm, "\n".join(spoken)


def run(firm: Firm, command: str, now: datetime = NOW) -> str:
    """What a command prints, to both streams, and its line in the list of processes."""
    temporary = str(firm.folder.parent / "tmp")
    words = [sys.executable, "-c", "from zusage.cli.main import main; main()", "--lang", "en", *command.split()]
    environment = {**os.environ, "TMPDIR": temporary, "ZUSAGE_NOW": now.isoformat()}
    process = subprocess.Popen(
        words, cwd=firm.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    seen: list[str] = []
    own = " ".join(words)
    watcher = Thread(target=watch, args=(process, own, seen))
    watcher.start()
    printed, _ = process.communicate(timeout=60)
    watcher.join()
    return "\n".join((f"$ {command.split()[0]}", printed, *seen))


def watch(process: subprocess.Popen[str], own: str, seen: list[str]) -> None:
    """Command lines of the process and its children, but for what was typed."""
    while process.poll() is None:
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
                parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
            except OSError:
                continue
            if str(process.pid) in (folder.name, parent) and line != own:
                seen.append(line)
        time.sleep(0.05)


def test_no_output_error_or_process_names_a_person(said: tuple[Firm, str]) -> None:
    text = said[1]
    assert "pseudonymise" in text and text.count("$ apply") == 3 and "Traceback" not in text
    for word in CANARIES:
        at = text.find(word)
        assert at < 0, text[max(0, at - 300) : at + 100]


def test_no_file_names_a_person(said: tuple[Firm, str]) -> None:
    """The replay store holds values, but encrypted."""
    firm = said[0]
    files = [
        path for path in firm.folder.parent.rglob("*") if path.is_file() and path.name not in ("backup", "shop.sqlite3")
    ]
    names = {path.name for path in files}
    assert {"plan.json", "board.json", "board.html", "evidence.zip", "state.db"} <= names
    for path in files:
        data = path.read_bytes()
        for word in CANARIES:
            assert word.encode() not in data, f"{word} in {path.name}"


def test_what_our_tables_in_the_store_know(said: tuple[Firm, str]) -> None:
    """Only holds and marks name a row, by its key."""
    backup = said[0].folder.parent / "backup"
    connection = sqlite3.connect(backup)
    names = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'zusage%'")
    ]
    for name in names:
        text = str(connection.execute(f"SELECT * FROM {name}").fetchall())
        known = {word for word in CANARIES if word in text}
        assert known <= ({"4711-0815"} if name in ("zusage_holds", "zusage_restricted") else set()), name
    connection.close()
