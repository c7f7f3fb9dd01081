"""The register of transfers to third countries (Chapter V GDPR).

Law: everybody outside the European Economic Area who has data from us, keeps them there or reaches them from there; a parent
company there is named, and is no transfer by itself. Who may be anywhere is asked about. What our customer connects and
instructs stands apart: it is the customer's transfer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.document.tree import Block, Cell, Document, Paragraph, Section, Sentence, plain
from zusage.language.citations import gdpr
from zusage.policy.organisation import Recipient, Transfer
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.parties import OURS, Receiving, mechanism, name, role, uses
from zusage.writer.registers.places import abroad

_TRANSFERS = (
    Column("recipient", "Empfänger", "Recipient", 4),
    Column("role", "Rolle", "Role", 4),
    Column("country", "Drittland", "Third country", 3),
    Column("activities", "Tätigkeiten", "Activities", 4),
    Column("safeguard", "Grundlage (Art. 44 ff. DSGVO)", "Ground (Art. 44 et seq. GDPR)", 6),
    Column("listed", "Eintrag oder Modul", "Entry or module", 4),
    Column("checked", "Geprüft, nächste Prüfung", "Checked, next look", 3),
    Column("assessment", "Bewertung der Übermittlung", "Assessment of the transfer", 3),
    Column("copy", "Kopie der Garantie", "Copy of the safeguard", 6),
)
_PARENTS = (
    Column("recipient", "Empfänger", "Recipient", 4),
    Column("parent", "Konzernmutter", "Parent company", 4),
    Column("country", "Land", "Country", 3),
)
_PAPER = frozenset({"scc", "bcr"})


def transfers(order: Order) -> tuple[Document, ...]:
    """The register, or nothing where nobody receives anything."""
    desk = Desk(order)
    found = {id: ones for id, ones in uses(order.policy).items() if ones}
    if not found:
        return ()
    title = desk.say("Verzeichnis der Übermittlungen in Drittländer", "Register of transfers to third countries")
    law = desk.say(
        "Kapitel V DSGVO (Art. 44 bis 50), Art. 30 Abs. 1 lit. e DSGVO", "Chapter V GDPR (Art. 44 to 50), Art. 30(1)(e) GDPR"
    )
    sections = (
        cover(desk, ("Verantwortlicher", "Controller"), law),
        _ours(desk, found.values()),
        *_instructed(desk, found.values()),
        *_unknown(desk, found.values()),
        *_parents(desk, found.values()),
        versions(desk),
    )
    return (desk.document("transfers", title, sections),)


def _ours(desk: Desk, found: Iterable[list[Receiving]]) -> Section:
    title = desk.say("Übermittlungen", "Transfers")
    rows = [_row(desk, ones) for ones in found if abroad(ones[0].recipient) and ones[0].role in OURS]
    if rows:
        return Section(
            "transfers",
            title,
            (
                desk.table(
                    "transfers",
                    desk.say("Wer Daten in Drittländern erhält", "Who receives data in third countries"),
                    _TRANSFERS,
                    rows,
                ),
            ),
        )
    none = desk.sentence(
        "Nach dem, was angegeben ist, übermitteln wir keine Daten in Drittländer.",
        "According to what is stated we transfer no data to third countries.",
    )
    return Section("transfers", title, (Paragraph((none,)),))


def _instructed(desk: Desk, found: Iterable[list[Receiving]]) -> tuple[Section, ...]:
    rows = [_row(desk, ones) for ones in found if abroad(ones[0].recipient) and ones[0].role == "instructed_by_customer"]
    if not rows:
        return ()
    title = desk.say("Auf Weisung unserer Kunden", "On instruction of our customers")
    about = desk.sentence(
        "Diese Dienste wählt und verbindet die Kundin oder der Kunde; für die Übermittlung steht ein, wer sie anweist.",
        "Customers choose and connect these services themselves; whoever instructs the transfer answers for it.",
    )
    return (
        Section(
            "instructed",
            title,
            (
                Paragraph((about,)),
                desk.table(
                    "transfers",
                    desk.say("Wer Daten in Drittländern erhält", "Who receives data in third countries"),
                    _TRANSFERS,
                    rows,
                ),
            ),
        ),
    )


def _row(desk: Desk, ones: list[Receiving]) -> tuple[Cell, ...]:
    who = ones[0].recipient
    roles = role(desk, ones[0])
    return (
        plain(name(desk, who, ones[0].flow)),
        plain(roles[:1].upper() + roles[1:]),
        cells(_countries(desk, who)),
        cells(desk.titles(one.activity.id for one in ones)),
        cells((*mechanism(desk, who), *_derogation(desk, who.transfer))),
        cells(_listed(desk, who.transfer)),
        cells(_checked(desk, who.transfer)),
        _assessment(desk, who.transfer),
        _copy(desk, who.transfer),
    )


def _countries(desk: Desk, who: Recipient) -> Iterator[Sentence]:
    for code in abroad(who):
        only_access = code in who.access_from and code not in (who.country, who.location)
        yield plain(desk.country(code) + (desk.say(" (Zugriff)", " (access)") if only_access else ""))


def _derogation(desk: Desk, transfer: Transfer | None) -> Iterator[Sentence]:
    if transfer is None or not transfer.ground:
        return
    letter = transfer.ground.removeprefix("49-1-")
    norm = gdpr(49, desk.order.language, 1, letter if letter.isalpha() else "")
    yield plain(norm)
    if letter == "2" and transfer.tia is None:
        yield desk.lacks("Dokumentation nach Art. 49 Abs. 6 DSGVO", "documentation under Art. 49(6) GDPR")


def _listed(desk: Desk, transfer: Transfer | None) -> Iterator[Sentence]:
    if transfer is None or transfer.mechanism == "none":
        yield plain("–")
        return
    if transfer.mechanism == "dpf":
        listed = desk.say("Liste: ", "List: ")
        yield (
            plain(listed + transfer.listed_as)
            if transfer.listed_as
            else desk.lacks("Eintrag in der Liste", "entry in the list")
        )
    if transfer.id:
        yield plain(desk.say("Nr. ", "No. ") + transfer.id)
    if transfer.covers:
        hr = desk.say("Mit Daten von Beschäftigten", "Data of employees included")
        rest = desk.say("Ohne Daten von Beschäftigten", "Without data of employees")
        yield plain(hr if "hr" in transfer.covers else rest)
    mechanisms = {transfer.mechanism, *transfer.also}
    if "scc" in mechanisms:
        modules = desk.join(transfer.module)
        yield (
            plain(desk.say("Modul ", "Module ") + modules)
            if modules
            else desk.lacks("Modul der Klauseln", "module of the clauses")
        )
    if transfer.mechanism == "adequacy":
        yield desk.sentence("Beschluss gilt für das Land", "Decision holds for the country")


def _checked(desk: Desk, transfer: Transfer | None) -> Iterator[Sentence]:
    if transfer is None or transfer.checked is None:
        yield desk.lacks("wann zuletzt nachgesehen wurde", "when somebody last looked")
        return
    yield plain(desk.dated(transfer.checked))
    yield desk.due(transfer.checked, transfer.renew)


def _assessment(desk: Desk, transfer: Transfer | None) -> Cell:
    if transfer is not None and transfer.tia is not None:
        return plain(desk.dated(transfer.tia))
    if transfer is not None and transfer.mechanism in _PAPER:
        return desk.lacks("Bewertung der Übermittlung", "assessment of the transfer")
    return plain("–")


def _copy(desk: Desk, transfer: Transfer | None) -> Cell:
    if transfer is not None and transfer.copy is not None:
        return desk.begun(transfer.copy)
    if transfer is not None and transfer.mechanism in _PAPER:
        return desk.lacks("wo man eine Kopie bekommt", "where a copy can be obtained")
    return plain("–")


def _unknown(desk: Desk, found: Iterable[list[Receiving]]) -> tuple[Section, ...]:
    """Recipients that may be anywhere."""
    asked = [
        desk.lacks(
            f"Land von „{name(desk, one.recipient, one.flow)}“", f"country of “{name(desk, one.recipient, one.flow)}”"
        )
        for one in (ones[0] for ones in found)
        if not one.recipient.country and not one.recipient.location and one.role not in ("self", "authority")
    ]
    title = desk.say("Noch offen", "Still open")
    return (Section("open", title, (Paragraph(tuple(asked), lines=True),)),) if asked else ()


def _parents(desk: Desk, found: Iterable[list[Receiving]]) -> tuple[Section, ...]:
    who = [ones[0].recipient for ones in found if ones[0].recipient.parent]
    rows: list[tuple[Cell, ...]] = [
        (
            plain(name(desk, one)),
            plain(one.parent),
            plain(desk.country(one.parent_country)) if one.parent_country else desk.lacks("Land", "country"),
        )
        for one in who
    ]
    if not rows:
        return ()
    title = desk.say("Konzernmütter", "Parent companies")
    about = desk.sentence(
        "Eine Konzernmutter im Drittland ist für sich keine Übermittlung; sie kann aber zum Zugriff verpflichtet werden.",
        "A parent company in a third country is no transfer by itself, but it may be obliged to reach the data.",
    )
    blocks: tuple[Block, ...] = (
        Paragraph((about,)),
        desk.table("parents", desk.say("Wem die Empfänger gehören", "Who owns the recipients"), _PARENTS, rows),
    )
    return (Section("parents", title, blocks),)
