"""Approvals and stages, attacked: what was approved is what is deleted, and no edit deletes earlier unobserved."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.firm import HEAD, NOW, activity, old, shop
from support.staged import DAY, ROLES, RULE, Staged, declaration
from zusage.app.approving import clear
from zusage.duties.rollout import Phase
from zusage.model.errors import RefusedError

PEOPLE = "people: {label: {en: people}, in: shop.people}"
ENDS = "people: {label: {en: people}, in: shop.ends}\n      others: {label: {en: others}, in: [shop.people, shop.middles]}"


def in_routine(staged: Staged) -> None:
    """Observed, tried, confirmed, approved for good; the backlog is gone."""
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.run(plan=plan)
    staged.stand()
    staged.run()
    assert phase(staged) is Phase.ROUTINE


def phase(staged: Staged) -> Phase:
    with staged.firm.session() as session:
        outlook = staged.firm.look()
        seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
        return clear(session, outlook.plan, "operator", seen).progress[RULE].phase


def of(tables: str, rule: str, before: str = "", more: str = "") -> str:
    return ROLES + before + shop(tables) + more + activity(PEOPLE, f"gone: {{data: [people], {rule}}}")


def firm(folder: Path, text: str, tables: str) -> Staged:
    staged = Staged(folder, text, rows=0)
    staged.firm.run(f"DROP TABLE people; {tables}")
    staged.firm.set_up()
    return staged


CONSENT = """consents:
  news:
    label: {{en: letter}}
    proof: {{in: shop.consents, where: {{kind: {}}}, given: given_at, withdrawn: withdrawn_at}}
    withdraw: [link_in_mail]
"""
AT = "from: {at: shop.people.left_at}, delete: after 30 days"
ONE = "people: {subject: person, personal: [email]}"
EITHER = "from: {earliest_of: [{withdrawn: news}, {at: shop.people.left_at}]}, delete: after 30 days"
CHAIN = f"{ONE}\nmiddles: {{owned_by: people via WAY}}\nends: {{owned_by: middles via middle}}"
STORE = "  media:\n    connector: files\n    path: env:STORE\n    location: DE\n"

EDITS = {
    "another consent": (
        of(f"{ONE}\nconsents: {{owned_by: people}}", EITHER, CONSENT.format("news")),
        of(f"{ONE}\nconsents: {{owned_by: people}}", EITHER, CONSENT.format("other")),
    ),
    "the owner of an owner": tuple(of(CHAIN.replace("WAY", way), AT).replace(PEOPLE, ENDS) for way in ("first", "second")),
    "the zone of the store": (of(ONE, AT), of(ONE, AT).replace("zone: UTC", "zone: Pacific/Kiritimati")),
    "a shorter period": (of(ONE, AT), of(ONE, AT.replace("30", "29"))),
    "another column": (of(ONE, AT), of(ONE, AT.replace("left_at", "made_at"))),
    "a hold that is gone": (of(ONE, f"{AT}, holds: [court]"), of(ONE, AT)),
    "rows that were spared": (of(ONE, f"{AT}, where: {{email: spared}}"), of(ONE, AT)),
    "a run that comes less often": (
        of(ONE, AT.replace("after", "within")),
        of(ONE, AT.replace("after", "within")).replace("every: 1 day", "every: 20 days"),
    ),
}
TABLES = f"""
CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT, left_at TEXT, made_at TEXT);
CREATE TABLE middles (id INTEGER PRIMARY KEY, first INTEGER, second INTEGER);
CREATE TABLE ends (id INTEGER PRIMARY KEY, middle INTEGER);
CREATE TABLE consents (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id), kind TEXT, given_at TEXT,
    withdrawn_at TEXT);
INSERT INTO people VALUES (1, NULL, NULL, NULL);
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 150)
    INSERT INTO people SELECT i, 'spared', '{old(60)}', NULL FROM n;
