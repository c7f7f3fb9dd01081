"""What people state, what the board remembers, and what becomes of evidence that somebody touches."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

from support.company import Company, clock

RIGHT = "_/rights/access"
LOCK = "chat/retention/ended/lock"


def test_a_statement_counts_until_its_day_and_for_its_wording(kept: Company) -> None:
    file = kept.folder / "signed.pdf"
    file.write_bytes(b"%PDF signed by Dr. Xaverine Quast")
    assert kept.board()[RIGHT]["state"] == "unproven"
    until = (clock() + timedelta(seconds=25)).isoformat()
    kept.zusage("attest", RIGHT, "--by", "dpo", "--until", until, "--file", str(file))
    kept.zusage("attest", LOCK, "--by", "dpo", "--until", "2099-01-01", "--file", str(file))
    board = kept.board()
    assert board[RIGHT]["state"] == board[LOCK]["state"] == "attested"
    assert board[RIGHT]["previous"] == "unproven"
    assert b"Quast" not in (kept.folder / ".zusage" / "state.db").read_bytes()
    declaration = kept.folder / "zusage.yml"
    declaration.write_text(declaration.read_text().replace("lock: at once", "lock: after 1 day"))
    changed = kept.board()
    assert changed[LOCK]["state"] == "unproven"
    assert changed[LOCK]["previous"] == "attested"


def test_a_statement_ends(kept: Company) -> None:
    file = kept.folder / "signed.pdf"
    file.write_bytes(b"%PDF")
    past = clock() - timedelta(hours=3)
    until = past + timedelta(hours=1)
    kept.zusage("attest", RIGHT, "--by", "dpo", "--until", until.isoformat(), "--file", str(file), now=past)
    assert kept.board()[RIGHT]["state"] == "unproven"
    assert kept.zusage("attest", RIGHT, "--by", "dpo", "--until", "2020-01-01", "--file", str(file), ok=2).error == "ZE55"
    assert (
        kept.zusage("attest", RIGHT, "--by", "Ada Lührs", "--until", "2099-01-01", "--file", str(file), ok=2).error
        == "ZE706"
    )
    assert kept.zusage("attest", "_/rights/acces", "--by", "dpo", "--until", "2099-01-01", "--file", str(file), ok=2).error


def test_the_board_remembers_and_says_with_its_exit_code(company: Company, kept: Company) -> None:
    broken = company.board(ok=1)["contract/retention/invoices"]
    assert broken["state"] == "broken"
    assert not broken["previous"]
    assert company.board(ok=1)["contract/retention/invoices"]["previous"] == "broken"
    assert kept.board(ok=0)["contract/retention/invoices"]["state"] == "kept"
    kept.tell("control", "INSERT INTO invoices VALUES (999, 1, '2001-01-01')")
    again = kept.board(ok=1)["contract/retention/invoices"]
    assert (again["state"], again["previous"]) == ("broken", "kept")


def test_a_ledger_that_somebody_touched_does_not_verify(kept: Company) -> None:
    kept.board()
    kept.zusage("ledger", "verify")
    with closing(sqlite3.connect(kept.folder / ".zusage" / "state.db")) as db, db:
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        changed = db.execute("UPDATE entry SET body = replace(body, '\"invoices\":9', '\"invoices\":8')").rowcount
        assert changed
    assert "does NOT hold together" in kept.zusage("ledger", "verify", ok=4).text
    assert kept.zusage("ledger", "export", "-o", "evidence.zip", ok=None).exit != 0


def test_a_bundle_verifies_alone(kept: Company) -> None:
    kept.board()
    kept.zusage("ledger", "export", "-o", "evidence.zip")
    command = [sys.executable, "-I", "-m", "zusage.ledger.verify", "evidence.zip"]
    good = subprocess.run(command, cwd=kept.folder, capture_output=True, text=True, check=False)
    assert good.returncode == 0, good.stdout + good.stderr
    data = bytearray((kept.folder / "evidence.zip").read_bytes())
    data[len(data) // 3] ^= 1
    (kept.folder / "evidence.zip").write_bytes(data)
    bad = subprocess.run(command, cwd=kept.folder, capture_output=True, text=True, check=False)
    assert bad.returncode != 0


def test_board_json_is_json(kept: Company) -> None:
    data = json.loads(kept.zusage("board", "--format", "json").text)
    assert {row["state"] for row in data["promises"]} <= {"kept", "broken", "attested", "unproven", "not_due"}
