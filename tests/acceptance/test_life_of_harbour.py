"""A whole life: what is due goes, in two rounds, and nothing else; run, plan, board and ledger agree with the stores."""

from __future__ import annotations

import re
from datetime import timedelta

from support.company import FREE, Company, clock, short
from support.harbour import DUE


def test_two_rounds_do_what_is_due_and_nothing_else(company: Company) -> None:
    before = company.state()
    assert {r["state"] for r in company.board(ok=1).values()} > {"broken"}
    company.zusage("apply", "--yes", *FREE)
    first = company.state()
    assert company.instances() == ["t1", "t2"]
    assert {id for (id,) in company.ask("control", "SELECT id FROM instances WHERE state = 'purged'")} == {*DUE, "t6"}
    old = {row for row in before["control.invoices"] if row[2] < f"{clock() - timedelta(days=400):%Y-%m-%d}"}
    assert len(old) == 9
    assert set(before["control.invoices"]) - set(first["control.invoices"]) == old
    assert first["control.customers"] == before["control.customers"]
    for id in ("t1", "t2"):
        assert first[f"{id}.contacts"] == before[f"{id}.contacts"]
        gone = set(before[f"{id}.messages"]) - set(first[f"{id}.messages"])
        assert sorted(row[0] for row in gone) == [1, 3, 5, 7, 9, 11]
        assert [row[0] for row in first[f"{id}.attachments"]] == [2, 4]
    assert first["media"] == {f"{id}/datei-{id}-{n}.pdf" for id in ("t1", "t2") for n in (2, 4)}
    assert not any(company.path(id).exists() for id in DUE)
    assert len(before["backups"]) - len(first["backups"]) == 3
    _logs(before["lines"], first["lines"])

    assert company.due() == {"contract/retention/left": 2}
    company.zusage("apply", "--yes", *FREE)
    assert company.column("control", "SELECT id FROM customers ORDER BY id") == [1, 2]
    assert company.column("control", "SELECT id FROM instances ORDER BY id") == ["t1", "t2", "t5"]
    second = company.state()
    same = {name for name in second if name not in ("control.customers", "control.instances")}
    assert {name: second[name] for name in same} == {name: first[name] for name in same}
    assert company.due() == {}
    assert company.broken() == {}
    board = company.board(ok=0)
    assert {row["promise"] for row in board.values() if row["state"] == "kept"} >= {
        "chat/retention/messages",
        "chat/retention/ended/delete",
        "logs/retention/lines/shorten",
        "logs/retention/lines/delete",
        "backups/retention/rotation",
        "contract/retention/invoices",
        "_/assure/routine-run",
    }
    assert board["chat/retention/ended/lock"]["state"] == "unproven"
    assert company.counted() == company.counted("receipt")


def test_a_run_with_nothing_to_do_is_on_record(kept: Company) -> None:
    before, runs = kept.state(), len(kept.ledger("run_finished"))
    done = kept.zusage("apply", "--yes")
    assert "Nothing is due" in done.text
    assert len(kept.ledger("run_finished")) == runs + 1
    assert kept.state() == before


def test_without_consent_nothing_happens(company: Company) -> None:
    before = company.state()
    company.zusage("plan")
    company.zusage("apply", ok=None)
    assert company.state() == before
    assert company.ledger("run_started") == []


def _logs(before: list[str], after: list[str]) -> None:
    """Lines of 90 days and more are gone, lines of 7 days and more are shortened, all else is untouched."""
    age = {line.split('"GET ')[1].split(" ")[0]: line for line in before}
    kept = {line.split('"GET ')[1].split(" ")[0]: line for line in after}
    assert {path for path in age if path not in kept} == {f"/{days}/{n}" for days in (120, 100, 95) for n in (1, 2)}
    for path, line in kept.items():
        days = int(re.match(r"/(\d+)/", path)[1])
        assert short(line) is (days > 7), line
        assert line.split(" ", 1)[1] == age[path].split(" ", 1)[1]
        if days < 7:
            assert line == age[path]
