"""term-computed: an end lies a year too late."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site, rows_of


def sabotage(site: Site) -> Deed:
    """The end of one row is moved."""
    system, table, _ = site.place("table")
    end = next(iter(site.words("end")), "")
    with site.open(system) as db:
        row = next((r for r in rows_of(db, table) if r.get(end)), None)
        if row is None:
            raise Cannot(f"{table} has no end")
        later = str(int(str(row[end])[:4]) + 1) + str(row[end])[4:].replace("-02-29", "-02-28")
        db.execute(f'UPDATE "{table}" SET "{end}" = ? WHERE rowid = ?', (later, row["rowid!"]))
    return Deed(f"{system}.{table}: an end a year too late", ((system, table),))
