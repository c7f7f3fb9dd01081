"""The list of further processors that customers get (Art. 28(2), (4) GDPR): name, place, what for.

Law: only processors that touch data of activities done on behalf of others, who runs their systems included, and those that
are declared to work under one of them. It is a public form: no contracts, no internal ids. Services that customers choose
and instruct themselves are no further processors and stand apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Document, Link, Paragraph, Section, Sentence, plain
from zusage.language.citations import gdpr
from zusage.policy.organisation import Changes, Recipient
from zusage.reference.services import service
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.parties import Receiving, mechanism, name, receiving
from zusage.writer.registers.places import abroad, land

_LIST = (
    Column("name", "Name und Anschrift", "Name and address", 4),
    Column("place", "Ort der Verarbeitung", "Place of processing", 3),
    Column("what_for", "Wofür", "What for", 5),
    Column("safeguard", "Drittland: Grundlage", "Third country: ground", 5),
    Column("own_list", "Eigene weitere Auftragsverarbeiter", "Further processors of its own", 4),
)
_CHOSEN = (
    Column("name", "Dienst", "Service", 4),
    Column("place", "Ort", "Place", 3),
    Column("what_for", "Wofür", "What for", 5),
)
_CHANNELS = {
    "mail": ("E-Mail", "e-mail"),
    "email": ("E-Mail", "e-mail"),
    "in_app": ("Hinweis in der Anwendung", "a message in the application"),
    "post": ("Brief", "letter"),
}


def sub_processors(order: Order) -> tuple[Document, ...]:
    """The list, or nothing where nothing is done on behalf of others."""
    desk = Desk(order, spoken_to=True)
    found = _found(desk)
    if not any(activity.role == "processor" for activity in order.policy.activities.values()):
        return ()
    title = desk.say("Weitere Auftragsverarbeiter", "Further processors")
    law = desk.say("Art. 28 Abs. 2 und 4 DSGVO", "Art. 28(2) and (4) GDPR")
    sections = (
        cover(desk, ("Auftragsverarbeiter", "Processor"), law),
        _list(desk, {id: ones for id, ones in found.items() if ones[0].role == "processor"}),
        *_chosen(desk, [ones for ones in found.values() if ones[0].role == "instructed_by_customer"]),
        _changes(desk),
    )
    return (desk.document("sub-processors", title, sections),)


def _found(desk: Desk) -> dict[str, list[Receiving]]:
    found: dict[str, list[Receiving]] = {}
    for activity in desk.policy.activities.values():
        if activity.role == "processor":
            for one in receiving(desk.policy, activity):
                found.setdefault(one.recipient.id, []).append(one)
    return found


def _list(desk: Desk, found: dict[str, list[Receiving]]) -> Section:
    title = desk.say("Wer für uns tätig ist", "Who works for us")
    below = [who for who in desk.policy.recipients.values() if who.under in found and who.id not in found]
    rows = [_row(desk, ones[0].recipient, tuple(_use(desk, ones))) for ones in found.values()]
    rows += [_row(desk, who, tuple(_under(desk, found[who.under][0].recipient))) for who in below]
    if not rows:
        none = desk.sentence(
            "Für die Verarbeitung im Auftrag setzen wir keine weiteren Auftragsverarbeiter ein.",
            "We engage no further processors for processing on behalf of customers.",
        )
        return Section("list", title, (Paragraph((none,)),))
    return Section(
        "list",
        title,
        (
            desk.table(
                "sub-processors", desk.say("Alle weiteren Auftragsverarbeiter", "All further processors"), _LIST, rows
            ),
        ),
    )


def _row(desk: Desk, who: Recipient, what_for: tuple[Sentence, ...]) -> tuple[Cell, ...]:
    address = plain(who.address) if who.address else desk.lacks("Anschrift", "address")
    return (
        cells((plain(name(desk, who)), address)),
        cells(land(desk, who)),
        cells(what_for),
        cells(mechanism(desk, who)) if abroad(who) else plain("–"),
        _own_list(desk, who),
    )


def _use(desk: Desk, ones: list[Receiving]) -> Iterator[Sentence]:
    known = service(ones[0].recipient.use) if ones[0].recipient.use else None
    if known is not None:
        yield plain(desk.to(known.why)[:1].upper() + desk.to(known.why)[1:])
    if any(one.systems for one in ones):
        yield desk.sentence("Betrieb der Systeme, in denen die Daten liegen", "Running the systems that hold the data")
    titles = desk.join(desk.title(one.activity) for one in ones)
    yield plain(desk.say("Betrifft: ", "Concerns: ") + titles)


def _under(desk: Desk, above: Recipient) -> Iterator[Sentence]:
    yield plain(desk.say("Tätig für ", "Works for ") + name(desk, above))


def _own_list(desk: Desk, who: Recipient) -> Cell:
    listed = who.sub_processors
    if listed is None or not listed.list:
        return desk.lacks("wo die Liste steht", "where the list is")
    place = Sentence((Link(listed.list, listed.list),)) if listed.list.startswith("https://") else plain(listed.list)
    read = plain(desk.say("gelesen am ", "read on ") + desk.day(listed.checked)) if listed.checked else None
    return cells((place, read) if read else (place,))


def _chosen(desk: Desk, found: list[list[Receiving]]) -> tuple[Section, ...]:
    if not found:
        return ()
    title = desk.say("Dienste, die Sie selbst verbinden", "Services that you connect yourself")
    rows = ((plain(name(desk, ones[0].recipient, ones[0].flow)), cells(land(desk, ones[0].recipient)),
             cells(_use(desk, ones))) for ones in found)  # fmt: skip
    about = desk.sentence(
        "Diese Dienste erhalten Daten nur, wenn Sie sie verbinden; Sie weisen uns dann dazu an.",
        "These services receive data only if you connect them; you then instruct us to do so.",
    )
    return (
        Section(
            "chosen",
            title,
            (Paragraph((about,)), desk.table("chosen", desk.say("Von Ihnen gewählt", "Chosen by you"), _CHOSEN, rows)),
        ),
    )


def _changes(desk: Desk) -> Section:
    title = desk.say("Änderungen dieser Liste", "Changes to this list")
    norm = gdpr(28, desk.order.language, 2)
    terms = [d.changes for d in desk.policy.documents.values() if d.kind == "processor_terms" and d.changes]
    if not terms:
        asked = desk.lacks(
            f"wie und wie lange vorher Kundinnen und Kunden von neuen Auftragsverarbeitern erfahren ({norm})",
            f"how and how long before customers hear of new processors ({norm})",
        )
        return Section("changes", title, (Paragraph((asked,)),))
    return Section("changes", title, (Paragraph((_told(desk, terms[0], norm),)),))


def _told(desk: Desk, changes: Changes, norm: str) -> Sentence:
    how = desk.join(desk.say(*_CHANNELS.get(way, (way, way))) for way in changes.by)
    before = desk.duration(changes.before)
    by = f" ({how})" if how else ""
    return desk.sentence(
        f"Neue oder andere Auftragsverarbeiter kündigen wir {before} vorher an{by}; bis dahin können Sie dem widersprechen "
        f"({norm}).",
        f"We announce new or other processors {before} in advance{by}; until then you can object ({norm}).",
    )
