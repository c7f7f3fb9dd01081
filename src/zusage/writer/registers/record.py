"""The record of processing activities of a controller (Art. 30(1) GDPR).

Law: one sheet per activity for which the organisation is responsible, alone or jointly; what it does on behalf of others
stands in the record of a processor. What the law demands stands apart from what authorities are used to find in such a
record (department, date of introduction, legal basis, source, systems, impact assessment), and every field names its norm.
What is not declared is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Block, Cell, Document, Paragraph, Section, Sentence, plain
from zusage.kinds.speak import speak
from zusage.language.citations import gdpr
from zusage.policy.activity import Activity
from zusage.policy.promise import FlowTerms
from zusage.writer.order import Order
from zusage.writer.registers.cover import cover, versions
from zusage.writer.registers.desk import Column, Desk, cells
from zusage.writer.registers.expected import bases_in_short, dpia_in_short, expected
from zusage.writer.registers.neutral import neutral
from zusage.writer.registers.parties import Receiving, mechanism, name, receiving, role
from zusage.writer.registers.periods import deadlines
from zusage.writer.registers.places import abroad, land, stored, systems_of
from zusage.writer.registers.record_processor import processor_record

_OVERVIEW = (
    Column("no", "Nr.", "No.", 2),
    Column("activity", "Verarbeitungstätigkeit", "Processing activity", 7),
    Column("id", "Kennung", "Id", 5),
    Column("department", "Fachbereich", "Department", 7),
    Column("people", "Betroffene", "People", 9),
    Column("basis", "Rechtsgrundlage (DSGVO)", "Legal basis (GDPR)", 7),
    Column("third_countries", "Drittländer", "Third countries", 4),
    Column("impact_assessment", "Folgenabschätzung", "Impact assessment", 7),
    Column("since", "Seit", "Since", 5),
)
_FIELDS = (
    Column("no", "Nr.", "No.", 2),
    Column("field", "Angabe", "Item", 5),
    Column("content", "Inhalt", "Content", 20),
    Column("norm", "Norm", "Norm", 5),
)
_DATA = (
    Column("no", "Nr.", "No.", 2),
    Column("data", "Art der Daten", "Kind of data", 9),
    Column("stored_in", "Gespeichert in", "Stored in", 7),
    Column("deletion", "Frist bis zur Löschung", "Period until deletion", 16),
)
_RECIPIENTS = (
    Column("no", "Nr.", "No.", 2),
    Column("recipient", "Empfänger", "Recipient", 9),
    Column("role", "Rolle", "Role", 6),
    Column("country", "Land", "Country", 6),
    Column("data", "Welche Daten, in welchem Fall", "Which data, in which case", 9),
    Column("safeguard", "Grundlage einer Übermittlung in Drittländer", "Ground of a transfer to third countries", 9),
)
_SHEETS = 3
"""The number of the section with the sheets."""


def record(order: Order) -> tuple[Document, ...]:
    """The record as controller and, where something is done on behalf of others, the record as processor."""
    desk = Desk(order)
    return (*_controller(desk), *processor_record(desk))


def _controller(desk: Desk) -> tuple[Document, ...]:
    activities = [a for a in desk.policy.activities.values() if a.role != "processor"]
    if not activities:
        return ()
    title = desk.say("Verzeichnis der Verarbeitungstätigkeiten", "Record of processing activities")
    law = f"{gdpr(30, desk.order.language, 1)}"
    sheets = tuple(_sheet(desk, activity, f"{_SHEETS}.{n}") for n, activity in enumerate(activities, 1))
    named = desk.say("Verarbeitungstätigkeiten", "Processing activities")
    sections = (
        cover(desk, ("Verantwortlicher", "Controller"), law, _notes(desk)),
        _overview(desk, activities),
        Section("activities", named, (), sheets),
        versions(desk),
    )
    return (desk.document("record", title, sections),)


def _notes(desk: Desk) -> tuple[Sentence, ...]:
    return (
        desk.sentence(
            "Zu jeder Tätigkeit steht zuerst, was Art. 30 Abs. 1 DSGVO verlangt, und danach getrennt, was Aufsichtsbehörden "
            "in einem Verzeichnis üblicherweise zu finden hoffen.",
            "For each activity the record first says what Art. 30(1) GDPR demands and then, set apart, what supervisory "
            "authorities usually hope to find in a record.",
        ),
        desk.sentence(
            "Das Verzeichnis ist nicht öffentlich; die Aufsichtsbehörde erhält es auf Anfrage (Art. 30 Abs. 4 DSGVO).",
            "The record is not public; it is made available to the supervisory authority on request (Art. 30(4) GDPR).",
        ),
    )


def _overview(desk: Desk, activities: list[Activity]) -> Section:
    rows = [_line(desk, activity, f"{_SHEETS}.{n}") for n, activity in enumerate(activities, 1)]
    title = desk.say("Übersicht", "Overview")
    caption = desk.say("Alle Verarbeitungstätigkeiten auf einen Blick", "All processing activities at a glance")
    return Section("overview", title, (desk.table("activities", caption, _OVERVIEW, rows),))


def _line(desk: Desk, activity: Activity, number: str) -> tuple[Cell, ...]:
    codes = dict.fromkeys(code for one in receiving(desk.policy, activity) for code in abroad(one.recipient))
    return (
        plain(number),
        plain(desk.title(activity)),
        plain(activity.id),
        desk.begun(activity.department) if activity.department else desk.not_said(),
        desk.people(activity.subjects),
        bases_in_short(desk, activity),
        plain(desk.join(desk.country(code) for code in codes) or desk.say("keine", "none")),
        dpia_in_short(desk, activity),
        plain(desk.day(activity.since)) if activity.since else desk.not_said(),
    )


def _sheet(desk: Desk, activity: Activity, number: str) -> Section:
    count = _numbers(number)
    blocks: list[Block] = []
    asked = desk.say("Vom Gesetz verlangt", "Demanded by law")
    blocks.append(desk.table("fields", asked, _FIELDS, ((plain(next(count)), *row) for row in _demanded(desk, activity))))
    caption = desk.say(
        "Daten und Löschfristen (Art. 30 Abs. 1 lit. c, f DSGVO)", "Data and periods (Art. 30(1)(c), (f) GDPR)"
    )
    blocks.append(
        desk.table("data", caption, _DATA, (_datum(desk, activity, n, next(count)) for n in range(len(activity.data))))
    )
    blocks.append(_recipients(desk, activity, count))
    usual = desk.say("Üblich, vom Gesetz nicht verlangt", "Usual, not demanded by law")
    blocks.append(desk.table("fields", usual, _FIELDS, ((plain(next(count)), *row) for row in expected(desk, activity))))
    return Section(f"a-{activity.id}", desk.title(activity), tuple(blocks))


def _numbers(prefix: str) -> Iterator[str]:
    at = 0
    while True:
        at += 1
        yield f"{prefix}.{at}"


def _demanded(desk: Desk, activity: Activity) -> Iterator[tuple[Cell, Cell, Cell]]:
    say = desk.say

    def cite(letter: str) -> Sentence:
        return plain(gdpr(30, desk.order.language, 1, letter))

    if activity.role == "joint":
        yield plain(say("Gemeinsam Verantwortliche", "Joint controllers")), _joint(desk, activity), cite("a")
    yield plain(say("Zwecke", "Purposes")), cells(desk.begun(p.text) for p in activity.purposes), cite("b")
    if activity.excluded_purposes:
        words = desk.join(desk.to(text).rstrip(".") for text in activity.excluded_purposes)
        yield plain(say("Ausgeschlossene Zwecke", "Purposes excluded")), plain(words[:1].upper() + words[1:]), cite("b")
    yield plain(say("Betroffene Personen", "Data subjects")), desk.people(activity.subjects), cite("c")
    yield plain(say("Drittländer", "Third countries")), _transfers(desk, activity), cite("e")
    yield plain(say("Schutzmaßnahmen", "Security measures")), _measures(desk, activity), cite("g")


def _joint(desk: Desk, activity: Activity) -> Cell:
    known = desk.policy.recipients
    found = [known[id] for id in activity.joint_with if id in known]
    return cells(plain(", ".join(part for part in (name(desk, who), who.address) if part)) for who in found)


def _transfers(desk: Desk, activity: Activity) -> Cell:
    """Countries and recipients; who may be anywhere is asked about."""
    said = []
    for one in receiving(desk.policy, activity):
        if codes := abroad(one.recipient):
            said.append(plain(f"{desk.join(desk.country(code) for code in codes)}: {name(desk, one.recipient, one.flow)}"))
        elif not one.recipient.country and not one.recipient.location and one.role not in ("self", "authority"):
            who = name(desk, one.recipient, one.flow)
            said.append(desk.lacks(f"Land von „{who}“", f"country of “{who}”"))
    return cells(said) if said else desk.sentence("Keine Übermittlung in Drittländer.", "No transfers to third countries.")


def _measures(desk: Desk, activity: Activity) -> Cell:
    known = desk.policy.measures
    places = {*systems_of(desk.policy, activity)}
    chosen = [known[id] for id in activity.measures if id in known]
    chosen = chosen or [measure for measure in known.values() if not measure.systems or places & {*measure.systems}]
    if not chosen:
        return desk.lacks("Maßnahmen nach Art. 32 DSGVO", "measures under Art. 32 GDPR")
    labels = "; ".join(desk.begun(measure.label).text for measure in chosen)
    return cells(
        (
            plain(labels),
            desk.sentence("Einzelheiten: Verzeichnis der Maßnahmen", "Details: list of measures"),
        )
    )


def _datum(desk: Desk, activity: Activity, index: int, number: str) -> tuple[Cell, ...]:
    datum = activity.data[index]
    notes = []
    if datum.special not in ("", "no"):
        notes.append(desk.sentence("Besondere Kategorie (Art. 9 DSGVO)", "Special category (Art. 9 GDPR)"))
    if datum.criminal:
        notes.append(desk.sentence("Straftaten (Art. 10 DSGVO)", "Criminal offences (Art. 10 GDPR)"))
    label = cells((desk.begun(datum.label), *notes))
    return plain(number), label, cells(stored(desk, datum)), cells(deadlines(desk, activity, datum))


def _recipients(desk: Desk, activity: Activity, count: Iterator[str]) -> Block:
    found = receiving(desk.policy, activity)
    if not found:
        return Paragraph((desk.sentence("Es sind keine Empfänger angegeben.", "No recipients are stated."),))
    caption = desk.say("Empfänger (Art. 30 Abs. 1 lit. d, e DSGVO)", "Recipients (Art. 30(1)(d), (e) GDPR)")
    return desk.table("recipients", caption, _RECIPIENTS, (_recipient(desk, one, next(count)) for one in found))


def _recipient(desk: Desk, one: Receiving, number: str) -> tuple[Cell, ...]:
    who = one.recipient
    safeguard = cells(mechanism(desk, who)) if abroad(who) else plain("–")
    return plain(number), plain(name(desk, who, one.flow)), plain(role(desk, one)), cells(land(desk, who)), \
        cells(received(desk, one)), safeguard  # fmt: skip


def received(desk: Desk, one: Receiving) -> tuple[Sentence, ...]:
    """Which data a recipient gets in an activity, and in which case only."""
    if one.flow is None:
        return (desk.sentence("Betrieb der Systeme, in denen die Daten liegen", "runs the systems that hold the data"),)
    data, flow = one.activity.data, one.flow
    chosen = [desk.to(datum.label) for datum in data if datum.id in flow.data]
    everything = not chosen or len(chosen) == len(data) > 1
    words = desk.to(flow.data_text) if flow.data_text else ""
    words = words or (desk.say("alle Daten der Tätigkeit", "all data of the activity") if everything else desk.join(chosen))
    lines = [plain(words[:1].upper() + words[1:])]
    lines += (
        plain(neutral(speak(promise, desk.policy, desk.order.language), desk.order.language), promise.id)
        for promise in desk.policy.promises
        if promise.kind == "disclosed-only-when" and promise.activity == one.activity.id
        and isinstance(promise.terms, FlowTerms) and promise.terms.recipient == flow.recipient
    )  # fmt: skip
    return tuple(lines)
