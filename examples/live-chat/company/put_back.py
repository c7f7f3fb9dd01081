"""After a disk has failed: what came in since the copy was made is entered again, from papers and mails.

Law: what Zusage had erased since is not entered again; that it goes again is for Zusage to see to.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

TABLES = (
    "customers",
    "instances",
    "mandates",
    "invoices",
    "letters",
    "notices_sent",
    "enquiries",
    "subscribers",
    "consents",
    "suppressed",
)
NOTED = {
    "instances": ("booked_until", "state"),
    "enquiries": ("settled_at",),
    "subscribers": ("state",),
    "consents": ("withdrawn_at",),
}
"""What people note about a row after it was made."""

Rows = dict[str, dict[Any, dict[str, Any]]]


def read(file: Path) -> Rows:
    """All rows by table and key."""
    with closing(sqlite3.connect(file)) as db:
        db.row_factory = sqlite3.Row
        return {t: {row["id"]: dict(row) for row in db.execute(f"SELECT * FROM {t}")} for t in TABLES}


def enter_again(file: Path, rows: Rows) -> None:
    """Rows that the copy never had, and what was noted about others since."""
    there = read(file)
    with closing(sqlite3.connect(file)) as db:
        for table in TABLES:
            for key, row in rows[table].items():
                if key not in there[table]:
                    marks = ", ".join("?" * len(row))
                    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
                    continue
                for column in NOTED.get(table, ()):
                    if row[column] != there[table][key][column] and row[column] != "purged":
                        db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (row[column], key))
        db.commit()
