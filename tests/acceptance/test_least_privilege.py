"""PostgreSQL for real: the roles that `zusage grants` prints are enough, and no more than enough.

An administrator runs exactly what is printed, in every database; then all commands work with these roles. The application's
own role owns nothing, so a read-only instance is read-only for it in every way; where it owns the tables, the board says so.
"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from support.company import FREE, Company, clock
from support.harbour import DUE, harbour
from support.postgres import Server


@pytest.fixture
def company(postgres_server: Server, tmp_path) -> Iterator[Company]:
    """The harbour on PostgreSQL, with the printed roles and an application's role without ownership."""
    folder = tmp_path / "company"
    company = harbour(folder, clock(), postgres_server.url())
    if not company.ask("control", "SELECT 1 FROM pg_roles WHERE rolname = 'hafen_app'"):
        postgres_server.run("CREATE ROLE hafen_app LOGIN")
    for id in databases(company):
        postgres_server.run(
            "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO hafen_app",
            database=f"hafen_{id}",
        )
    for system, script in sections(company.zusage("grants").text):
        for database in databases(company):
            if (system == "control") == (database == "control"):
                with psycopg.connect(company.address(database)) as db:
                    db.execute(script.encode())
    file = folder / "zusage.env"
    lines = dict(line.split("=", 1) for line in file.read_text().splitlines())
    for name, role in {"": "zusage_probe", "_APPLY": "zusage_apply"}.items():
        for system in ("CONTROL", "INSTANCE"):
            lines[system + name] = lines[system + name].replace("postgres@", f"{role}@")
    lines["INSTANCE_APP"] = lines["INSTANCE_APP"].replace("postgres@", "hafen_app@")
    file.write_text("".join(f"{name}={value}\n" for name, value in lines.items()))
    yield company
    for id in ("control", "t1", "t2", "t3", "t4", "t5"):
        postgres_server.drop(f"hafen_{id}")


def databases(company: Company) -> list[str]:
    return ["control", *company.instances()]


def sections(text: str) -> Iterator[tuple[str, str]]:
    """System and script of each part of the printed grants, as they stand."""
    for part in text.split("-- system ")[1:]:
        yield part.split(":", 1)[0], "-- system " + part


def as_app(company: Company, database: str, *statements: str) -> str:
    """Run statements as the application; returns the error, or ""."""
    try:
        with psycopg.connect(company.address(database).replace("postgres@", "hafen_app@")) as db:
            for statement in statements:
                db.execute(statement.encode())
    except psycopg.Error as error:
        return str(error)
    return ""


