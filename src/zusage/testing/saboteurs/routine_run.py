"""routine-run: the run does not find a store, and leaves it out."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Cannot, Deed, Site


def sabotage(site: Site) -> Deed:
    """A database that is no registry is away while the run works."""
    registries = {s.each.system for s in site.policy.systems.values() if s.each}
    for system in site.policy.systems.values():
        if system.connector == "sql" and system.each is None and system.id not in registries and not system.absent:
            try:
                return Deed(
                    f"{system.id} was left out of the run", ((system.id, ""),), hide=tuple(site.databases(system.id))
                )
            except Cannot:
                continue
    raise Cannot("every database is a registry")
