"""everything-declared: somebody leaves an export in a database."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site


def sabotage(site: Site) -> Deed:
    """A table with personal columns that nobody declared."""
    system = site.words("systems")[0]
    with site.open(system) as db:
        db.execute("CREATE TABLE tmp_export (id integer PRIMARY KEY, email text, geburtsdatum text)")
    return Deed(f"{system}: a table tmp_export", ((system, "tmp_export"),))
