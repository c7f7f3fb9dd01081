"""Restriction on PostgreSQL: the application does not see marked rows, we see all of them, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import POSTGRESQL, Memory, ddl
from zusage.adapters.connectors import open_connector
from zusage.plan.act import Release, Restrict
from zusage.plan.condition import ALWAYS, NEVER, Before
from zusage.plan.connector import Connector, Opening
from zusage.plan.look import Count, Trial
from zusage.plan.structure import Column
from zusage.plan.target import TargetId
from zusage.testing.sketches import NOW, ago, delete, done, older, order, table

__all__ = ["database", "postgres_server"]
ROLES = ("zr_probe", "zr_apply", "zr_app", "zr_owner")
OLD = Restrict("m1", "shop/m", "people", older(30))
READS = Trial("t", "people", "shop/m", reads=True)


@pytest.fixture
def shop(postgres_server: Server, database: Callable[[], str]) -> Iterator[tuple[Connector, Callable[[str], str]]]:
    name = database()
    admin = postgres_server.url(name)
    shape = table("people", Column("id", "integer", nullable=False), Column("at", "instant"), Column("name", "text"))

    def url(role: str) -> str:
        return admin.replace("postgresql://", f"postgresql://{role}@", 1) if "@" not in admin else _as(admin, role)

    with psycopg.connect(admin, autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        connection.execute(ddl(shape, POSTGRESQL))
        connection.execute("ALTER TABLE people OWNER TO zr_owner")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON people TO zr_app, zr_apply")
        connection.execute("GRANT SELECT ON people TO zr_probe")
        for number in range(1, 41):
            row = (number, ago(40 if number <= 10 else 1), f"P{number}")
            connection.execute("INSERT INTO people VALUES (%s, %s, %s)", row)
    options = {"url": url("zr_probe"), "apply": url("zr_apply"), "setup": admin, "app": url("zr_app")}
    opening = Opening(TargetId("shop"), options, ("people",), Memory(), zone="UTC", restricts=("people",))
    store = open_connector("sql", opening)
    yield store, url
    store.close()


def _as(address: str, role: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{role}@{rest.rpartition('@')[2]}"


def rows(url: str, query: str = "SELECT count(*) FROM people") -> Any:
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


def test_the_application_sees_no_marked_row_and_we_see_all(shop: tuple[Connector, Callable[[str], str]]) -> None:
    store, url = shop
    before = store.fingerprint()
    store.set_up()
    store.set_up()
    assert store.fingerprint() == before and store.structure().notes == ()
    assert rows(url("zr_app")) == 40
    receipt = store.apply(OLD, order())
    assert done(receipt) == {"people": 10} and receipt.reached == "enforced"
    assert rows(url("zr_app")) == rows(url("zr_owner")) == 30
    assert store.look(Count("c", "people", ALWAYS), {}, NOW).numbers["count"] == 40
    seen = store.look(READS, {}, NOW).numbers
    assert seen["tried"] == seen["stopped"] == 4 and seen["bypass"] == 0
    with psycopg.connect(url("zr_app")) as app:
        assert app.execute("UPDATE people SET name = 'x'").rowcount == 30
        assert app.execute("DELETE FROM people WHERE id = 3").rowcount == 0
        app.execute("INSERT INTO people VALUES (99, now(), 'new')")
    assert done(store.apply(Release("m2", "shop/m", "people", NEVER), order("run-2"))) == {"people": 10}
    assert rows(url("zr_app")) == 41


def test_a_deletion_still_finds_restricted_rows(shop: tuple[Connector, Callable[[str], str]]) -> None:
    store, url = shop
    store.set_up()
    store.apply(OLD, order())
    assert done(store.apply(delete(older(35), name="people", act="d1"), order("run-2"))) == {"people": 10}
    gone = Count("c", "people", Before("at", older(30).cut_off))
    assert store.look(gone, {}, NOW).numbers["count"] == 0
    assert rows(url("zr_app")) == 30


@pytest.mark.parametrize(
    "sabotage",
    [
        "ALTER TABLE people NO FORCE ROW LEVEL SECURITY; ALTER TABLE people OWNER TO zr_app",
        "DROP POLICY zusage_restricted ON people",
        "ALTER TABLE people DISABLE ROW LEVEL SECURITY",
        "DELETE FROM zusage.restricted WHERE key <> '1'; ALTER ROLE zr_app BYPASSRLS",
        "ALTER POLICY zusage_restricted ON people USING (true)",
    ],
)
def test_what_does_not_hold_is_seen(shop: tuple[Connector, Callable[[str], str]], sabotage: str, request: Any) -> None:
    store, _ = shop
    store.set_up()
    store.apply(OLD, order())
    admin = store._store.url("setup")  # the test is the saboteur
    with psycopg.connect(admin, autocommit=True) as connection:
        request.addfinalizer(lambda: _restore(admin))
        for statement in sabotage.split("; "):
            connection.execute(statement)
    seen = store.look(READS, {}, NOW).numbers
    assert seen["tried"] and (seen["stopped"] < seen["tried"] or seen["bypass"])


def _restore(admin: str) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("ALTER ROLE zr_app NOBYPASSRLS")


def test_a_policy_of_the_application_keeps_our_looks_honest(shop: tuple[Connector, Callable[[str], str]]) -> None:
    """Where somebody else filters rows, a look of ours fails instead of lying."""
    store, _ = shop
    store.set_up()
    with psycopg.connect(store._store.url("setup"), autocommit=True) as connection:
        connection.execute("CREATE POLICY mine ON people AS RESTRICTIVE USING (id > 5)")
    seen = store.look(Count("c", "people", ALWAYS), {}, NOW)
    assert not seen.visible and "row security" in seen.reason


def test_without_an_app_role_a_mark_is_a_mark(shop: tuple[Connector, Callable[[str], str]]) -> None:
    store, url = shop
    options = {name: store._store.url(name) for name in ("url", "apply", "setup")}
    plain = open_connector("sql", Opening(TargetId("shop"), options, ("people",), Memory(), restricts=("people",)))
    plain.set_up()
    assert plain.apply(OLD, order()).reached == "marked" and rows(url("zr_app")) == 40
    assert not plain.look(READS, {}, NOW).visible
    plain.close()
