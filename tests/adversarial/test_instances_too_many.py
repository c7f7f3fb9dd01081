"""One instance too many: a fleet whose registry changes, repeats itself or names paths that climb."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from support.firm import HEAD, NOW, Firm, old

FLEET = (
    HEAD.replace("shop.people: [email]", "site.notes: [email]")
    + """\
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
  media:
    connector: files
    each: {row: shop.sites, key: id, skip: {state: purged}}
    path: env:MEDIA
    location: DE
    follows: site.notes
    pattern: "*"
    moment: mtime
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
      files: {label: {en: files}, in: media}
    retention:
      over: {all_of: [site, media], from: ended, delete: after 30 days, how: drop_instance}
"""
)
SITES = """CREATE TABLE sites (id TEXT, slug TEXT, state TEXT, ended_at TEXT);
"""


def fleet(folder: Path, *rows: tuple[str, str, str | None], stores: tuple[str, ...] = ("a", "b")) -> Firm:
    firm = Firm(folder, "", SITES, head=FLEET, set_up=False)
    for slug in stores:
        (folder / "sites").mkdir(exist_ok=True)
        (folder / "media" / slug).mkdir(parents=True)
        (folder / "media" / slug / "x.txt").write_text("x")
        firm.run(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT); INSERT INTO notes VALUES (1, 'a')", f"sites/{slug}"
        )
    with closing(sqlite3.connect(folder / "shop.sqlite3")) as db, db:
        db.executemany("INSERT INTO sites VALUES (?, ?, 'booked', ?)", rows)
    with firm.session(write=True) as session:
        from zusage.app.granting import set_up_targets

        set_up_targets(session)
    return firm


def there(firm: Firm) -> set[str]:
    found = {f"site {path.stem}" for path in (firm.folder / "sites").glob("*.sqlite3")}
    return found | {f"media {path.name}" for path in (firm.folder / "media").iterdir()}


def test_the_ended_instance_goes_and_only_that(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("1", "a", old(60)), ("2", "b", None))
    done = firm.apply()
    assert not done.refused
    assert there(firm) == {"site b", "media b"}


@pytest.mark.parametrize("ended", [None, old(2), old(-20), "nonsense"])
def test_an_instance_whose_end_changed_after_the_plan_stays(tmp_path: Path, ended: str | None) -> None:
    firm = fleet(tmp_path, ("1", "a", old(60)), ("2", "b", None))
    plan = firm.look().plan
    assert len(plan.steps) == 2
    firm.run(f"UPDATE sites SET ended_at = {'NULL' if ended is None else repr(ended)} WHERE id = '1'")
    done = firm.apply(plan, NOW + timedelta(hours=1))
    assert there(firm) == {"site a", "site b", "media a", "media b"}
    assert len(done.refused) == 2
    assert firm.ask("SELECT state FROM sites") == ["booked", "booked"]


def test_two_registry_rows_for_one_store_end_neither(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("1", "a", old(60)), ("2", "a", None))
    firm.apply()
    assert there(firm) == {"site a", "site b", "media a", "media b"}
    assert firm.states()["sale/retention/over"][0] in ("unproven", "broken")


def test_two_registry_rows_with_one_key_end_neither(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("1", "a", old(60)), ("1", "a", None))
    firm.apply()
    assert there(firm) == {"site a", "site b", "media a", "media b"}


@pytest.mark.parametrize("slug", ["", ".", "..", "../media/b", "a/../b", "b/", "/b", None, "../shop"])
def test_a_name_that_leaves_its_place_ends_nothing(tmp_path: Path, slug: str | None) -> None:
    firm = fleet(tmp_path, ("1", slug, old(60)), ("2", "b", None))
    firm.apply()
    assert there(firm) == {"site a", "site b", "media a", "media b"}
    assert (firm.folder / "shop.sqlite3").exists()
    assert firm.ask("SELECT id FROM sites") == ["1", "2"]
    assert firm.states()["sale/retention/over"][0] in ("unproven", "broken")


def test_an_instance_is_not_called_ended_while_one_of_its_stores_stands(tmp_path: Path) -> None:
    firm = fleet(tmp_path, ("1", "a", old(60)), ("2", "b", None))
    plan = firm.look().plan
    firm.run("ALTER TABLE notes ADD COLUMN more TEXT", "sites/a")
    assert firm.apply(plan).refused
    assert there(firm) == {"site a", "site b", "media b"}
    assert firm.ask("SELECT state FROM sites") == ["booked", "booked"]
    assert firm.states()["sale/retention/over"][0] == "broken"
    assert not firm.apply().refused
    assert there(firm) == {"site b", "media b"}
    assert firm.ask("SELECT state FROM sites") == ["booked", "purged"]
    assert firm.states()["sale/retention/over"][0] == "kept"


def test_a_day_in_the_registry_ends_when_it_is_over_where_its_times_are_kept(tmp_path: Path) -> None:
    """30 days after the 22nd of October in Alaska have passed with the 21st of November there, at 9 in UTC."""
    firm = fleet(tmp_path, ("1", "a", "2026-10-22"), ("2", "b", "2026-10-23"))
    west = (tmp_path / "zusage.yml").read_text().replace("zone: UTC", "zone: America/Anchorage", 1)
    (tmp_path / "zusage.yml").write_text(west)
    firm.apply(now=datetime(2026, 11, 22, 7, 30, tzinfo=UTC))
    assert there(firm) == {"site a", "site b", "media a", "media b"}
    firm.apply(now=datetime(2026, 11, 22, 10, tzinfo=UTC))
    assert there(firm) == {"site b", "media b"}


def test_an_instance_in_which_a_duty_appeared_after_the_plan_stays(tmp_path: Path) -> None:
    duty = "bills: {data: [bills], from: {at: site.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards}"
    firm = fleet(tmp_path, ("1", "a", old(60)), ("2", "b", None))
    text = (tmp_path / "zusage.yml").read_text()
    text = text.replace(
        "      notes: {subject: person}\n", "      notes: {subject: person}\n      bills: {subject: person}\n"
    )
    text = text.replace(
        "    retention:\n", f"      bills: {{label: {{en: bills}}, in: site.bills}}\n    retention:\n      {duty}\n"
    )
    (tmp_path / "zusage.yml").write_text(text)
    for slug in "ab":
        firm.run("CREATE TABLE bills (id INTEGER PRIMARY KEY, made_on TEXT)", f"sites/{slug}")
    firm.set_up()
    plan = firm.look().plan
    assert len(plan.steps) == 2
    firm.run("INSERT INTO bills VALUES (1, '2025-01-01')", "sites/a")
    assert len(firm.apply(plan).refused) == 2
    assert there(firm) == {"site a", "site b", "media a", "media b"}
    firm.apply()
    assert there(firm) == {"site a", "site b", "media a", "media b"}
