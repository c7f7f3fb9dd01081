"""The legal terms of the glossary, in both languages.

Law: one German term, one English term, one name in code (`docs/glossary.md`); nobody writes them by hand elsewhere.
"""

from __future__ import annotations

from zusage.model.text import Language, Text

ROLES = {
    "processor": Text("Auftragsverarbeiter", "processor"),
    "controller": Text("eigenständig verantwortlich", "controller in its own right"),
    "joint": Text("gemeinsam mit uns verantwortlich", "joint controller with us"),
    "instructed_by_customer": Text("von unserem Kunden gewählt und angewiesen", "chosen and instructed by our customer"),
    "self": Text("von uns selbst betrieben", "run by ourselves"),
    "authority": Text("Behörde", "public authority"),
}

MECHANISMS = {
    "adequacy": Text("Angemessenheitsbeschluss (Art. 45 DSGVO)", "adequacy decision (Art. 45 GDPR)"),
    "dpf": Text("Zertifizierung nach dem EU-US Data Privacy Framework (Art. 45 DSGVO)",
                "certification under the EU-US Data Privacy Framework (Art. 45 GDPR)"),
    "scc": Text("Standardvertragsklauseln (Art. 46 Abs. 2 lit. c DSGVO)",
                "standard contractual clauses (Art. 46(2)(c) GDPR)"),
    "bcr": Text("verbindliche interne Datenschutzvorschriften (Art. 47 DSGVO)", "binding corporate rules (Art. 47 GDPR)"),
    "consent": Text("ausdrückliche Einwilligung (Art. 49 Abs. 1 lit. a DSGVO)", "explicit consent (Art. 49(1)(a) GDPR)"),
    "none": Text("keine Garantie", "no safeguard"),
}  # fmt: skip

CONTRACTS = {
    "avv": Text(
        "Vertrag zur Auftragsverarbeitung nach Art. 28 Abs. 3 DSGVO", "data processing agreement under Art. 28(3) GDPR"
    ),
    "scc": Text("Vertrag mit Standardvertragsklauseln", "contract on standard contractual clauses"),
    "tia": Text("Bewertung der Folgen der Übermittlung", "transfer impact assessment"),
    "tom": Text(
        "Verzeichnis der technischen und organisatorischen Maßnahmen", "list of technical and organisational measures"
    ),
}

EVIDENCE = {
    "pentest": Text("Penetrationstest durch unabhängige Prüfer", "penetration test by independent testers"),
    "audit-report": Text("Prüfbericht einer unabhängigen Stelle", "audit report of an independent body"),
}


def term(table: dict[str, Text], key: str, language: Language) -> str:
    """The words for `key`; an unknown key is its own word."""
    return table[key].to(language) if key in table else key.replace("_", " ").replace("-", " ")
