"""Starter: the text of a starter declaration, in German or English.

Law: what is written compiles and plans nothing: every period stands under `undecided:` with a proposal beside it. Every open
point is a comment that starts with DECIDE. Names of tables and columns are the only things taken from a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from zusage.app.proposal import Proposal, TableProposal
from zusage.model.text import Language, Text

SHAPES = {
    "email": Text("E-Mail", "e-mail"),
    "phone": Text("Telefon", "phone"),
    "iban": Text("IBAN", "IBAN"),
    "ipv4": Text("IP-Adresse", "IP address"),
    "ipv6": Text("IP-Adresse", "IP address"),
    "card_number": Text("Kartennummer", "card number"),
    "name_like": Text("Namen", "names"),
}
WORDS = {
    "head": Text(
        "# Was wir mit personenbezogenen Daten tun: Aus dieser Datei wird die Datenschutzerklärung geschrieben und\n"
        "# gehalten. `zusage check` prüft sie, `zusage write notice` schreibt den Text. Gelöscht wird erst mit\n"
        "# `zusage apply`, und nur, was eine Regel nennt; noch steht hier keine. Wo DECIDE steht, ist etwas zu entscheiden.",
        "# What we do with personal data: the privacy notice is written from this file and kept by it.\n"
        "# `zusage check` checks it, `zusage write notice` writes the text. Nothing is deleted before `zusage apply`,\n"
        "# and only what a rule names; there is none yet. Where it says DECIDE there is something to decide.",
    ),
    "notice": Text("Datenschutzerklärung", "Privacy notice"),
    "write_to": Text("wohin Fragen und Anträge gehen", "where questions and requests go"),
    "read_only": Text("eine Rolle, die nur lesen darf, genügt zunächst", "a role that may only read is enough for now"),
    "location": Text("DECIDE: In welchem Land steht diese Datenbank?", "DECIDE: in which country is this database?"),
    "zone": Text("DECIDE: Zone der Zeiten, die ohne eine gespeichert sind", "DECIDE: zone of times stored without one"),
    "whose": Text("DECIDE: Wer sind diese Menschen? Braucht es die Tabelle noch?", "DECIDE: who are they? Still needed?"),
    "nobody": Text(
        "DECIDE: {rows} Zeilen ohne erkennbare Personen; stimmt das?", "DECIDE: {rows} rows, nobody seen; is that so?"
    ),
    "several": Text(
        "DECIDE: gehört zu mehreren Tabellen? owned_by: {{type: …, id: …, targets: {{…}}}}",
        "DECIDE: belongs to several tables? owned_by: {{type: …, id: …, targets: {{…}}}}",
    ),
    "json": Text(
        "DECIDE: In einer JSON-Spalte stehen Angaben zu Personen.", "DECIDE: a JSON column holds data about people."
    ),
    "mention": Text("DECIDE: nennt Menschen nur", "DECIDE: only mentions people"),
    "left_out": Text(
        "DECIDE: Name nicht schreibbar, also noch nicht erklärt", "DECIDE: name cannot be written, not declared yet"
    ),
    "recipients": Text(
        "# DECIDE: Wer bekommt Daten? Mindestens, bei wem die Datenbank steht:\n"
        "# recipients:\n"
        "#   hoster: {name: …, country: DE, role: processor, contracts: [{kind: avv, dated: 2026-01-31}]}\n"
        "# und in jeder Tätigkeit: recipients: {hoster: {data: all}}",
        "# DECIDE: who receives data? At least whoever hosts the database:\n"
        "# recipients:\n"
        "#   hoster: {name: …, country: DE, role: processor, contracts: [{kind: avv, dated: 2026-01-31}]}\n"
        "# and in every activity: recipients: {hoster: {data: all}}",
    ),
    "purpose": Text("Der Zweck ist noch nicht benannt.", "The purpose has not been named yet."),
    "why": Text("DECIDE: wofür?", "DECIDE: what for?"),
    "basis": Text(
        "DECIDE: contract, {{consent: …}}, {{legitimate_interests: …}}, {{legal_obligation: […]}}",
        "DECIDE: contract, {{consent: …}}, {{legitimate_interests: …}}, {{legal_obligation: […]}}",
    ),
    "as_found": Text(
        "Wie lange wir diese Daten aufbewahren, ist noch nicht festgelegt.",
        "How long we keep these data has not been settled yet.",
    ),
    "period": Text(
        "DECIDE: Wie lange, nach welchem Ereignis? Ersetzen Sie undecided: durch die Zeile unter propose:, wenn sie stimmt.",
        "DECIDE: how long after what? Put the line under propose: in the place of undecided: if it is right.",
    ),
    "filled": Text("{start} ist in {filled} % der Zeilen gefüllt", "{start} is filled in {filled} % of the rows"),
    "begins": Text(
        "{start} ist nur der Anfang: Welche Spalte zeigt das Ende?",
        "{start} is only the beginning: which column shows the end?",
    ),
    "no_start": Text(
        "keine Spalte zeigt einen Zeitpunkt; vielleicht zeigt ihn {owner}: from: {{at: app.{owner}.…}}",
        "no column shows a moment; perhaps one of {owner} does: from: {{at: app.{owner}.…}}",
    ),
}
_EXAMPLE = TableProposal("customers", 0, "subject", ("name", "email"), {}, "customer", "", "", "left_at")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questions of `zusage init` ask."""

    name: str
    address: str
    email: str
    authority: str
    language: Language = "de"


