"""What is written here."""

from __future__ import annotations

from zusage.writer.order import Paper

PAPERS: tuple[Paper, ...] = ()
