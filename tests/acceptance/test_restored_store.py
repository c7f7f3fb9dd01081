"""A store that came back from a backup: told loudly once, left alone in that run, cleaned by the next, counted once."""

from __future__ import annotations

import shutil

from support.company import FREE, Company


def test_a_restored_database_is_noticed_and_cleaned_again(company: Company) -> None:
    copy = company.folder / "restored.copy"
    shutil.copyfile(company.path("control"), copy)
    registry = company.ask("control", "SELECT id, state FROM instances")
    company.zusage("apply", "--yes", *FREE)
    assert company.number("control", "SELECT count(*) FROM invoices") == 6
    counted = company.counted()
    shutil.copyfile(copy, company.path("control"))
    company.tell("control", *(f"UPDATE instances SET state = 'purged' WHERE id = '{id}'" for id in ("t3", "t4", "t5")))
    assert len(registry) == 6
    assert company.board()["contract/retention/invoices"]["state"] == "broken"

    told = company.zusage("apply", "--yes", *FREE, ok=1)
    assert "control" in told.text and "restored" in told.text
    assert company.number("control", "SELECT count(*) FROM invoices") == 15
    assert [e["target"] for e in company.ledger("restore_noticed")] == ["control"]
    assert company.counted() == counted

    company.zusage("apply", "--yes", *FREE)
    assert company.number("control", "SELECT count(*) FROM invoices") == 6
    again = company.counted()
    invoices = ("contract/retention/invoices", "invoices")
    assert again[invoices] == counted[invoices] + 9
    assert {key: n for key, n in again.items() if key != invoices and "left" not in key[0]} == {
        key: n for key, n in counted.items() if key != invoices
    }
    company.zusage("apply", "--yes", *FREE)
    assert len(company.ledger("restore_noticed")) == 1


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
    assert "restored" in company.zusage("apply", "--yes", *FREE, ok=1).text
