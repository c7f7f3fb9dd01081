"""What is written here."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.order import Paper

_AUTHORITY = Text("Aufsichtsbehörde, Datenschutzbeauftragte", "supervisory authority, data protection officers")
_OFFICER = Text("Datenschutzbeauftragte", "data protection officers")
_HERE = "zusage.writer.registers"

PAPERS: tuple[Paper, ...] = (
    Paper(
        "record",
        Text("Verzeichnis der Verarbeitungstätigkeiten", "Record of processing activities"),
        _AUTHORITY,
        "Art. 30 GDPR",
        f"{_HERE}.record:record",
    ),
    Paper(
        "recipients",
        Text("Verzeichnis der Auftragsverarbeiter und Empfänger", "Register of processors and recipients"),
        _OFFICER,
        "Art. 28, 30(1)(d) GDPR",
        f"{_HERE}.recipients:recipients",
    ),
    Paper(
        "transfers",
        Text("Verzeichnis der Übermittlungen in Drittländer", "Register of transfers to third countries"),
        _AUTHORITY,
        "Art. 44–50 GDPR",
        f"{_HERE}.transfers:transfers",
    ),
    Paper(
        "sub-processors",
        Text("Weitere Auftragsverarbeiter", "Further processors"),
        Text("Kundinnen und Kunden", "customers"),
        "Art. 28(2), 28(4) GDPR",
        f"{_HERE}.sub_processors:sub_processors",
    ),
    Paper(
        "device-storage",
        Text("Cookies und andere Speicherung auf Endgeräten", "Cookies and other storage on devices"),
        Text("Besucherinnen und Besucher", "visitors"),
        "§ 25 TDDDG, Art. 6 GDPR",
        f"{_HERE}.device_storage:device_storage",
    ),
    Paper(
        "measures",
        Text("Technische und organisatorische Maßnahmen", "Technical and organisational measures"),
        Text("Datenschutzbeauftragte, Kundinnen und Kunden", "data protection officers, customers"),
        "Art. 32 GDPR",
        f"{_HERE}.measures:measures",
    ),
)
