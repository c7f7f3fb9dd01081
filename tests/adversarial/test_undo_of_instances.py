"""A copy of rows of an instance never outlives the instance."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from support.firm import HEAD, NOW, Firm, old
from zusage.app.granting import set_up_targets
from zusage.app.quarantining import kept_runs

FLEET = (
    HEAD.replace("shop.people: [email]", "site.notes: [email]")
    + """\
run: {every: 1 day, grace: 1 day, undo: 3 days}
systems:
  shop:
    connector: sql
    url: env:SHOP
    location: DE
    zone: UTC
    tables:
      sites: {no_personal_data: true}
  site:
    connector: sql
    each: {row: shop.sites, key: id, skip: {state: purged}}
    url: env:SITE
    location: DE
    zone: UTC
    tables:
      notes: {subject: person}
events:
  ended: {at: shop.sites.ended_at, for: site}
activities:
  sale:
    title: {en: selling}
    subjects: [person]
    purposes: {sell: {en: selling}}
    basis: contract
    data:
      notes: {label: {en: notes}, in: site.notes}
    retention:
      old: {data: notes, from: {at: site.notes.written_at}, delete: within 30 days}
      over: {all_of: [site], from: ended, delete: after 30 days, how: drop_instance}
"""
)


def fleet(folder: Path, *rows: tuple[str, str | None]) -> Firm:
    sites = "CREATE TABLE sites (id TEXT, slug TEXT, state TEXT, ended_at TEXT);"
    firm = Firm(folder, "", sites, head=FLEET, set_up=False)
    (folder / "sites").mkdir()
    for slug, _ in rows:
        table = "CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT, written_at TEXT);"
        firm.run(f"{table} INSERT INTO notes VALUES (1, 'a', '{old(25)}')", f"sites/{slug}")
    with closing(sqlite3.connect(folder / "shop.sqlite3")) as db, db:
        db.executemany("INSERT INTO sites VALUES (?, ?, 'booked', ?)", [(slug, slug, ended) for slug, ended in rows])
    with firm.session(write=True) as session:
        assert not set_up_targets(session)[1]
    return firm


def copies(firm: Firm) -> int:
    with firm.session() as session:
        return len(kept_runs(session.state))


def test_an_instance_that_must_be_gone_soon_leaves_no_copy(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("a", None), ("b", old(10)), ("c", old(28)))
    assert not firm.apply().refused
    assert [firm.ask("SELECT count(*) FROM notes", f"sites/{slug}") for slug in "abc"] == [[0], [0], [0]]
    assert copies(firm) == 2


def test_a_copy_goes_with_its_instance(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("a", None), ("b", None))
    firm.apply()
    assert copies(firm) == 2
    firm.run(f"UPDATE sites SET ended_at = '{old(40)}' WHERE id = 'b'")
    assert not firm.apply(now=NOW + timedelta(hours=1)).refused
    assert not (tmp_path / "sites" / "b.sqlite3").exists()
    assert copies(firm) == 1
