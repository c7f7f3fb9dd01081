"""What is stored on devices or read there (section 25 TDDDG, then Art. 6 GDPR): cookies, storage, pixels, fingerprints.

Law: both steps are named for each item, the first by the norm of the regime; a norm that nobody has read for this project
carries the mark. Who can read an item is said, and asked where a third party sets it and nobody said. Lasting items say how
long they stay; an item of a banner names its consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Cell, Document, Section, Sentence, plain
from zusage.keeping.doubt import UNREAD
from zusage.language.grammar import capitalised
from zusage.language.terms import DEVICE_EXCEPTIONS, DEVICE_NORMS
from zusage.model.text import Text
from zusage.policy.activity import Activity, DeviceItem
from zusage.reference.words import BASES
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.periods import lifetime

_ITEMS = (
    Column("name", "Name", "Name", 3),
    Column("kind", "Art", "Kind", 2),
    Column("purpose", "Zweck", "Purpose", 5),
    Column("provider", "Anbieter", "Provider", 3),
    Column("party", "Eigene oder fremde Domain", "Own or other domain", 2),
    Column("lifetime", "Dauer", "Lifetime", 3),
    Column("device_basis", "1. Schritt: Endgerät", "Step 1: device", 4),
    Column("data_basis", "2. Schritt: Daten", "Step 2: data", 3),
    Column("read_by", "Wer es lesen kann", "Who can read it", 3),
)
_KINDS = {
    "cookie": Text("Cookie", "cookie"),
    "storage": Text("Speicher des Browsers", "browser storage"),
    "pixel": Text("Zählpixel", "tracking pixel"),
    "fingerprint": Text("Merkmale des Geräts", "features of the device"),
}
_READ = frozenset({"eu/de", "eu"})
"""Regimes whose norm was read in its source."""
Item = tuple[Activity, DeviceItem]


def device_storage(order: Order) -> tuple[Document, ...]:
    """The table, or nothing where nothing is declared on devices."""
    desk = Desk(order, spoken_to=True)
    items = [(activity, item) for activity in order.policy.activities.values() for item in activity.devices]
    if not items:
        return ()
    needed = [pair for pair in items if not pair[1].consent]
    asked = [pair for pair in items if pair[1].consent]
    title = desk.say("Cookies und andere Speicherung auf Endgeräten", "Cookies and other storage on devices")
    law = desk.say(f"{_norm(desk, DEVICE_NORMS)}, Art. 6 DSGVO", f"{_norm(desk, DEVICE_NORMS)}, Art. 6 GDPR")
    sections = (
        cover(desk, ("Anbieter", "Provider"), law, _notes(desk)),
        *_section(
            desk,
            "needed",
            ("Ohne Einwilligung, weil unbedingt erforderlich", "Without consent because strictly necessary"),
            needed,
        ),
        *_section(desk, "asked", ("Nur mit Einwilligung", "Only with consent"), asked),
        versions(desk),
    )
    return (desk.document("device-storage", title, sections),)


def _notes(desk: Desk) -> tuple[Sentence, ...]:
    return (
        desk.sentence(
            "Jeder Eintrag hat zwei Grundlagen: eine für das Speichern und Lesen auf dem Gerät, eine für das, was danach "
            "mit den Daten geschieht.",
            "Each item has two legal bases: one for storing and reading it on the device, one for what then happens to the "
            "data.",
        ),
    )


def regime_of(desk: Desk) -> str:
    """The regime whose norm on devices applies: the country's, else that of the Union."""
    regime = desk.policy.regime
    if regime in DEVICE_NORMS:
        return regime
    return "ch" if regime.startswith("ch") else "eu"


def _norm(desk: Desk, table: dict[str, Text]) -> str:
    regime = regime_of(desk)
    words = table[regime].to(desk.order.language)
    return words if regime in _READ else f"{words}, {UNREAD.to(desk.order.language)}"


def _section(desk: Desk, id: str, title: tuple[str, str], items: list[Item]) -> tuple[Section, ...]:
    if not items:
        return ()
    words = desk.say(*title)
    caption = desk.say("Einträge", "Items") + f" ({_norm(desk, DEVICE_EXCEPTIONS if id == 'needed' else DEVICE_NORMS)})"
    return (Section(id, words, (desk.table("items", caption, _ITEMS, (_row(desk, *item) for item in items)),)),)


def _row(desk: Desk, activity: Activity, item: DeviceItem) -> tuple[Cell, ...]:
    own, other = ("eigene Domain", "own domain"), ("fremde Domain", "other domain")
    count = f" (× {item.count})" if item.count > 1 else ""
    return (
        plain(item.name + count),
        plain(capitalised(desk.to(_KINDS[item.kind]) if item.kind in _KINDS else item.kind)),
        cells(_purpose(desk, activity, item)),
        plain(_provider(desk, item.by)),
        desk.sentence(*(other if item.party == "third" else own)),
        plain(lifetime(desk, item)),
        _first_step(desk, item),
        cells(_second_step(desk, activity, item)),
        _readers(desk, item),
    )


def _purpose(desk: Desk, activity: Activity, item: DeviceItem) -> Iterator[Sentence]:
    if item.necessary:
        yield desk.begun(item.necessary)
        return
    yield from (desk.begun(purpose.text) for purpose in activity.purposes)


def _provider(desk: Desk, by: str) -> str:
    known = desk.policy.recipients.get(by)
    if by == "self" or (known is not None and known.role == "self"):
        return desk.say("wir selbst", "we ourselves")
    return known.name if known else by


def _first_step(desk: Desk, item: DeviceItem) -> Cell:
    if not item.consent:
        need = desk.say("unbedingt erforderlich", "strictly necessary")
        return plain(f"{capitalised(need)} ({_norm(desk, DEVICE_EXCEPTIONS)})")
    known = desk.policy.consents.get(item.consent)
    label = desk.to(known.label) if known else item.consent
    norm = _norm(desk, DEVICE_NORMS)
    return desk.sentence(f"Einwilligung „{label}“ ({norm})", f"Consent “{label}” ({norm})")


def _second_step(desk: Desk, activity: Activity, item: DeviceItem) -> tuple[Sentence, ...]:
    """The bases that fit the first step: what needs no consent on the device does not rest on one for the data."""
    found = [basis for basis in activity.bases if bool(basis.consent) == bool(item.consent)]
    if item.consent:
        found = [basis for basis in found if basis.consent == item.consent] or found or list(activity.bases)
    names = dict.fromkeys(desk.to(BASES[basis.kind]).replace("Buchst.", "lit.") for basis in found)
    return tuple(map(plain, names)) or (desk.lacks("Rechtsgrundlage", "legal basis"),)


def _readers(desk: Desk, item: DeviceItem) -> Cell:
    if item.read_by:
        return cells(plain(_provider(desk, who)) for who in item.read_by)
    if item.party == "third":
        return desk.lacks("wer es lesen kann", "who can read it")
    return plain(_provider(desk, item.by))
