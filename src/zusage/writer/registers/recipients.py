"""The register of processors and recipients (Art. 28, 30(1)(d) GDPR): role, contract, place, evidence, next look.

Law: everybody who receives data is in it, also who only runs a system. For each processor it says which items of
Art. 28(3)(a) to (h) GDPR the contract is declared to stipulate; of an item that is not declared it says just that. Documents
and looks are listed by the day on which somebody has to look again, what is overdue first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.document.tree import Block, Cell, Document, Paragraph, Section, Sentence, plain
from zusage.kinds.sentences.recipient_undertakes import undertaken
from zusage.language.citations import gdpr
from zusage.language.terms import CLAUSES, CONTRACTS, EVIDENCE, term
from zusage.model.calendar import add_days
from zusage.model.period import Period
from zusage.policy.organisation import Contract, Recipient
from zusage.reference.clauses import stipulated
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.parties import Receiving, mechanism, name, role, uses
from zusage.writer.registers.places import abroad, land

_OVERVIEW = (
    Column("recipient", "Empfänger", "Recipient", 5),
    Column("role", "Rolle", "Role", 3),
    Column("activities", "Wofür", "What for", 5),
    Column("country", "Land", "Country", 3),
    Column("contract", "Vertrag oder Vereinbarung", "Contract or arrangement", 5),
    Column("safeguard", "Drittland: Grundlage", "Third country: ground", 5),
)
_ITEMS = tuple(
    Column(key, f"{letter}) {words.de}", f"({letter}) {words.en}", 2)
    for letter, (key, words) in zip("abcdefgh", CLAUSES.items(), strict=True)
)
_AGREEMENTS = (
    Column("recipient", "Auftragsverarbeiter", "Processor", 3),
    Column("dated", "Vertrag vom", "Contract of", 2),
    *_ITEMS,
    Column("annexes", "Anlagen", "Annexes", 2),
)
_EVIDENCE = (
    Column("next_look", "Nächste Prüfung", "Next look", 3),
    Column("recipient", "Empfänger", "Recipient", 4),
    Column("document", "Was", "What", 5),
    Column("dated", "Stand", "As of", 3),
    Column("age", "Alter", "Age", 3),
    Column("good_for", "Gilt", "Good for", 2),
    Column("file", "Ablage", "File", 4),
)
_KNOWN = {**CONTRACTS, **EVIDENCE}
_LATE = date.max


def recipients(order: Order) -> tuple[Document, ...]:
    """The register, or nothing where nobody receives anything."""
    desk = Desk(order)
    found = {id: ones for id, ones in uses(order.policy).items() if ones}
    if not found:
        return ()
    title = desk.say("Verzeichnis der Auftragsverarbeiter und Empfänger", "Register of processors and recipients")
    law = desk.say("Art. 28 Abs. 3, Art. 30 Abs. 1 lit. d DSGVO", "Art. 28(3), 30(1)(d) GDPR")
    sections = (
        cover(desk, ("Verantwortlicher", "Controller"), law),
        _overview(desk, found),
        *_agreements(desk, found),
        *_evidence(desk, found),
        versions(desk),
    )
    return (desk.document("recipients", title, sections),)


def _overview(desk: Desk, found: dict[str, list[Receiving]]) -> Section:
    title = desk.say("Übersicht", "Overview")
    caption = desk.say("Alle Empfänger auf einen Blick", "All recipients at a glance")
    rows = (_line(desk, ones) for ones in found.values())
    return Section("overview", title, (desk.table("recipients", caption, _OVERVIEW, rows),))


def _line(desk: Desk, ones: list[Receiving]) -> tuple[Cell, ...]:
    who = ones[0].recipient
    full = name(desk, who, ones[0].flow)
    lines = (plain(full), plain(who.address)) if who.address else (plain(full),)
    roles = dict.fromkeys(role(desk, one) for one in ones)
    return (
        cells(lines),
        cells(plain(words[:1].upper() + words[1:]) for words in roles),
        cells(desk.titles(one.activity.id for one in ones)),
        cells(land(desk, who)),
        _contract(desk, ones),
        cells(mechanism(desk, who)) if abroad(who) else plain("–"),
    )


def is_processor(ones: list[Receiving]) -> bool:
    """Whether it is a processor in any activity."""
    return any(one.role == "processor" for one in ones)


def _contract(desk: Desk, ones: list[Receiving]) -> Cell:
    who = ones[0].recipient
    said = [plain(_contract_words(desk, contract)) for contract in who.contracts]
    if is_processor(ones) and not any(contract.kind == "avv" for contract in who.contracts):
        norm = gdpr(28, desk.order.language, 3)
        said.append(desk.lacks(f"Vertrag nach {norm}", f"contract under {norm}"))
    if any(one.role == "joint" for one in ones):
        dated = who.agreement.dated if who.agreement else None
        norm = gdpr(26, desk.order.language)
        words = desk.say(f"Vereinbarung nach {norm}", f"arrangement under {norm}")
        said.append(plain(f"{words[:1].upper()}{words[1:]}, {desk.day(dated)}") if dated else desk.lacks(words, words))
    return cells(said)


def _contract_words(desk: Desk, contract: Contract) -> str:
    kind = document_words(desk, contract.kind)
    return f"{kind}, {desk.day(contract.dated)}" if contract.dated else kind


def document_words(desk: Desk, kind: str) -> str:
    """What a document on file is."""
    words = term(_KNOWN, kind, desk.order.language)
    return words[:1].upper() + words[1:]


def _agreements(desk: Desk, found: dict[str, list[Receiving]]) -> tuple[Section, ...]:
    processors = [ones[0].recipient for ones in found.values() if is_processor(ones)]
    if not processors:
        return ()
    title = desk.say("Was die Verträge regeln", "What the contracts stipulate")
    norm = gdpr(28, desk.order.language, 3)
    caption = desk.say(f"Punkte des {norm} und Anlagen", f"Items of {norm} and annexes")
    table = desk.table("agreements", caption, _AGREEMENTS, (_agreement(desk, who) for who in processors))
    blocks: tuple[Block, ...] = (table,)
    if more := tuple(_further(desk, processors)):
        blocks = (*blocks, Paragraph(more, lines=True))
    return (Section("agreements", title, blocks),)


def _agreement(desk: Desk, who: Recipient) -> tuple[Cell, ...]:
    contract = next((contract for contract in who.contracts if contract.kind == "avv"), None)
    agreed = stipulated(contract.clauses) if contract else frozenset()
    dated = plain(desk.day(contract.dated)) if contract and contract.dated else desk.lacks("Datum", "date")
    annexes = cells(plain(annex_words(desk, annex)) for annex in (contract.annexes if contract else ()))
    yes, open_ = desk.sentence("ja", "yes"), desk.not_said()
    return (plain(name(desk, who)), dated, *(yes if key in agreed else open_ for key in CLAUSES), annexes)


def _further(desk: Desk, processors: list[Recipient]) -> Iterator[Sentence]:
    """Undertakings beyond Art. 28(3)."""
    language = desk.order.language
    for who in processors:
        for contract in who.contracts:
            for clause in (clause for clause in contract.clauses if clause not in CLAUSES):
                words = undertaken(clause, language)
                yield desk.sentence(
                    f"{name(desk, who)} hat sich außerdem {words}.", f"{name(desk, who)} has also undertaken{words}."
                )


def annex_words(desk: Desk, annex: str) -> str:
    """An annex of a contract."""
    known = {
        "tom": ("Maßnahmen", "measures"),
        "sub_processors": ("Unteraufträge", "sub-contracts"),
    }
    return desk.say(*known[annex]) if annex in known else term({}, annex, desk.order.language)


def _evidence(desk: Desk, found: dict[str, list[Receiving]]) -> tuple[Section, ...]:
    looks = [look for ones in found.values() for look in _looks(desk, ones[0].recipient)]
    if not looks:
        return ()
    title = desk.say("Nachweise und nächste Prüfungen", "Evidence and next looks")
    caption = desk.say("Was zuerst fällig ist, steht oben", "What is due first stands first")
    rows = [row for _, row in sorted(looks, key=lambda look: look[0])]
    return (Section("evidence", title, (desk.table("evidence", caption, _EVIDENCE, rows),)),)


def _looks(desk: Desk, who: Recipient) -> Iterator[tuple[date, tuple[Cell, ...]]]:
    for document in (*who.contracts, *who.evidence):
        yield _look(desk, who, document_words(desk, document.kind), document.dated, document.renew, document.file)
    if transfer := who.transfer:
        if transfer.mechanism != "none":
            words = desk.say("Prüfung der Grundlage der Übermittlung", "Check of the ground of the transfer")
            yield _look(desk, who, words, transfer.checked, transfer.renew, transfer.id or transfer.listed_as or None)
        if transfer.tia:
            yield _look(desk, who, document_words(desk, "tia"), transfer.tia, transfer.renew, None)
    if listed := who.sub_processors:
        words = desk.say("Liste der weiteren Auftragsverarbeiter", "List of further processors")
        yield _look(desk, who, words, listed.checked, listed.renew, listed.list)


def _look(
    desk: Desk, who: Recipient, words: str, dated: date | None, renew: Period | None, file: str | None
) -> tuple[date, tuple[Cell, ...]]:
    due = add_days(dated, renew) if dated and renew else _LATE
    row: tuple[Cell, ...] = (
        desk.due(dated, renew) if dated and renew else desk.not_said(),
        plain(name(desk, who)),
        plain(words),
        plain(desk.day(dated)) if dated else desk.lacks("Datum", "date"),
        plain(desk.age(dated)) if dated else plain("–"),
        plain(desk.duration(renew)) if renew else desk.not_said(),
        plain("–") if file is None else plain(file) if file else desk.not_said(),
    )
    return due, row