def declaration_text(answers: Answers, variable: str, proposal: Proposal | None) -> str:
    """The starter declaration as text."""
    found = proposal or Proposal((_EXAMPLE,), 0, zoneless=True)
    return "\n".join(_Starter(answers, variable, found).lines()) + "\n"


def _quoted(text: str) -> str:
    clean = " ".join(text.split())
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name) and name.lower() not in _WORDLIKE else _quoted(name)


_WORDLIKE = frozenset({"on", "off", "yes", "no", "true", "false", "null", "y", "n"})


class _Starter:
    def __init__(self, answers: Answers, variable: str, proposal: Proposal) -> None:
        self.answers, self.variable, self.proposal = answers, variable, proposal
        self.tables = {table.name: table for table in proposal.tables}
        self.slugs: dict[str, str] = {}

    def say(self, key: str, **values: object) -> str:
        return WORDS[key].to(self.answers.language).format_map({key: str(value) for key, value in values.items()})

    def label(self, table: str) -> str:
        """The name of a table as words for people."""
        spoken = table.replace("_", " ")
        return self.words(_GERMAN.get(table.lower(), spoken) if self.answers.language == "de" else spoken)

    def words(self, text: str) -> str:
        return f"{{{self.answers.language}: {_quoted(text)}}}"

    def lines(self) -> Iterator[str]:
        answers = self.answers
        yield WORDS["head"].to(answers.language)
        yield "zusage: 1\norganisation:"
        yield f"  name: {_quoted(answers.name)}"
        yield f"  address: {_quoted(answers.address)}"
        yield f"  email: {_quoted(answers.email)}  # {self.say('write_to')}"
        yield f"  authority: {answers.authority}"
        yield f"languages: [{answers.language}]\ntimezone: Europe/Berlin\n"
        yield f"documents:\n  notice: {{title: {self.words(self.say('notice'))}}}"
        yield "defaults: {documents: [notice]}\n"
        yield from self.subjects()
        yield from self.system()
        yield WORDS["recipients"].to(answers.language) + "\n"
        yield from self.activities()

    def subjects(self) -> Iterator[str]:
        groups = [table for table in self.proposal.tables if table.role == "subject"]
        yield "subjects:" if groups else "subjects: {}"
        for table in groups:
            label, columns = self.label(table.name), _found_by(table)
            yield f"  {table.subject}: {{label: {label}, found_in: {{{_key('app.' + table.name)}: [{_key(columns)}]}}}}"

    def system(self) -> Iterator[str]:
        yield "\nsystems:\n  app:\n    connector: sql"
        yield f"    url: env:{self.variable}  # {self.say('read_only')}"
        yield f"    location: DE  # {self.say('location')}"
        if self.proposal.zoneless:
            yield f"    zone: UTC  # {self.say('zone')}"
        yield "    tables:" if self.tables else "    tables: {}"
        for table in self.proposal.tables:
            role, note = self.role(table)
            yield f"      {_key(table.name)}: {{{role}}}" + (f"  # {note}" if note else "")
        for name in self.proposal.left_out:
            yield f"      # {_quoted(name)}: {self.say('left_out')}"
        yield ""

    def role(self, table: TableProposal) -> tuple[str, str]:
        """How the language says what a table is, and what is to be decided about it."""
        doubt = self.say(table.doubt) if table.doubt else ""
        match table.role:
            case "subject":
                return f"subject: {table.subject}", doubt
            case "owned":
                return f"owned_by: {table.owner} via {table.via}", doubt
            case "mention":
                columns = ", ".join(map(_key, table.personal))
                return f"only_reference: true, personal: [{columns}]", self.say("mention")
            case _:
                return "no_personal_data: true", doubt or (self.say("nobody", rows=table.rows) if table.rows else "")

    def activities(self) -> Iterator[str]:
        subjects = [table.subject for table in self.proposal.tables if table.role == "subject"]
        yield "activities:" if subjects else "activities: {}"
        for subject in subjects:
            tables = self.proposal.of(subject)
            yield f"  {_slug(tables[0].name, set())}:"
            yield f"    title: {self.label(tables[0].name)}"
            yield f"    subjects: [{subject}]"
            yield f"    purposes: {{main: {self.words(self.say('purpose'))}}}  # {self.say('why')}"
            yield f"    basis: contract  # {self.say('basis')}"
            taken: set[str] = set()
            slugs = {table.name: _slug(table.name, taken) for table in tables}
            yield "    data:"
            for table in tables:
                label = self.label(table.name)
                yield f"      {slugs[table.name]}: {{label: {label}, in: {_quoted('app.' + table.name)}}}"
            yield f"    retention:  # {self.say('period')}"
            for table in tables:
                yield from self.rule(table, slugs[table.name])
            yield ""

    def rule(self, table: TableProposal, slug: str) -> Iterator[str]:
        yield f"      {slug}:{self.hint(table)}"
        yield f"        data: [{slug}]"
        yield f"        undecided:\n          as_found: {self.words(self.say('as_found'))}"
        if table.start and not table.only_begins:
            act = f"keep: {{law: {table.law}}}, delete: afterwards" if table.law else "delete: after 2 years"
            yield f"          propose: {{from: {{at: {_quoted(f'app.{table.name}.{table.start}')}}}, {act}}}"

    def hint(self, table: TableProposal) -> str:
        if not table.start:
            return f"  # {self.say('no_start', owner=table.owner)}" if table.owner else ""
        if table.only_begins:
            return f"  # {self.say('begins', start=table.start)}"
        return f"  # {self.say('filled', start=table.start, filled=table.filled)}" if table.rows else ""


