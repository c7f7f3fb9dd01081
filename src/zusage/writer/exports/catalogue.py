"""What is written here."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.order import Export

EXPORTS: tuple[Export, ...] = (
    Export(
        "tilt",
        Text("Transparenzangaben als TILT", "Transparency information as TILT"),
        "Transparency Information Language and Toolkit 1",
        "json",
        "zusage.writer.exports.tilt:tilt",
    ),
    Export(
        "fideslang",
        Text("Systeme und Datenbestände als fideslang", "Systems and datasets as fideslang"),
        "fideslang 3",
        "json",
        "zusage.writer.exports.fideslang:fideslang",
    ),
    Export(
        "einwv",
        Text("Angaben für Dienste zur Einwilligungsverwaltung", "Information for services that manage consents"),
        "§ 18(3) no. 4 EinwV",
        "json",
        "zusage.writer.exports.einwv:einwv",
    ),
    Export(
        "dpv",
        Text("Verzeichnis und Einwilligungen als verknüpfte Daten", "Record and consents as linked data"),
        "W3C DPV 2, ISO/IEC TS 27560",
        "jsonld",
        "zusage.writer.exports.dpv:dpv",
    ),
)
