"""consent-proven: a consent lacks its confirmation or another part of its proof."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site, columns_of, plant, rows_of


def sabotage(site: Site) -> Deed:
    """One field of the proof is empty."""
    proof = site.policy.consents.get(next(iter(site.words("consent")), ""))
    if proof is None or not proof.system:
        raise Cannot("no table holds the proof")
    with site.open(proof.system) as db:
        rows_of(db, proof.table)
        needed = {row[1] for row in db.execute(f'PRAGMA table_info("{proof.table}")') if row[3]}
        named = [f for f in (*site.words("fields"), proof.confirmed, proof.text) if f != proof.withdrawn]
        fields = [f for f in named if f in columns_of(db, proof.table)]
        loose = [f for f in fields if f not in needed]
        texts = [f for f in fields if "char" in columns_of(db, proof.table)[f].lower()]
        field = next(iter(loose or texts or fields))
        plant(db, proof.table, dict(proof.where) | {proof.withdrawn: None, field: None if loose else ""})
    return Deed(f"{proof.system}.{proof.table}: no {field}", ((proof.system, proof.table),))
