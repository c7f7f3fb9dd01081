"""A store that came back from a backup: told once, closed, left alone by runs, replayed, opened, counted once."""

from __future__ import annotations

import shutil

from support.company import FREE, Company


def test_a_restored_database_is_closed_until_it_was_replayed(company: Company) -> None:
    copy = company.folder / "restored.copy"
    shutil.copyfile(company.path("control"), copy)
    company.zusage("apply", "--yes", *FREE)
    assert company.number("control", "SELECT count(*) FROM invoices") == 6
    company.zusage("replay", "--check")
    counted = company.counted()
    shutil.copyfile(copy, company.path("control"))
    assert company.board()["contract/retention/invoices"]["state"] in ("broken", "unproven")
    assert "closed" in company.zusage("replay", "--check", ok=5).text

    for _ in range(2):
        told = company.zusage("apply", "--yes", *FREE, ok=1)
        assert "control" in told.text and "zusage replay" in told.text
        assert company.number("control", "SELECT count(*) FROM invoices") == 15
    assert [e["target"] for e in company.ledger("restore_noticed")] == ["control"]
    assert company.column("control", "SELECT closed FROM zusage_gate") == [1]
    assert company.counted() == counted

    asked = company.zusage("replay", ok=1)
    assert "Replay from" in asked.text and company.number("control", "SELECT count(*) FROM invoices") == 15
    done = company.zusage("replay", "--yes", *FREE)
    assert "control: open again" in done.text
    assert company.number("control", "SELECT count(*) FROM invoices") == 6
    assert company.column("control", "SELECT closed FROM zusage_gate") == [0]
    again = company.counted()
    invoices = ("contract/retention/invoices", "invoices")
    assert again[invoices] == counted[invoices] + 9
    assert company.ledger("replay_done")[0]["counts"]["retention"] >= 9
    company.zusage("replay", "--check")
    company.zusage("apply", "--yes", *FREE)
    assert company.due() == {} and len(company.ledger("restore_noticed")) == 1
    company.zusage("ledger", "verify")


def test_an_older_journal_that_has_grown_again_is_noticed(company: Company) -> None:
    """Restored, and then written by runs of another ledger until it is as long as before: still not the journal we know."""
    copy = company.folder / "restored.copy"
    shutil.copyfile(company.path("t1"), copy)
    company.zusage("apply", "--yes", *FREE)
    shutil.copyfile(copy, company.path("t1"))
    row = "'instance/x', 'foreign', 'a', 'p', {}, '{{}}', '2026-01-01T00:00:00+00:00', 0"
    target = company.ledger("batch")
    mine = next(str(b["target"]) for b in target if str(b["target"]).startswith("instance/"))
    for number in range(1, 9):
        values = row.format(number).replace("instance/x", mine)
        for instance in ("t1", "t2"):
            company.tell(
                instance,
                f"INSERT INTO zusage_journal (target, run, act, promise, number, counts, at, epoch) VALUES ({values})",
            )
    shutil.copyfile(copy, company.path("t1"))
    assert "zusage replay" in company.zusage("apply", "--yes", *FREE, ok=1).text
