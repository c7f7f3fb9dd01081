"""used-only-for: an address of one purpose turns up where another one is served."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site, columns_of, plant, rows_of


def sabotage(site: Site) -> Deed:
    """A row with the address of somebody who is known for another reason."""
    there, table, _ = site.place("not_in")
    activity = site.policy.activities.get(site.promise.activity)
    for datum in activity.data if activity else ():
        if not datum.table or (site.words("data") and datum.id not in site.words("data")):
            continue
        with site.open(datum.system) as db:
            mails = [c for c in columns_of(db, datum.table) if "email" in c and not c.endswith("hash")]
            known = [str(row[mails[0]]) for row in rows_of(db, datum.table) if row[mails[0]]] if mails else []
            if mails and not known:
                plant(db, datum.table, {mails[0]: "wer@post.example"})
                known = ["wer@post.example"]
        if known:
            with site.open(there) as db:
                column = next((c for c in columns_of(db, table) if "email" in c), "")
                if not column:
                    raise Cannot(f"{table} has no address")
                plant(db, table, {column: known[0]})
            return Deed(f"{there}.{table}: an address of {datum.table}", ((there, table), (datum.system, datum.table)))
    raise Cannot("the data hold no address")
