"""confirmed-before-use: somebody signs in without having confirmed."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Row, Site, columns_of, plant, rows_of


def sabotage(site: Site) -> Deed:
    """A new account that was used and never confirmed."""
    system, table, column = site.place("column")
    with site.open(system) as db:
        rows_of(db, table)
        used = next(iter(site.words("used")), "last_login")
        values: Row = {column: None, used: site.stamp(1)}
        values |= {"active": 1} if "active" in columns_of(db, table) else {}
        plant(db, table, values)
    return Deed(f"{system}.{table}: used, not confirmed", ((system, table),))
