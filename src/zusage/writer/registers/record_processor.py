"""The record of a processor (Art. 30(2) GDPR): for whom, which categories of processing, transfers, measures.

Law: written only where something is done on behalf of others. The controllers stand in an annex, a dated table as long as it
has to be; who did not hand one over reads that it is missing. A category named in the annex by the id of an activity shows
its title, any other word stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zusage.document.tree import Block, Cell, Document, Paragraph, Section, Sentence, plain
from zusage.language.citations import gdpr
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.measures_table import measures_of
from zusage.writer.registers.parties import Receiving, mechanism, name, receiving, role
from zusage.writer.registers.periods import deadlines
from zusage.writer.registers.places import abroad, land, system, systems_of

_CATEGORIES = (
    Column("no", "Nr.", "No.", 2),
    Column("category", "Kategorie von Verarbeitungen", "Category of processing", 4),
    Column("id", "Kennung", "Id", 2),
    Column("for_whom", "Im Auftrag von", "On behalf of", 3),
    Column("purposes", "Wofür", "What for", 4),
    Column("people", "Betroffene", "People", 3),
    Column("data", "Daten", "Data", 4),
    Column("deletion", "Löschung", "Deletion", 7),
)
_SUB = (
    Column("recipient", "Weitere Auftragsverarbeiter und Empfänger", "Further processors and recipients", 5),
    Column("role", "Rolle", "Role", 3),
    Column("categories", "Für", "For", 5),
    Column("country", "Land", "Country", 3),
    Column("safeguard", "Grundlage einer Übermittlung in Drittländer", "Ground of a transfer to third countries", 6),
)
_CONTROLLERS = (
    Column("no", "Nr.", "No.", 2),
    Column("name", "Verantwortlicher", "Controller", 5),
    Column("address", "Anschrift", "Address", 5),
    Column("contact", "Kontakt", "Contact", 4),
    Column("officer", "Datenschutzbeauftragte Person", "Data protection officer", 4),
    Column("categories", "Kategorien", "Categories", 4),
    Column("since", "Seit", "Since", 2),
    Column("until", "Bis", "Until", 2),
)
_SPLIT = re.compile(r"[;,|]\s*")


def processor_record(desk: Desk) -> tuple[Document, ...]:
    """The record, or nothing where nothing is done on behalf of others."""
    activities = [a for a in desk.policy.activities.values() if a.role == "processor"]
    if not activities:
        return ()
    title = desk.say("Verzeichnis der Verarbeitungen im Auftrag", "Record of processing on behalf of others")
    law = gdpr(30, desk.order.language, 2)
    sections = (
        cover(desk, ("Auftragsverarbeiter", "Processor"), law, (), ((_whom(desk), _controllers_in_short(desk)),)),
        _categories(desk, activities),
        _transfers(desk, activities),
        _measures(desk, activities),
        versions(desk),
        _annex(desk),
    )
    return (desk.document("record-processor", title, sections),)


def _whom(desk: Desk) -> str:
    return desk.say("Verantwortliche", "Controllers")


def _controllers_in_short(desk: Desk) -> Cell:
    if not desk.order.controllers:
        return desk.lacks("wer die Verantwortlichen sind", "who the controllers are")
    count, day = len(desk.order.controllers), desk.day(desk.order.as_of)
    return desk.sentence(
        f"{count} {'Einträge' if count > 1 else 'Eintrag'} in der Anlage, Stand {day}",
        f"{count} {'entries' if count > 1 else 'entry'} in the annex, as of {day}",
    )


def _categories(desk: Desk, activities: list[Activity]) -> Section:
    title = desk.say("Kategorien von Verarbeitungen", "Categories of processing")
    law = f" ({gdpr(30, desk.order.language, 2, 'b')})"
    rows = (_category(desk, activity, f"2.{n}") for n, activity in enumerate(activities, 1))
    return Section("categories", title, (desk.table("categories", title + law, _CATEGORIES, rows),))


def _category(desk: Desk, activity: Activity, number: str) -> tuple[Cell, ...]:
    known = desk.policy.subjects.get(activity.on_behalf_of)
    whom = capitalised(desk.to(known.label)) if known else activity.on_behalf_of
    lines = dict.fromkeys(line for datum in activity.data for line in deadlines(desk, activity, datum))
    return (
        plain(number),
        plain(desk.title(activity)),
        plain(activity.id),
        plain(whom) if whom else desk.lacks("in wessen Auftrag", "on whose behalf"),
        cells(desk.begun(purpose.text) for purpose in activity.purposes),
        desk.people(activity.subjects),
        cells(desk.begun(datum.label) for datum in activity.data),
        cells(lines),
    )


def _transfers(desk: Desk, activities: list[Activity]) -> Section:
    found: dict[str, list[Receiving]] = {}
    for activity in activities:
        for one in receiving(desk.policy, activity):
            found.setdefault(one.recipient.id, []).append(one)
    title = desk.say("Empfänger und Übermittlungen in Drittländer", "Recipients and transfers to third countries")
    law = f" ({gdpr(30, desk.order.language, 2, 'c')})"
    if not found:
        none = Paragraph((desk.sentence("Es sind keine Empfänger angegeben.", "No recipients are stated."),))
        return Section("recipients", title, (none,))
    table = desk.table("recipients", title + law, _SUB, (_recipient(desk, ones) for ones in found.values()))
    nobody = desk.sentence(
        "Eine Übermittlung in Drittländer findet nach diesen Angaben nicht statt.",
        "According to these statements nothing is transferred to third countries.",
    )
    anywhere = any(abroad(ones[0].recipient) for ones in found.values())
    unknown = any(not ones[0].recipient.country and ones[0].role not in ("self", "authority") for ones in found.values())
    blocks: tuple[Block, ...] = (table,) if anywhere or unknown else (table, Paragraph((nobody,)))
    return Section("recipients", title, blocks)


def _recipient(desk: Desk, ones: list[Receiving]) -> tuple[Cell, ...]:
    first = ones[0]
    titles = desk.titles(one.activity.id for one in ones)
    safeguard = cells(mechanism(desk, first.recipient)) if abroad(first.recipient) else plain("–")
    who = plain(name(desk, first.recipient, first.flow))
    return who, plain(role(desk, first)), cells(titles), cells(land(desk, first.recipient)), safeguard


def _measures(desk: Desk, activities: list[Activity]) -> Section:
    title = desk.say("Technische und organisatorische Maßnahmen", "Technical and organisational measures")
    law = f" ({gdpr(30, desk.order.language, 2, 'd')})"
    places = dict.fromkeys(id for activity in activities for id in systems_of(desk.policy, activity))
    names = desk.join(system(desk, id) for id in places)
    where = (Paragraph((plain(desk.say("Systeme: ", "Systems: ") + names + "."),)),) if names else ()
    return Section("measures", title, (*where, measures_of(desk, title + law, activities)))


def _annex(desk: Desk) -> Section:
    day = desk.day(desk.order.as_of)
    title = desk.say(f"Anlage: Verantwortliche, Stand {day}", f"Annex: controllers as of {day}")
    if not desk.order.controllers:
        asked = desk.lacks(
            "Name und Anschrift jedes Verantwortlichen, in dessen Auftrag verarbeitet wird (Tabelle als CSV-Datei)",
            "name and address of each controller on whose behalf data are processed (table as a CSV file)",
        )
        return Section("controllers", title, (Paragraph((asked,)),))
    rows = (_controller(desk, row, number) for number, row in enumerate(desk.order.controllers, 1))
    law = f" ({gdpr(30, desk.order.language, 2, 'a')})"
    caption = desk.say("Verantwortliche", "Controllers") + law
    return Section("controllers", title, (desk.table("controllers", caption, _CONTROLLERS, rows),))


def _controller(desk: Desk, row: Mapping[str, str], number: int) -> tuple[Cell, ...]:
    asked = {
        "name": desk.lacks("Name", "name"),
        "address": desk.lacks("Anschrift", "address"),
        "categories": desk.lacks("Kategorien", "categories"),
    }
    values = {key: plain(row[key]) if row.get(key) else asked.get(key, plain("–")) for key in ("name", "address")}
    rest = {key: plain(row.get(key) or "–") for key in ("contact", "officer", "since", "until")}
    named = cells(_named(desk, row["categories"])) if row.get("categories") else asked["categories"]
    return plain(str(number)), values["name"], values["address"], rest["contact"], rest["officer"], named, \
        rest["since"], rest["until"]  # fmt: skip


def _named(desk: Desk, words: str) -> Iterator[Sentence]:
    for word in (part.strip() for part in _SPLIT.split(words)):
        known = desk.policy.activities.get(word)
        if word:
            yield plain(desk.title(known) if known else word)
