"""The rights of data subjects, one sentence each, with their article.

Law: follows Art. 15 to 22 and 77 GDPR; the sentence says what a person can ask for, not what we would like to give.
"""

from __future__ import annotations

from zusage.language.citations import gdpr
from zusage.model.text import Language, Text

TITLES = {
    "access": Text("Auskunft", "Access"),
    "rectification": Text("Berichtigung", "Rectification"),
    "erasure": Text("Löschung", "Erasure"),
    "restriction": Text("Einschränkung", "Restriction"),
    "portability": Text("Übertragbarkeit", "Portability"),
    "withdrawal": Text("Widerruf", "Withdrawal"),
    "objection": Text("Widerspruch", "Objection"),
    "complaint": Text("Beschwerde", "Complaint"),
}
_ARTICLES = {"access": (15, 0), "rectification": (16, 0), "erasure": (17, 0), "restriction": (18, 0), "portability": (20, 0),
             "objection": (21, 1), "withdrawal": (7, 3)}  # fmt: skip
_DE = {
    "access": "‹Sie können|Du kannst› Auskunft verlangen, ob und welche Daten wir über ‹Sie|dich› verarbeiten, und eine "
    "Kopie dieser Daten erhalten",
    "rectification": "Sind Daten unrichtig oder unvollständig, ‹können Sie|kannst du› verlangen, dass wir sie berichtigen "
    "oder ergänzen",
    "erasure": "‹Sie können|Du kannst› verlangen, dass wir ‹Ihre|deine› Daten löschen, soweit keine gesetzliche Pflicht "
    "oder die Verfolgung von Ansprüchen entgegensteht",
    "restriction": "‹Sie können|Du kannst› verlangen, dass wir ‹Ihre|deine› Daten nur noch speichern und nicht weiter "
    "verwenden, etwa solange streitig ist, ob sie richtig sind",
    "portability": "Daten, die ‹Sie|du› uns aufgrund einer Einwilligung oder eines Vertrags ‹gegeben haben|gegeben hast›, "
    "geben wir ‹Ihnen|dir› in einem gängigen, maschinenlesbaren Format heraus oder, soweit technisch machbar, an eine von "
    "‹Ihnen|dir› benannte Stelle weiter",
    "objection": "Soweit wir ‹Ihre|deine› Daten aufgrund eines berechtigten Interesses verarbeiten (Art. 6 Abs. 1 lit. f "
    "DSGVO), ‹können Sie|kannst du› dem jederzeit aus Gründen widersprechen, die sich aus ‹Ihrer|deiner› besonderen "
    "Situation ergeben",
    "withdrawal": "Eine Einwilligung ‹können Sie|kannst du› jederzeit widerrufen; was bis dahin geschehen ist, bleibt "
    "rechtmäßig",
}
_EN = {
    "access": "You can ask whether and which data we process about you, and obtain a copy of them",
    "rectification": "If data are inaccurate or incomplete, you can ask us to correct or complete them",
    "erasure": "You can ask us to erase your data unless a legal obligation or the pursuit of claims stands against it",
    "restriction": "You can ask us to store your data only and not to use them any further, for example while it is "
    "disputed whether they are accurate",
    "portability": "Data that you gave us on the basis of consent or a contract we hand out to you in a common, "
    "machine-readable format or, where technically feasible, pass on to a body that you name",
    "objection": "Where we process your data on the basis of a legitimate interest (Art. 6(1)(f) GDPR), you can object to "
    "that at any time on grounds relating to your particular situation",
    "withdrawal": "You can withdraw consent at any time; what happened before remains lawful",
}


def right(name: str, language: Language) -> str:
    """The sentence of a right, unaddressed (see `zusage.language.address`); "" for an unknown one."""
    words = (_DE if language == "de" else _EN).get(name, "")
    if not words:
        return ""
    article, paragraph = _ARTICLES[name]
    return f"{words} ({gdpr(article, language, paragraph)})."
