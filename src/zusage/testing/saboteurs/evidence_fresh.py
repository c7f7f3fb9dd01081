"""evidence-fresh: the report is many years old."""

from __future__ import annotations

from zusage.testing.saboteurs.base import Deed, Site
from zusage.testing.saboteurs.contract_on_file import change_record, outdated


def sabotage(site: Site) -> Deed:
    """The date of the first report of the kind."""
    kind = next(iter(site.words("kind")), "")
    return change_record(site, lambda line: f"kind: {kind}" in line, lambda line: outdated(site, line))
