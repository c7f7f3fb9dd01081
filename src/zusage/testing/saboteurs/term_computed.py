"""term-computed: an end lies forty days too late: no whole term reaches it."""

from __future__ import annotations

from datetime import datetime, timedelta

from zusage.testing.saboteurs.base import Cannot, Deed, Site, rows_of


def sabotage(site: Site) -> Deed:
    """The end of the youngest row is moved: starts of more than two years ago are not compared."""
    system, table, _ = site.place("table")
    end = next(iter(site.words("end")), "")
    with site.open(system) as db:
        start = next(iter(site.words("start")), end)
        row = max((r for r in rows_of(db, table) if r.get(end)), key=lambda r: str(r.get(start)), default=None)
        if row is None:
            raise Cannot(f"{table} has no end")
        moved = datetime.fromisoformat(str(row[end])) + timedelta(days=40)
        later = f"{moved:%Y-%m-%d}" + str(row[end])[10:]
        db.execute(f'UPDATE "{table}" SET "{end}" = ? WHERE rowid = ?', (later, row["rowid!"]))
    return Deed(f"{system}.{table}: an end forty days too late", ((system, table),))
