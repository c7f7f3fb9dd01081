"""The words in which the tables of law are shown: names of tables and facts, values that are codes.

Law: every table has a name; a fact without one here is shown by its own name. What is code (HIDDEN) stands in JSON only.
"""

from __future__ import annotations

from zusage.app.law_phrases import CODES, GERMAN
from zusage.language.citations import localised
from zusage.language.durations import duration
from zusage.model.period import parse_period
from zusage.model.text import Language, Text
from zusage.reference.tables import Fact

UNREAD = Text("nicht geprüft", "to be verified")
PROPOSED = Text("Vorschlag, kein geltendes Recht", "proposal, not law")
TABLES = {
    "adequacy": Text("Angemessenheit", "adequacy"),
    "articles": Text("Vorschriften", "articles"),
    "authorities": Text("Aufsichtsbehörden", "authorities"),
    "bases": Text("Rechtsgrundlagen", "legal bases"),
    "elements": Text("Pflichtangaben", "elements of information"),
    "new_law": Text("neues Recht", "new law"),
    "outdated": Text("Veraltetes", "outdated names"),
    "promises": Text("Arten von Zusagen", "kinds of promise"),
    "record": Text("Verzeichnis", "record of processing"),
    "retention": Text("Aufbewahrung", "retention"),
    "rights": Text("Rechte", "rights"),
    "roles": Text("Rollen", "roles"),
    "safeguards": Text("Garantien", "safeguards"),
    "void_mechanisms": Text("Ungültiges", "void mechanisms"),
}
FACTS = {
    "address": Text("Anschrift", "address"),
    "age": Text("Alter", "age"),
    "art13": Text("bei der Person", "from the person"),
    "art14": Text("bei anderen", "from others"),
    "article": Text("Vorschrift", "article"),
    "asks": Text("Erklärung zu", "statement on"),
    "basis": Text("Grundlage", "basis"),
    "by": Text("durch", "by"),
    "cases": Text("Urteile", "cases"),
    "cite": Text("Vorschrift", "citation"),
    "clock": Text("gezählt", "counted"),
    "competence": Text("zuständig für", "competent for"),
    "competence_law": Text("nach", "under"),
    "condition": Text("wann", "when"),
    "contents": Text("Inhalt", "contents"),
    "country": Text("Land", "country"),
    "covers": Text("umfasst", "covers"),
    "covers_source": Text("umfasst nach", "covers under"),
    "doubtful_since": Text("zweifelhaft seit", "doubtful since"),
    "decision": Text("Beschluss", "decision"),
    "duties": Text("Pflichten", "duties"),
    "email": Text("E-Mail", "e-mail"),
    "exceptions": Text("Ausnahmen", "exceptions"),
    "excludes": Text("nicht für", "not for"),
    "exporter": Text("Absender", "exporter"),
    "gives": Text("gibt", "gives"),
    "grounds": Text("Gründe", "grounds"),
    "importer": Text("Empfänger", "importer"),
    "instead_of": Text("statt", "instead of"),
    "kind": Text("Art", "kind"),
    "land": Text("Land", "Land"),
    "law": Text("Gesetz", "law"),
    "level": Text("Stufe", "level"),
    "limited": Text("nur für", "limited to"),
    "litigation": Text("anhängig", "pending"),
    "longest": Text("höchstens", "at most"),
    "mechanism": Text("Mittel", "mechanism"),
    "module": Text("Modul", "module"),
    "name": Text("Name", "name"),
    "needs": Text("braucht", "needs"),
    "not_for": Text("nicht für", "not for"),
    "note": Text("Hinweis", "note"),
    "now": Text("heute", "now"),
    "number": Text("Nummer", "number"),
    "organisations": Text("bei", "at"),
    "pattern": Text("Muster", "pattern"),
    "period": Text("Frist", "period"),
    "phone": Text("Telefon", "phone"),
    "place": Text("Platz", "place"),
    "reading": Text("gelesen", "read"),
    "renewed": Text("verlängert", "renewed"),
    "repealed": Text("aufgehoben", "repealed"),
    "required": Text("verlangt", "required"),
    "review": Text("Überprüfung", "review"),
    "role": Text("Rolle", "role"),
    "safeguards": Text("Garantien", "safeguards"),
    "scope": Text("je", "per"),
    "starts": Text("ab", "from"),
    "status": Text("Stand", "status"),
    "statute": Text("Vorschrift", "statute"),
    "street": Text("Straße", "street"),
    "takes": Text("nimmt", "takes"),
    "then": Text("danach", "then"),
    "touches": Text("berührt", "touches"),
    "typical": Text("üblich bei", "typical for"),
    "uncited": Text("nicht geprüft, weil", "not checked because"),
    "url": Text("Nachzulesen", "to be read at"),
    "watches": Text("beaufsichtigt", "watches"),
    "web": Text("Web", "web"),
    "within": Text("mitzuteilen in", "to be told within"),
}
_VALUES = {
    "at": Text("ab dem Ereignis", "from the event"),
    "end_of_year": Text("ab Ende des Kalenderjahres", "from the end of the calendar year"),
    "end_of_financial_year": Text("ab Ende des Geschäftsjahres", "from the end of the financial year"),
    "end_of_year_of_financial_year": Text(
        "ab Ende des Jahres, in dem das Geschäftsjahr endet", "from the end of the year in which the financial year ends"
    ),
    "duty": Text("Pflicht", "duty"),
    "limitation": Text("Verjährung", "limitation"),
    "practice": Text("Praxis", "practice"),
    "max": Text("Höchstfrist", "at most"),
    "disclosure": Text("Auskunftspflicht", "duty to disclose"),
    "text": Text("der Text", "the text"),
    "description": Text("eine Beschreibung", "a description"),
    "tax": Text("Steuern", "tax"),
    "controller": Text("Verantwortlicher", "controller"),
    "processor": Text("Auftragsverarbeiter", "processor"),
    "activity": Text("Tätigkeit", "activity"),
    "always": Text("immer", "always"),
    "private": Text("private Stellen", "private bodies"),
    "public": Text("öffentliche Stellen", "public bodies"),
    "error": Text("Fehler", "error"),
    "warning": Text("Warnung", "warning"),
    "info": Text("Hinweis", "info"),
}
_CITED = frozenset(("article", "cite", "competence_law", "touches", "cases", "art13", "art14", "then", "law", "decision"))
_CODED = frozenset(("basis", "kind", "level", "mechanism", "organisations", "reading", "role", "status", "watches"))
_STATUTE = Text("Vorschrift", "statute")
HIDDEN = frozenset((("elements", "needs"), ("record", "needs"), ("outdated", "context"), ("outdated", "pattern")))
"""Facts that are code, not law; JSON has them."""
_PERIODS = frozenset(("period", "longest", "within"))


