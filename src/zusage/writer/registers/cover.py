"""The first page of a register: who keeps it, whom to ask, which day and which version, and how it is to be read.

Law: names and contact data that Art. 30(1)(a) and (2)(a) GDPR ask for; a representative in the Union is asked for only where
the seat lies outside. The change history holds what the caller knows; who knows none gets the version in force alone.
"""

from __future__ import annotations

from zusage.document.tree import Cell, Link, Paragraph, Section, Sentence, plain
from zusage.policy.organisation import Organisation
from zusage.reference.authorities import authority
from zusage.reference.countries import EEA
from zusage.writer.registers.desk import Column, Desk, cells

_FIELDS = (Column("field", "Angabe", "Item", 2), Column("content", "Inhalt", "Content", 7))
_VERSIONS = (
    Column("valid_from", "Gültig ab", "Valid from", 2),
    Column("version", "Fassung", "Version", 2),
    Column("change", "Was sich geändert hat", "What changed", 6),
    Column("by", "Festgestellt durch", "Approved by", 2),
)
Row = tuple[str, Cell]


def cover(
    desk: Desk, us_as: tuple[str, str], law: str, notes: tuple[Sentence, ...] = (), more: tuple[Row, ...] = ()
) -> Section:
    """The cover; `us_as` says in which role the organisation stands here, `more` are further rows."""
    us = desk.policy.organisation
    rows: tuple[Row, ...] = (
        (desk.say(*us_as), cells((plain(us.name), plain(us.address), *_ways(us)))),
        *_represented(desk, us),
        (desk.say("Datenschutzbeauftragte Person", "Data protection officer"), _officer(desk, us)),
        (desk.say("Aufsichtsbehörde", "Supervisory authority"), _authority(desk, us)),
        *more,
        (desk.say("Stand und Fassung", "As of, version"), plain(f"{desk.day(desk.order.as_of)}, {desk.version}")),
        (desk.say("Rechtsgrundlage dieses Dokuments", "Law behind this document"), plain(law)),
    )
    table = desk.table(
        "cover",
        desk.say("Wer dieses Dokument führt", "Who keeps this document"),
        _FIELDS,
        ((plain(field), cell) for field, cell in rows),
    )
    about = (Paragraph(notes),) if notes else ()
    return Section("cover", desk.say("Deckblatt", "Cover"), (table, *about))


def versions(desk: Desk) -> Section:
    """From when which version holds, and what it changed."""
    known = tuple(desk.order.history)
    rows: list[tuple[Cell, ...]] = []
    if all(edition.version[: len(desk.version)] != desk.version for edition in known):
        unsaid = desk.lacks("Änderung gegenüber der vorigen Fassung", "what changed against the version before")
        first = (desk.sentence("Erste vorliegende Fassung", "First version at hand"),) if not known else (unsaid,)
        whom = desk.lacks("wer sie festgestellt hat", "who approved it")
        rows.append((plain(desk.day(desk.order.as_of)), plain(desk.version), cells(first), whom))
    for edition in known:
        change = desk.begun(edition.change) if edition.change else desk.lacks("Änderung", "what changed")
        by = plain(desk.office(edition.by)) if edition.by else desk.lacks("wer sie festgestellt hat", "who approved it")
        rows.append((plain(desk.day(edition.valid_from)), plain(edition.version[: len(desk.version)]), change, by))
    title = desk.say("Fassungen", "Versions")
    caption = desk.say("Seit wann welche Fassung gilt", "Which version holds since when")
    return Section("versions", title, (desk.table("versions", caption, _VERSIONS, rows),))


def _ways(us: Organisation) -> tuple[Sentence, ...]:
    mail = Sentence((Link(us.email, f"mailto:{us.email}"),))
    return (mail, plain(us.phone)) if us.phone else (mail,)


def _represented(desk: Desk, us: Organisation) -> tuple[Row, ...]:
    rows: list[Row] = []
    if us.representative:
        rows.append((desk.say("Vertreten durch", "Represented by"), plain(us.representative)))
    in_union = desk.say("Vertreter in der Union (Art. 27 DSGVO)", "Representative in the Union (Art. 27 GDPR)")
    if us.eu_representative:
        who = us.eu_representative
        rows.append((in_union, cells(plain(line) for line in (who.name, who.address, who.email) if line)))
    elif us.country and us.country not in EEA:
        rows.append((in_union, desk.lacks("Vertreter in der Union", "representative in the Union")))
    return tuple(rows)


def _officer(desk: Desk, us: Organisation) -> Cell:
    if us.officer is None:
        return desk.lacks("Kontakt, soweit eine Person benannt ist", "contact, where a person has been designated")
    mail = Sentence((Link(us.officer.email, f"mailto:{us.officer.email}"),))
    return cells((plain(us.officer.name), mail) if us.officer.name else (mail,))


def _authority(desk: Desk, us: Organisation) -> Cell:
    known = authority(us.authority)
    return plain(known.name) if known else desk.lacks("Aufsichtsbehörde", "supervisory authority")
