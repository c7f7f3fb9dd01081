"""collected-only: a form asks for one thing more."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site


def sabotage(site: Site) -> Deed:
    """A column that nobody announced."""
    system, table, _ = site.place("table")
    return add_column(site, system, table, "geburtsdatum")


def add_column(site: Site, system: str, table: str, column: str) -> Deed:
    """A new column."""
    with site.open(system) as db:
        db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{column}" text')
    return Deed(f"{system}.{table}: a column {column}", ((system, table),), columns=(column,))