def worded(name: str, value: Fact, language: Language) -> str:
    """A fact in the reader's language: periods and citations as people write them, codes by their names."""
    if isinstance(value, tuple):
        parts = [worded(name, one, language) for one in value]
        return ("; " if any("," in part for part in parts) else ", ").join(parts)
    if isinstance(value, bool):
        return ("ja" if value else "nein") if language == "de" else ("yes" if value else "no")
    text = str(value)
    if name in _PERIODS and (period := parse_period(text)) is not None:
        return duration(period, language)
    if name in _CITED:
        return cited_as(text, language)
    if name == "uncited":
        return text.split(" / ")[0 if language == "de" else -1]
    known = _VALUES.get(text) or (_STATUTE if (name, text) == ("kind", "law") else None)
    known = known or (CODES.get(text) if name in _CODED else None)
    if known is not None:
        return known.to(language)
    return GERMAN.get(text, text) if language == "de" else text


_GERMAN_SOURCES = {
    "subparagraph": "Unterabs.",
    "recital": "Erwägungsgrund",
    "CJEU": "EuGH",
    "GDPR": "DSGVO",
    "Regulation (EU)": "Verordnung (EU)",
    "Directive (EU)": "Richtlinie (EU)",
    "Decision (EU)": "Beschluss (EU)",
    "/EC": "/EG",
}


def cited_as(text: str, language: Language) -> str:
    """A citation as the language writes it."""
    said = localised(text, language)
    if language == "de":
        for english, german in _GERMAN_SOURCES.items():
            said = said.replace(english, german)
    return said
