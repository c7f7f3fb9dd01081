"""Every document that can be written, by name, in the order in which people look for them."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.concepts.catalogue import PAPERS as CONCEPTS
from zusage.writer.exports.catalogue import EXPORTS as FOR_MACHINES
from zusage.writer.letters.catalogue import PAPERS as LETTERS
from zusage.writer.order import Export, Paper
from zusage.writer.registers.catalogue import PAPERS as REGISTERS

NOTICE = Paper(
    "notice",
    Text("Datenschutzerklärung", "Privacy notice"),
    Text("betroffene Personen", "data subjects"),
    "Art. 13, 14 GDPR",
    "zusage.writer.notice:notices",
)
PAPERS: dict[str, Paper] = {paper.name: paper for paper in (NOTICE, *REGISTERS, *CONCEPTS, *LETTERS)}
EXPORTS: dict[str, Export] = {export.name: export for export in FOR_MACHINES}
