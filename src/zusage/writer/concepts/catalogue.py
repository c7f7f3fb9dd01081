"""Concepts and assessments: what an organisation decides about its processing, and why."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.order import Paper

PAPERS: tuple[Paper, ...] = (
    Paper(
        "deletion-concept",
        Text("Löschkonzept", "Deletion concept"),
        Text(
            "Datenschutzbeauftragte, Aufsichtsbehörde, Revision", "data protection officers, supervisory authority, auditors"
        ),
        "Art. 5(1)(e), 17 GDPR; DIN 66398; EN ISO/IEC 27555",
        "zusage.writer.concepts.deletion:deletion_concept",
    ),
    Paper(
        "interests",
        Text("Abwägung berechtigter Interessen", "Assessment of legitimate interests"),
        Text("Datenschutzbeauftragte, Aufsichtsbehörde", "data protection officers, supervisory authority"),
        "Art. 6(1)(f), 5(2) GDPR",
        "zusage.writer.concepts.interests:interests",
    ),
    Paper(
        "dpia-check",
        Text("Schwellwertprüfung zur Datenschutz-Folgenabschätzung", "Threshold check for an impact assessment"),
        Text("Datenschutzbeauftragte, Aufsichtsbehörde", "data protection officers, supervisory authority"),
        "Art. 35 GDPR; WP 248",
        "zusage.writer.concepts.dpia:dpia_check",
    ),
    Paper(
        "joint-controllers",
        Text("Gemeinsame Verantwortung: das Wesentliche", "Joint responsibility: the essence"),
        Text("betroffene Personen", "data subjects"),
        "Art. 26(2) GDPR",
        "zusage.writer.concepts.joint:joint_controllers",
    ),
)
