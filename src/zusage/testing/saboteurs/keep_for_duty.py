"""keep-for-duty: the youngest unit under the duty is deleted by hand."""

from __future__ import annotations

from zusage.policy.start import ColumnStart
from zusage.testing.saboteurs.ageing import rule_of, starts_of
from zusage.testing.saboteurs.base import Cannot, Deed, Site, fulfilling, like, rows_of


def sabotage(site: Site) -> Deed:
    """Delete a row that has to stay, or a file."""
    rule, reasons = rule_of(site), ["the rule has no unit"]
    for unit in rule.units:
        try:
            if site.policy.systems[unit.system].connector == "files":
                site.files(unit.system)[-1].unlink()
                return Deed(f"{unit.system}: a file was removed", ((unit.system, ""),))
            with site.open(unit.system) as db:
                columns = [s.column for s in starts_of(rule.start) if isinstance(s, ColumnStart) and s.table == unit.table]
                found = [row for row in rows_of(db, unit.table) if like(row, fulfilling(rule.where))]
                if not found:
                    raise Cannot(f"{unit.table} holds nothing of the kind")
                last = max(found, key=lambda r: (str(r[columns[0]] or "") if columns else "", r["rowid!"]))
                db.execute(f'DELETE FROM "{unit.table}" WHERE rowid = ?', (last["rowid!"],))
            return Deed(f"{unit.system}.{unit.table}: a row was deleted by hand", ((unit.system, unit.table),))
        except Cannot as error:
            reasons = [str(error)]
    raise Cannot(reasons[0])