INSERT INTO middles SELECT id, id, 1 FROM people;
INSERT INTO ends SELECT id, id FROM people;
"""


BILLS = """
CREATE TABLE bills (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people (id), made_on TEXT);
INSERT INTO bills SELECT id, id, '2025-03-01' FROM people;
UPDATE people SET made_at = 'x';
"""


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_that_may_delete_earlier_is_observed_first(tmp_path: Path, edit: str) -> None:
    before, after = EDITS[edit]
    staged = firm(tmp_path / "firm", before, TABLES)
    in_routine(staged)
    staged.declare(after)
    assert phase(staged) is Phase.OBSERVE
    staged.declare(before)
    assert phase(staged) is Phase.ROUTINE


def test_another_time_zone_of_the_organisation_is_observed_first(tmp_path: Path) -> None:
    staged = firm(tmp_path / "firm", of(ONE, AT), TABLES)
    in_routine(staged)
    (staged.firm.folder / "zusage.yml").write_text(HEAD + "timezone: Pacific/Kiritimati\n" + of(ONE, AT))
    assert phase(staged) is Phase.OBSERVE


def test_files_that_a_rule_begins_to_take_along_are_observed_first(tmp_path: Path) -> None:
    photos = ONE.replace("email]", "email], files: {in: media, key: email}")
    before, after = (of(text, AT, more=STORE) for text in (ONE, photos))
    staged = firm(tmp_path / "firm", before, TABLES)
    photo = staged.firm.folder / "media" / "all" / "photo.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_text("photo")
    in_routine(staged)
    staged.declare(after)
    staged.firm.run(f"INSERT INTO people VALUES (900, 'photo.jpg', '{old(60)}', NULL)")
    staged.run(now=NOW + DAY)
    assert photo.exists() and staged.left() == 2


def test_a_store_is_known_after_an_update_of_the_application(tmp_path: Path) -> None:
    """A migration writes `user_version`; the store is still the one that is worked on in stages."""
    staged = Staged(tmp_path / "firm", declaration())
    staged.run()
    staged.firm.run("PRAGMA user_version = 7")
    variables = staged.firm.folder / "zusage.env"
    variables.write_text(variables.read_text() + "ZUSAGE_ENV=rehearsal\n")
    with pytest.raises(RefusedError) as raised:
        staged.run()
    assert raised.value.code == "ZE97" and staged.left() == 500


def test_no_more_than_was_shown_though_the_table_is_large(tmp_path: Path) -> None:
    """12 000 of 400 000 were due and approved; 5 % of the table are 20 000, and as many are due when the plan is applied."""
    staged = Staged(tmp_path / "firm", declaration(), rows=0)
    fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) INSERT INTO people (left_at) "
    staged.firm.run(f"{fill.format(380_000)} SELECT NULL FROM n; {fill.format(12_000)} SELECT '{old(60)}' FROM n")
    staged.run()
    plan = staged.plan()
    staged.approve(plan)
    staged.run(plan=plan)
    tried = 392_000 - staged.left()
    assert 0 < tried <= 100
    plan = staged.plan()
    approval = staged.approve(plan)
    staged.firm.run(f"{fill.format(7_900)} SELECT '{old(60)}' FROM n")
    before = staged.left()
    staged.run(plan=plan)
    assert before - staged.left() <= approval.shown[RULE] < 14_000


def test_a_column_that_begins_to_be_emptied_is_observed_first(tmp_path: Path) -> None:
    """People whose bills are kept stay as a stub; the declaration begins to call another column personal."""
    tables = f"{ONE}\nbills: {{owned_by: people via person}}"
    bills = "}\nbills: {data: [bills], from: {at: shop.bills.made_on}, keep: {law: de/vouchers}, delete: afterwards"
    before = of(tables, AT + bills).replace(PEOPLE, f"{PEOPLE}\n      bills: {{label: {{en: bills}}, in: shop.bills}}")
    after = before.replace("personal: [email]", "personal: [email, made_at]")
    staged = firm(tmp_path / "firm", before, TABLES + BILLS)
    in_routine(staged)
    assert staged.firm.ask("SELECT count(*) FROM people WHERE email IS NULL AND made_at = 'x'") == [150]
    staged.declare(after)
    staged.run(now=NOW + DAY)
    assert staged.firm.ask("SELECT count(*) FROM people WHERE made_at = 'x'") == [150]


@pytest.mark.parametrize("named", ["", "ZUSAGE_ENV=production\n"])
def test_production_is_not_called_made_up_by_one_line(tmp_path: Path, named: str) -> None:
    """The digest of the policy knows no environments; what was worked on in stages under the same name is remembered."""
    staged = Staged(tmp_path / "firm", declaration())
    staged.run()
    text = (HEAD + declaration()).replace("{rehearsal: {synthetic", "{production: {synthetic")
    (staged.firm.folder / "zusage.yml").write_text(text)
    variables = staged.firm.folder / "zusage.env"
    variables.write_text(variables.read_text() + named)
    with pytest.raises(RefusedError) as raised:
        staged.run()
    assert raised.value.code == "ZE97" and staged.left() == 500


def test_what_was_done_fast_is_no_stage_of_anything(tmp_path: Path) -> None:
    staged = Staged(tmp_path / "firm", declaration())
    text = HEAD + declaration()
    (staged.firm.folder / "zusage.yml").write_text(text.replace("{rehearsal: {synthetic", "{production: {synthetic"))
    for at_most in (Phase.OBSERVE, Phase.CANARY, Phase.STAGES):
        staged.run(at_most=at_most)
    (staged.firm.folder / "zusage.yml").write_text(text)
    staged.add(3)
    assert staged.needs() == ("observe", Phase.OBSERVE)
