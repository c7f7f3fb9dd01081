"""Starting: a commented starter declaration, empty or from a database.

Law: what is written compiles, deletes nothing that a person did not decide (undecided tables say so and are shown as
unproven), and lists every open point as a comment that starts with DECIDE. An existing declaration is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from zusage.app.proposal import Proposal, propose
from zusage.app.starter import Answers, declaration_text
from zusage.model.errors import UsageError
from zusage.plan.connector import Opening
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId


@dataclass(frozen=True, slots=True)
class Started:
    """The file that was written, the proposal behind it, and how many points are open."""

    file: Path
    open_points: int
    proposal: Proposal | None


class NoNotebook:
    """Looking at a database needs no journal; whoever tries to write one has a bug."""

    def intend(self, batch: Batch, detail: str) -> int:
        raise UsageError("ZE48")

    def done(self, intention: int, counts: Mapping[str, int]) -> None:
        raise UsageError("ZE48")

    def withdraw(self, intention: int) -> None:
        raise UsageError("ZE48")

    def open_intentions(self, target: TargetId) -> tuple[tuple[int, Batch, str], ...]:
        return ()

    def entries(self, target: TargetId, after: int = 0) -> Iterator[tuple[int, Batch]]:
        return iter(())


def start_declaration(folder: Path, answers: Answers, variable: str, url: str | None, now: datetime) -> Started:
    """Write `zusage.yml` into `folder`. Raises UsageError ZE69 when there is one, ConnectorError when `url` fails."""
    from zusage.declaration.format import format_text

    file = folder / "zusage.yml"
    if file.exists():
        raise UsageError("ZE69", path=str(file))
    proposal = read_proposal(url, now) if url else None
    text = format_text(declaration_text(answers, variable, proposal), name=str(file))
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return Started(file, text.count("DECIDE"), proposal)


def read_proposal(url: str, now: datetime) -> Proposal:
    """Look at a database through its probing connection."""
    from zusage.adapters.connectors import open_connector

    connector = open_connector("sql", Opening(TargetId("app"), {"url": url}, (), NoNotebook()))
    try:
        return propose(connector, now)
    finally:
        connector.close()
