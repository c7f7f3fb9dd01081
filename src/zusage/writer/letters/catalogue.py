"""Letters and texts that people read: answers, consents, newsletters, information for staff, the end of a contract."""

from __future__ import annotations

from zusage.model.text import Text
from zusage.writer.order import Paper

PAPERS: tuple[Paper, ...] = (
    Paper(
        "answers",
        Text("Antworten auf Anträge", "Answers to requests"),
        Text("betroffene Personen", "data subjects"),
        "Art. 12, 15–22, 7(3), 28(3)(e) GDPR",
        "zusage.writer.letters.answers:answers",
    ),
    Paper(
        "consent-texts",
        Text("Texte der Einwilligungen", "Texts of consents"),
        Text("betroffene Personen, Gestaltung von Formularen", "data subjects, designers of forms"),
        "Art. 4 no. 11, 7 GDPR; § 25 TDDDG",
        "zusage.writer.letters.consent_texts:consent_texts",
    ),
    Paper(
        "newsletter-texts",
        Text("Texte des Newsletters", "Texts of the newsletter"),
        Text("Empfängerinnen und Empfänger, Redaktion", "subscribers, editors"),
        "Art. 7 GDPR; § 7 UWG",
        "zusage.writer.letters.newsletter:newsletter_texts",
    ),
    Paper(
        "staff",
        Text(
            "Informationen für Beschäftigte, Anlage zur Betriebsvereinbarung",
            "Information for staff, annex to a works agreement",
        ),
        Text("Beschäftigte, Betriebsrat", "staff, works council"),
        "Art. 13, 88 GDPR; § 87(1) no. 6 BetrVG",
        "zusage.writer.letters.staff:staff",
    ),
    Paper(
        "processing-annex",
        Text(
            "Ende des Auftrags: Rückgabe, Bestätigung der Löschung", "End of the contract: return, confirmation of deletion"
        ),
        Text("Kundinnen und Kunden als Verantwortliche", "customers as controllers"),
        "Art. 28(3)(g) GDPR",
        "zusage.writer.letters.contract_end:contract_end",
    ),
)
