"""Files of rows under holds: a hold on one row keeps its own file and nobody else's; a hold on the folder keeps all."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import NOW, Firm, activity, old, shop

DECLARED = (
    shop("people: {subject: person}\nphotos: {owned_by: people via person_id, files: {in: media, key: name}}")
    + "  media: {connector: files, path: env:STORE, follows: shop.photos, location: DE}\n"
    + activity(
        "people: {label: {en: names}, in: shop.people}\nphotos: {label: {en: photos}, in: shop.photos}\n"
        "files: {label: {en: files}, in: media}",
        "people: {data: [people, photos, files], from: {at: shop.people.left_at}, delete: after 30 days, holds: [court]}",
    )
)
TABLES = """
CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT);
CREATE TABLE photos (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), name TEXT);
"""


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    folder = tmp_path / "firm" / "media" / "all"
    folder.mkdir(parents=True)
    firm = Firm(tmp_path / "firm", DECLARED, TABLES)
    for id in (1, 2, 3):
        (folder / f"{id}.jpg").write_bytes(b"x")
        firm.run(f"INSERT INTO people VALUES ({id}, 'a', '{old(40)}'); INSERT INTO photos VALUES ({id}, {id}, '{id}.jpg')")
    return firm


def there(firm: Firm) -> tuple[list[object], list[str]]:
    return firm.ask("SELECT id FROM people"), sorted(path.name for path in (firm.folder / "media" / "all").iterdir())


@pytest.mark.parametrize("saved", [False, True])
def test_a_hold_on_one_row_keeps_its_own_file(firm: Firm, saved: bool) -> None:
    firm.hold("shop.people", "2")
    done = firm.apply(firm.look(NOW).plan if saved else None)
    assert done.refused == () and there(firm) == ([2], ["2.jpg"])


@pytest.mark.parametrize("place", ["media.objects", "media"])
def test_a_hold_on_the_folder_keeps_rows_and_files_also_from_a_saved_plan(firm: Firm, place: str) -> None:
    """The folder has no step of its own, and the run that applies the plan made none."""
    plan = firm.look(NOW).plan
    firm.hold(place)
    done = firm.apply(plan)
    assert done.refused and there(firm) == ([1, 2, 3], ["1.jpg", "2.jpg", "3.jpg"])
