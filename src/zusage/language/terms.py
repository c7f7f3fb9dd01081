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
    "derogation": Text("Ausnahme im Einzelfall (Art. 49 DSGVO)", "derogation in a particular case (Art. 49 GDPR)"),
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
    "access-review": Text("Überprüfung der Zugänge", "access review"),
    "key-list": Text("Verzeichnis der Schlüssel", "list of keys"),
    "minutes": Text("Protokoll", "minutes"),
    "restore-test": Text("Wiederherstellungstest", "restore test"),
    "training": Text("Schulungsnachweis", "record of training"),
    "audit-report": Text("Prüfbericht einer unabhängigen Stelle", "audit report of an independent body"),
}

CLAUSES = {
    "instructions": Text("Weisungen", "instructions"),
    "confidentiality": Text("Vertraulichkeit", "confidentiality"),
    "security": Text("Sicherheit nach Art. 32", "security under Art. 32"),
    "sub_processors": Text("Unteraufträge", "sub-contracts"),
    "rights": Text("Hilfe bei Anträgen Betroffener", "help with requests of people"),
    "assistance": Text("Hilfe bei Art. 32 bis 36", "help with Art. 32 to 36"),
    "deletion": Text("Löschung oder Rückgabe", "deletion or return"),
    "audits": Text("Nachweise und Prüfungen", "evidence and audits"),
}
"""What a data processing agreement stipulates, in the order of Art. 28(3)(a) to (h) GDPR."""

GOALS = {
    "pseudonymisation": Text("Pseudonymisierung", "Pseudonymisation"),
    "encryption": Text("Verschlüsselung", "Encryption"),
    "confidentiality": Text("Vertraulichkeit", "Confidentiality"),
    "integrity": Text("Integrität", "Integrity"),
    "availability": Text("Verfügbarkeit", "Availability"),
    "resilience": Text("Belastbarkeit", "Resilience"),
    "restoration": Text("Wiederherstellung", "Restoration"),
    "testing": Text("Regelmäßige Überprüfung", "Regular testing"),
}
"""The goals of Art. 32(1) GDPR by their names in the grammar."""

DEVICE_NORMS = {
    "eu/de": Text("§ 25 Abs. 1 TDDDG", "section 25(1) TDDDG"),
    "eu/at": Text("§ 165 Abs. 3 TKG 2021", "section 165(3) TKG 2021"),
    "ch": Text("Art. 45c FMG", "Art. 45c FMG"),
    "eu": Text("Art. 5 Abs. 3 der Richtlinie 2002/58/EG", "Art. 5(3) of Directive 2002/58/EC"),
}
"""Regime to the norm on storing something on a device, or reading it there, with consent."""

DEVICE_EXCEPTIONS = DEVICE_NORMS | {
    "eu/de": Text("§ 25 Abs. 2 Nr. 2 TDDDG", "section 25(2) no. 2 TDDDG"),
}
"""The same without consent, because a service that somebody expressly asked for cannot do without it."""

OFFICES = {
    "admin": Text("Administration", "administration"),
    "dpo": Text("Datenschutzbeauftragte Person", "data protection officer"),
    "finance": Text("Buchhaltung", "finance"),
    "internal-it": Text("interne IT", "internal IT"),
    "management": Text("Geschäftsführung", "management"),
    "marketing": Text("Marketing", "marketing"),
    "people": Text("Personalabteilung", "human resources"),
    "platform": Text("Plattformbetrieb", "platform operations"),
    "security": Text("Informationssicherheit", "information security"),
    "support": Text("Kundendienst", "support"),
    "web": Text("Web-Redaktion", "web team"),
}
"""Roles in an organisation that many have; others are their own word."""


def term(table: dict[str, Text], key: str, language: Language) -> str:
    """The words for `key`; an unknown key is its own word."""
    return table[key].to(language) if key in table else key.replace("_", " ").replace("-", " ")
