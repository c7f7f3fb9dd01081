"""restrict-after on PostgreSQL: a mark is missing, the application sees a marked row, or it could let itself see one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from support.clinic import DDL, Clinic
from support.postgres import Server, database, postgres_server
from zusage.kinds.base import State

__all__ = ["database", "postgres_server"]
NOTES = "{data: [notes], from: {at: clinic.notes.made_at}, stages: [{restrict: after 30 days}, {delete: after 2 years}]}"
PROMISE = "care/retention/notes/restrict"
ROLES = ("zs_probe", "zs_apply", "zs_app")


@pytest.mark.parametrize(
    ("sabotage", "state", "reason"),
    [
        ("DELETE FROM zusage.restricted WHERE key = '1'", State.BROKEN, "unmarked"),
        ("ALTER TABLE notes DISABLE ROW LEVEL SECURITY", State.BROKEN, "restricted_readable"),
        (
            "ALTER TABLE notes OWNER TO zs_app; ALTER TABLE notes DISABLE ROW LEVEL SECURITY",
            State.BROKEN,
            "restricted_readable",
        ),
        ("ALTER TABLE notes OWNER TO zs_app", State.UNPROVEN, "restricted_not_enforced"),
        ("GRANT DELETE ON zusage.restricted TO zs_app", State.UNPROVEN, "restricted_not_enforced"),
        ("ALTER ROLE zs_app BYPASSRLS", State.UNPROVEN, "restricted_not_enforced"),
    ],
)
def test_restrict_after_turns_red_or_unproven(
    postgres_server: Server, database: Callable[[], str], tmp_path: Path, sabotage: str, state: State, reason: str
) -> None:
    admin = postgres_server.url(database())

    def url(role: str) -> str:
        scheme, _, rest = admin.partition("://")
        return f"{scheme}://{role}@{rest.rpartition('@')[2]}"

    with psycopg.connect(admin, autocommit=True) as connection:
        for role in ROLES:
            connection.execute(f"DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
            connection.execute(f"ALTER ROLE {role} NOBYPASSRLS")
        connection.execute(DDL)
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON people, notes, bills TO zs_app, zs_apply")
        connection.execute("GRANT SELECT ON people, notes, bills TO zs_probe")
        connection.execute("INSERT INTO notes VALUES (1, NULL, 'T', '2026-01-01'), (2, NULL, 'U', '2026-11-20')")
        clinic = Clinic(tmp_path, notes=NOTES, clinic=url("zs_probe"), apply=url("zs_apply"), setup=admin, app=url("zs_app"))
        clinic.set_up()
        (receipt,) = clinic.run()
        assert receipt.counts == {"notes": 1} and receipt.reached == "enforced" and clinic.plan()[0].steps == ()
        judged = clinic.look()[PROMISE]
        assert judged.state is State.KEPT, judged
        connection.execute(sabotage)
        judged = clinic.look()[PROMISE]
        assert (judged.state, judged.reason) == (state, reason)
