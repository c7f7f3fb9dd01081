"""Our own state in PostgreSQL: publishing, looking and running with it, from whatever folder a command is called."""

from __future__ import annotations

import contextlib
from pathlib import Path

from support.office import Office
from support.postgres import Server, database, postgres_server

__all__ = ["database", "postgres_server"]


def test_a_state_in_postgresql_keeps_its_key_beside_the_declaration(
    postgres_server: Server, database, tmp_path: Path
) -> None:
    office = Office(tmp_path / "office")
    with (office.folder / "zusage.env").open("a") as env:
        env.write(f"ZUSAGE_STATE={postgres_server.url(database())}\n")
    here = ("-p", str(office.folder))
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    with contextlib.chdir(tmp_path / "one"):
        assert office.call("write", "notice", *here, "-o", str(tmp_path / "build")).exit_code == 0
        done = office.call("publish", *map(str, sorted((tmp_path / "build").glob("*.html"))), *here)
        assert done.exit_code == 0, done.exception
        assert office.call("apply", "--yes", *here).exit_code == 0
        added = office.call(
            *("hold", "add", *here, "--kind", "court", "--place", "control.invoices", "--role", "management"),
            *("--reason", "Klage eingegangen"),
        )
        assert added.exit_code == 0, added.exception
    with contextlib.chdir(tmp_path / "other"):
        assert "Klage eingegangen" in office.call("hold", "list", *here).output
        assert office.call("publish", "--list", *here).output.count("in force today") == 2
        assert office.call("ledger", "verify", *here).exit_code == 0
        assert "zusage_published 1" in office.call("metrics", *here).output
        assert office.call("check", str(office.folder)).exit_code == 0
    assert sorted(p.name for p in (office.folder / ".zusage").iterdir() if not p.name.startswith(".")) == [
        "checkpoint.txt",
        "key",
        "metrics.prom",
        "vault.db",
    ]
    assert not list((tmp_path / "one").iterdir())
    assert not list((tmp_path / "other").iterdir())
