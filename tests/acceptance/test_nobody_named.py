"""Canaries: nothing that Zusage writes or says holds a person, a value or a row key of anybody.

The names, addresses and values below are planted in every place that is read or changed; then every command runs, and every
byte that was printed, written or kept is searched. Only a target's own hold table may hold the key of a held row.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.company import FREE, Company
from support.harbour import CUSTOMERS, mail

KEY = "kanarienvogel-7391"
REASON = "Klage der Frau Isolde Brettschneider"
PLANTED = (
    *(name.split()[1] for name in CUSTOMERS.values()),
    *map(mail, CUSTOMERS.values()),
    "Wolkenstein",
    "gast1t1@besuch.example",
    "DE89370400440532013000",
    "203.0.113.7 ",
    "2001:db8:1:2:3::4",
    "datei-t1-1",
    "datei-t3-2",
    "Nachricht 3 von",
    KEY,
    "t3.sqlite3",
    "Brettschneider",
)


@pytest.fixture(scope="session")
def said(_fresh, tmp_path_factory) -> tuple[Company, str]:
    """A company after every command, and everything that the commands printed."""
    company = _fresh.twin(tmp_path_factory.mktemp("canary") / "company")
    company.tell(
        "control", "ALTER TABLE customers ADD COLUMN iban TEXT", "UPDATE customers SET iban = 'DE89370400440532013000'"
    )
    company.tell("control", f"INSERT INTO instances VALUES ('{KEY}', 3, '2026-01-01 00:00:00', 'purged')")
    spoken = [
        run(company, "check"),
        run(company, "plan", "-o", "plan.json"),
        run(company, "plan", "--format", "json"),
        run(company, "plan", "--format", "sql"),
        run(company, "plan", "--explain", "chat/retention/messages"),
        run(company, "inspect"),
        run(company, "grants"),
        run(
            company,
            "hold",
            "add",
            "--kind",
            "court",
            "--role",
            "legal",
            "--reason",
            REASON,
            "--place",
            "control.instances",
            "--key",
            KEY,
        ),
        run(company, "apply", "--yes", *FREE),
        run(company, "board"),
        run(company, "board", "--format", "html", "-o", "board.html"),
        run(company, "board", "--format", "json", "-o", "board.json"),
        run(company, "apply", "--yes", *FREE),
        run(company, "write", "notice"),
        run(company, "stop"),
        run(company, "apply", "--yes", *FREE),
        run(company, "stop", "--resume"),
        run(company, "ledger", "verify"),
        run(company, "ledger", "export", "-o", "evidence.zip"),
        run(company, "attest", "_/rights/access", "--by", "Xaver Quast", "--until", "2099-01-01", "--file", "zusage.yml"),
    ]
    company.path("t1").write_bytes(b"damaged gast1t1@besuch.example Wolkenstein")
    spoken += [run(company, "apply", "--yes", *FREE), run(company, "board"), run(company, "plan"), run(company, "inspect")]
    return company, "\n".join(spoken)


def run(company: Company, *words: str) -> str:
    """What a command prints, to both streams, with the error that ended it."""
    return company.zusage(*words, ok=None).text


def test_no_command_names_a_person(said) -> None:
    assert said[1].count("units done") == 3
    assert "does not look like a role" in said[1] or "ZE706" in said[1]
    for word in PLANTED:
        assert word not in said[1], word


def test_no_file_that_zusage_writes_names_a_person(said) -> None:
    company = said[0]
    files = [company.folder / name for name in ("plan.json", "board.html", "board.json", "evidence.zip")]
    files += [path for path in (company.folder / ".zusage").rglob("*") if path.is_file()]
    assert company.folder / ".zusage" / "state.db" in files
    for file in files:
        for name, data in contents(file):
            for word in PLANTED:
                assert word.encode() not in data, f"{word} in {name}"


def test_only_the_hold_table_of_the_target_knows_the_held_key(said) -> None:
    company = said[0]
    found = [KEY in str(row) for row in company.ask("control", "SELECT * FROM zusage_holds")]
    assert found == [True]
    for id in ("control", "t2"):
        for table in ("zusage_journal", "zusage_control", "zusage_locks"):
            for row in company.ask(id, f"SELECT * FROM {table}"):
                assert not [word for word in (*PLANTED, "'t2'", "legal") if word in str(row)], row
    assert KEY not in str(company.ask("t2", "SELECT * FROM zusage_holds"))


def contents(file: Path) -> list[tuple[str, bytes]]:
    """A file, and what is packed inside it."""
    import zipfile

    found = [(str(file), file.read_bytes())]
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            found += [(f"{file.name}/{name}", archive.read(name)) for name in archive.namelist()]
    return found
