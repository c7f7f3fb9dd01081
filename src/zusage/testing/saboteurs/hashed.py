"""hashed: one value is stored in clear."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Row, Site, plant, rows_of


def sabotage(site: Site) -> Deed:
    """Plain text in the first column that is named."""
    return write_plainly(site, "hafen-2026")


def write_plainly(site: Site, text: str) -> Deed:
    """This text in the first named column of one row, or of a new one."""
    for word in site.words("columns"):
        system, _, rest = word.partition(".")
        table, _, column = rest.partition(".")
        if not column:
            continue
        with site.open(system) as db:
            row: Row | None = next(iter(rows_of(db, table)), None)
            if row is None:
                plant(db, table, {column: text})
            else:
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (text, row["rowid!"]))
        return Deed(f"{word}: a value in clear", ((system, table),), columns=(column,))
    raise Cannot("the promise names no column")
