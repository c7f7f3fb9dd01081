"""individual-accounts: the key that keeps accounts apart is dropped."""

from __future__ import annotations

import re

from zusage.testing.saboteurs.base import Deed, Site, rows_of


def sabotage(site: Site) -> Deed:
    """The table is made again without UNIQUE."""
    system, table, _ = site.place("table")
    with site.open(system) as db:
        rows_of(db, table)
        (text,) = db.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
        loose = re.sub(r",?\s*CONSTRAINT \"?\w+\"? UNIQUE \([^)]*\)|\bUNIQUE\b(?!\s*\()", "", text)
        loose = re.sub(r",\s*UNIQUE\s*\([^)]*\)", "", loose)
        for (index,) in db.execute(
            "SELECT name FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql LIKE '%UNIQUE%'", (table,)
        ):
            db.execute(f'DROP INDEX "{index}"')
        db.execute(f'ALTER TABLE "{table}" RENAME TO "{table}__before"')
        db.execute(loose)
        db.execute(f'INSERT INTO "{table}" SELECT * FROM "{table}__before"')
        db.execute(f'DROP TABLE "{table}__before"')
    return Deed(f"{system}.{table}: names need not be unique", ((system, table),))