def _found_by(table: TableProposal) -> str:
    by_mail = next((name for name, (shape, _) in table.shares.items() if shape == "email"), "")
    return by_mail or next((name for name in table.personal if "mail" in name), table.personal[0])


_GERMAN = {
    "accounts": "Konten",
    "addresses": "Anschriften",
    "applicants": "Bewerberinnen und Bewerber",
    "appointments": "Termine",
    "bookings": "Buchungen",
    "comments": "Kommentare",
    "consents": "Einwilligungen",
    "contacts": "Kontakte",
    "conversations": "Gespräche",
    "customers": "Kundinnen und Kunden",
    "employees": "Beschäftigte",
    "enquiries": "Anfragen",
    "inquiries": "Anfragen",
    "invoices": "Rechnungen",
    "letters": "Geschäftsbriefe",
    "mandates": "SEPA-Mandate",
    "members": "Mitglieder",
    "messages": "Nachrichten",
    "orders": "Bestellungen",
    "patients": "Patientinnen und Patienten",
    "payments": "Zahlungen",
    "persons": "Personen",
    "sessions": "Sitzungen",
    "subscribers": "Empfängerinnen und Empfänger des Newsletters",
    "tickets": "Vorgänge",
    "user_roles": "Rollen und Rechte",
    "users": "Nutzerinnen und Nutzer",
}
"""Usual names of tables, so that a first German text reads as one; every other name stands as it is."""


def _slug(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:36].strip("-") or "table"
    slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 1000))) if s not in taken)
    taken.add(slug)
    return slug