def test_the_printed_roles_are_enough(company: Company, postgres_server: Server) -> None:
    company.zusage("setup")
    assert set(company.broken()) >= {"contract/retention/invoices", "chat/retention/messages", "chat/retention/ended/delete"}
    company.zusage("apply", "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]
    with psycopg.connect(postgres_server.url()) as db:
        left = {name for (name,) in db.execute("SELECT datname FROM pg_database WHERE datname LIKE 'hafen_%'")}
    assert left >= {"hafen_control", "hafen_t1", "hafen_t2"}
    assert not left & {f"hafen_{id}" for id in DUE}
    assert company.column("t1", "SELECT id FROM messages ORDER BY id") == [2, 4, 6, 8, 10, 12]
    company.zusage("apply", "--yes", *FREE)
    assert company.column("control", "SELECT id FROM customers ORDER BY id") == [1, 2]
    assert company.broken() == {}
    assert company.board()["chat/retention/ended/lock"]["state"] == "kept"
    assert company.counted() == company.counted("receipt")

    roles = "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles WHERE rolname LIKE 'zusage_%'"
    assert company.ask("control", roles + " ORDER BY 1") == [
        ("zusage_apply", False, False, False, False),
        ("zusage_probe", False, False, False, False),
    ]
    for role in ("zusage_probe", "zusage_apply"):
        assert company.number("t1", f"SELECT has_table_privilege('{role}', 'contacts', 'TRUNCATE')::int") == 0
        assert company.number("t1", f"SELECT has_table_privilege('{role}', 'contacts', 'INSERT')::int") == 0
    probe = company.address("t1").replace("postgres@", "zusage_probe@")
    with psycopg.connect(probe) as db, pytest.raises(psycopg.Error):
        db.execute("DELETE FROM messages")


WAYS = {
    "insert": "INSERT INTO contacts VALUES (99, 'x', 'x')",
    "update": "UPDATE contacts SET name = 'x' WHERE id = 1",
    "delete": "DELETE FROM attachments",
    "truncate": "TRUNCATE attachments",
    "cascade": "TRUNCATE contacts CASCADE",
}


def test_a_locked_instance_is_read_only_for_its_application(company: Company) -> None:
    company.zusage("setup")
    assert as_app(company, "t2", "UPDATE contacts SET name = name") == ""
    company.zusage("apply", "--yes", *FREE)
    before = company.ask("t2", "SELECT * FROM contacts ORDER BY id"), company.ask("t2", "SELECT * FROM messages ORDER BY id")
    for way in ("insert", "update", "delete", "truncate", "cascade"):
        error = as_app(company, "t2", WAYS[way])
        assert "chat/retention/ended/lock" in error, f"{way}: {error or 'went through'}"
    app = psycopg.connect(company.address("t2").replace("postgres@", "hafen_app@"))
    copying = "COPY contacts (id, name) FROM STDIN"
    with pytest.raises(psycopg.Error, match="chat/retention/ended/lock"), app as db, db.cursor().copy(copying) as copy:
        copy.write_row((98, "x"))
    for attempt in (
        "ALTER TABLE contacts DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DELETE FROM zusage.locks",
        "INSERT INTO zusage.writers VALUES ('hafen_app')",
    ):
        assert as_app(company, "t2", attempt, WAYS["update"]), attempt
    after = company.ask("t2", "SELECT * FROM contacts ORDER BY id"), company.ask("t2", "SELECT * FROM messages ORDER BY id")
    assert after == before
    assert as_app(company, "t1", "UPDATE contacts SET name = name") == ""
    company.tell("control", "UPDATE instances SET booked_until = NULL WHERE id = 't2'")
    company.zusage("apply", "--yes", *FREE)
    assert as_app(company, "t2", "UPDATE contacts SET name = name") == ""


def test_a_lock_that_the_application_could_lift_is_not_called_kept(company: Company) -> None:
    company.zusage("setup")
    for table in ("contacts", "messages", "attachments"):
        company.tell("t2", f"ALTER TABLE {table} OWNER TO hafen_app")
    company.zusage("apply", "--yes", *FREE, ok=None)
    row = company.board()["chat/retention/ended/lock"]
    assert row["state"] != "kept"
    assert "not enforced" in str(row["explanation"]) or row["state"] == "broken", row["explanation"]


def test_rows_that_a_policy_hides_are_never_counted_as_none(company: Company) -> None:
    company.zusage("setup")
    company.tell("t1", "ALTER TABLE messages ENABLE ROW LEVEL SECURITY")
    row = company.board()["chat/retention/messages"]
    assert row["state"] in ("unproven", "broken")
    assert any("messages" in str(t) or t["instance"] for t in row["judgement"]["unseen"]), row
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert company.number("t1", "SELECT count(*) FROM messages") == 12
    assert company.number("t2", "SELECT count(*) FROM messages") == 6
    assert company.board()["chat/retention/messages"]["state"] == "unproven"


def test_a_held_customer_keeps_databases_on_the_server(company: Company) -> None:
    company.zusage("setup")
    company.zusage(
        "hold", "add", "--kind", "court", "--role", "legal", "--reason", "x", "--place", "control.customers", "--key", "3"
    )
    company.zusage("apply", "--yes", *FREE, ok=None)
    assert company.instances() == ["t1", "t2", "t3"]
    assert company.number("t3", "SELECT count(*) FROM messages") == 12
    assert company.number("control", "SELECT count(*) FROM invoices WHERE customer_id = 3") == 3
    company.zusage("hold", "release", "H-1", "--role", "legal")
    company.zusage("apply", "--yes", *FREE)
    assert company.instances() == ["t1", "t2"]


def test_a_copy_of_the_database_under_its_name_is_refused(company: Company, postgres_server: Server) -> None:
    """The same address, the same marker, another server: a plan is for one place only."""
    company.zusage("setup")
    company.zusage("plan", "-o", "plan.json")
    company.tell("t1", "UPDATE zusage.control SET marker = 'another'")
    assert "not the store that was planned for" in company.zusage("apply", "plan.json", "--yes", *FREE, ok=1).text
    assert company.number("t1", "SELECT count(*) FROM messages") == 12
