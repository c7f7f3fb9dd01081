"""Concepts and assessments: what an organisation decides about its processing, and why."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.order import Paper

PAPERS: tuple[Paper, ...] = (
    Paper(
        "deletion-concept",
        Text("Löschkonzept", "Deletion concept"),
        Text("Datenschutzbeauftragte, Aufsichtsbehörde, Revision", "protection officer, authority, audit"),
        "Art. 5(1)(e), 17 GDPR; DIN 66398; EN ISO/IEC 27555",
        "zusage.writer.concepts.deletion:deletion_concept",
    ),
)
