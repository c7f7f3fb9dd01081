"""The essence of an arrangement between joint controllers (Art. 26(2) GDPR), for the people it is about.

Law: says who does what, who informs, who answers and where to turn, as declared; people may turn to each of us whatever the
arrangement says (Art. 26(3) GDPR).
"""

from __future__ import annotations

from zusage.document.tree import Definitions, Document, Link, Paragraph, Section, Sentence, plain
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity
from zusage.policy.organisation import Recipient
from zusage.writer.concepts.weighing import Entry, data_lines, entry, people_line, period_lines, recipient_name
from zusage.writer.order import Order
from zusage.writer.pen import Pen, para


def joint_controllers(order: Order) -> tuple[Document, ...]:
    """One document for all arrangements; none where nobody is responsible with us."""
    pen = Pen(order, form_of_people(order))
    found = partners(order)
    if not found:
        return ()
    sections = tuple(_arrangement(pen, known, activities) for known, activities in found)
    title = pen.say("Gemeinsame Verantwortung: das Wesentliche", "Joint responsibility: the essence")
    return (pen.document("joint-controllers", title, sections),)


def form_of_people(order: Order) -> str:
    """How people are addressed: as the first notice does."""
    notices = [d for d in order.policy.documents.values() if d.kind == "notice"]
    return notices[0].address_form if notices else "Sie"


def partners(order: Order) -> list[tuple[Recipient, list[Activity]]]:
    """Joint controllers with the activities that we share."""
    found: dict[str, list[Activity]] = {}
    for activity in order.policy.activities.values():
        for id in activity.joint_with if activity.role == "joint" else ():
            if id in order.policy.recipients:
                found.setdefault(id, []).append(activity)
    return [(order.policy.recipients[id], activities) for id, activities in found.items()]


def _arrangement(pen: Pen, known: Recipient, activities: list[Activity]) -> Section:
    us, name = pen.policy.organisation, recipient_name(pen, known, known.id)
    titles = pen.list(pen.quoted(pen.to(activity.title)) for activity in activities)
    intro = para(
        pen.s(
            f"Über Zwecke und Mittel von {titles} entscheiden {us.name} und {name} gemeinsam. Dazu haben wir vereinbart, "
            f"wer "
            "welche Pflichten nach der DSGVO erfüllt (Art. 26 DSGVO).",
            f"{us.name} and {name} decide together about purposes and means of {titles}. We have arranged who fulfils "
            f"which "
            "duties under the GDPR (Art. 26 GDPR).",
        ),
        pen.s(
            "Unabhängig davon ‹können Sie|kannst du› ‹Ihre|deine› Rechte bei jedem von uns geltend machen (Art. 26 Abs. "
            "3 DSGVO).",
            "Whatever the arrangement says, you can exercise your rights with each of us (Art. 26(3) GDPR).",
        ),
    )
    entries: tuple[Entry, ...] = (
        *entry(pen.say("Was vereinbart ist", "What is arranged"), _essence(pen, known)),
        *entry(pen.say("Wer informiert", "Who informs"), _informs(pen, known)),
        *entry(pen.say("Wer Anträge beantwortet", "Who answers requests"), _answers(pen, known)),
        (pen.say("Kontakt", "Contact"), (_contact(pen, known),)),
        *entry(pen.say("Wen es betrifft", "Whom it concerns"), _people(pen, activities)),
        *entry(pen.say("Wofür", "What for"), _purposes(pen, activities)),
        *entry(pen.say("Daten", "Data"), tuple(s for a in activities for s in data_lines(pen, a))),
        *entry(
            pen.say("Speicherdauer bei uns", "How long with us"), tuple(s for a in activities for s in period_lines(pen, a))
        ),
        *entry(pen.say("Datum der Vereinbarung", "Date of the arrangement"), (_dated(pen, known),)),
    )
    return Section(f"with-{known.id}", name, (intro, Definitions(entries)))


def _essence(pen: Pen, known: Recipient) -> tuple[Sentence, ...]:
    if known.agreement is None or known.agreement.essence is None:
        return (pen.ask("wer bei dieser Verarbeitung was tut", "who does what in this processing"),)
    return (plain(pen.to(known.agreement.essence)),)


def _party(pen: Pen, who: str) -> str:
    other = recipient_name(pen, pen.policy.recipients.get(who), who)
    return pen.policy.organisation.name if who == "us" else other


def _informs(pen: Pen, known: Recipient) -> tuple[Sentence, ...]:
    who = known.agreement.informs if known.agreement else ""
    if not who:
        return (
            pen.ask("wer die betroffenen Personen informiert (Art. 13, 14 DSGVO)", "who informs people (Art. 13, 14 GDPR)"),
        )
    if who == "both":
        return (
            pen.s(
                "Jeder informiert über seinen Teil (Art. 13, 14 DSGVO).",
                "Each informs about its own part (Art. 13, 14 GDPR).",
            ),
        )
    name = _party(pen, who)
    return (pen.s(f"{name} informiert (Art. 13, 14 DSGVO).", f"{name} informs people (Art. 13, 14 GDPR)."),)


def _answers(pen: Pen, known: Recipient) -> tuple[Sentence, ...]:
    who = known.agreement.answers if known.agreement else ""
    if not who:
        return (
            pen.ask("wer Anträge nach Art. 15 bis 22 DSGVO beantwortet", "who answers requests under Art. 15 to 22 GDPR"),
        )
    if who == "both":
        return (
            pen.s(
                "Wer einen Antrag erhält, beantwortet ihn für seinen Teil und gibt ihn im Übrigen weiter.",
                "Whoever receives a request answers it for its own part and passes the rest on.",
            ),
        )
    name = _party(pen, who)
    return (pen.s(f"{name} beantwortet Anträge; was andere erhalten, wird dorthin weitergegeben.",
                  f"{name} answers requests; what others receive is passed on there."),)  # fmt: skip


def _contact(pen: Pen, known: Recipient) -> Paragraph:
    us = pen.policy.organisation
    point = known.agreement.contact_point if known.agreement else ""
    email = pen.policy.rights.email or us.email
    ours = (plain(us.name), plain(us.address), Sentence((Link(email, f"mailto:{email}"),)))
    if point in ("", "us"):
        return Paragraph(
            (*ours, *(() if point else (pen.ask("eine gemeinsame Anlaufstelle", "a common contact point"),))), lines=True
        )
    other = pen.policy.recipients.get(point)
    name = recipient_name(pen, other, point)
    address = other.address if other is not None and other.address else ""
    first = pen.s(f"Gemeinsame Anlaufstelle: {name}", f"Common contact point: {name}")
    where = (
        (plain(address),)
        if address
        else (pen.ask(f"Anschrift oder E-Mail-Adresse von {name}", f"address or e-mail of {name}"),)
    )
    or_us = pen.s("oder bei uns:", "or with us:")
    return Paragraph((first, *where, or_us, *ours), lines=True)


def _people(pen: Pen, activities: list[Activity]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(s for activity in activities for s in people_line(pen, activity)))


def _purposes(pen: Pen, activities: list[Activity]) -> tuple[Sentence, ...]:
    return tuple(plain(f"{capitalised(pen.to(p.text))}.") for activity in activities for p in activity.purposes)


def _dated(pen: Pen, known: Recipient) -> Sentence:
    if known.agreement is None or known.agreement.dated is None:
        return pen.ask("wann die Vereinbarung geschlossen wurde", "when the arrangement was made")
    return plain(pen.day(known.agreement.dated))
