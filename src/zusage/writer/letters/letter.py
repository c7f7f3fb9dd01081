"""The frame of a letter: sender, person, subject, closing, remedies, and what a person must decide before it is sent.

Law: what only a person knows or decides stands as ‹gap› in bold; a letter is never complete by itself, and no letter refuses
anything without a named decider and a reason. Remedies name the authority and the courts (Art. 12(4), 77, 79 GDPR).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zusage.document.tree import Block, Document, Emphasis, Inline, Paragraph, Section, Sentence, Strong, plain
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document as Published
from zusage.reference.authorities import authority
from zusage.writer.order import Order
from zusage.writer.pen import Pen, bullets, para

_GAP = re.compile(r"(‹[^‹›|]+›)")


def people_pen(order: Order) -> Pen:
    """A pen that speaks to people as the first notice does."""
    notices: list[Published] = [d for d in order.policy.documents.values() if d.kind == "notice"]
    return Pen(order, notices[0].address_form if notices else "Sie")


def gaps(words: str) -> Sentence:
    """A sentence whose ‹gaps› are bold."""
    parts: list[Inline] = [Strong(part) if _GAP.fullmatch(part) else part for part in _GAP.split(words) if part]
    return Sentence(tuple(parts))


def say(pen: Pen, de: str, en: str) -> Sentence:
    """A sentence of a letter, with gaps."""
    return gaps(pen.say(de, en))


def only_if(pen: Pen, de: str, en: str, *blocks: Block) -> Emphasis:
    """A part of the letter that stays only in one case."""
    return Emphasis(pen.say(f"Nur, wenn {de}", f"Only if {en}"), blocks)


def letter(
    pen: Pen,
    id: str,
    title: str,
    subject: tuple[str, str],
    body: Iterable[Block],
    decide: Iterable[Sentence] = (),
    more: Iterable[Section] = (),
) -> Document:
    """A letter to a person; `decide` is for whoever sends it and does not go out."""
    us = pen.policy.organisation
    sender = Paragraph((plain(us.name), plain(us.address), say(pen, "‹Datum›", "‹date›")), lines=True)
    person = Paragraph(
        (say(pen, "‹Name›", "‹name›"), say(pen, "‹Anschrift oder E-Mail-Adresse›", "‹address or e-mail›")), lines=True
    )
    about = Paragraph((Sentence((Strong(pen.say(*subject)),)),))
    hello = para(say(pen, "Guten Tag ‹Name›,", "Dear ‹name›,"))
    close = Paragraph(
        (
            pen.s("Mit freundlichen Grüßen", "Yours sincerely"),
            say(pen, "‹Name der bearbeitenden Person›", "‹name of the person in charge›"),
            plain(us.name),
        ),
        lines=True,
    )
    text = Section(
        "letter", pen.say("Schreiben", "Letter"), (sender, person, about, hello, *body, *(() if more else (close,)))
    )
    sections = [text, *more]
    if more:
        sections.append(Section("close", pen.say("Schluss", "Closing"), (close,)))
    notes = tuple(decide)
    if notes:
        heading = pen.say("Vor dem Absenden", "Before sending")
        lead = para(pen.s("Dieser Teil geht nicht mit hinaus.", "This part does not go out."))
        sections.append(Section("before", heading, (lead, bullets(notes))))
    return pen.document(id, title, sections)


def remedies(pen: Pen) -> Paragraph:
    """Complaint and court (Art. 77, 79 GDPR)."""
    known = authority(pen.policy.organisation.authority)
    if known is None:
        where_de, where_en = "", ""
    else:
        tail = f", {known.address}" if known.address else ""
        web = f", {known.web}" if known.web else ""
        where_de = f" Für uns zuständig: {known.name}{tail}{web}."
        where_en = f" Competent for us: {known.name}{tail}{web}."
    return para(
        pen.s(
            "‹Sie können sich|Du kannst dich› bei einer Aufsichtsbehörde beschweren, besonders dort, wo ‹Sie leben|du "
            "lebst› oder "
            f"‹arbeiten|arbeitest› oder wo der Verstoß vermutet wird (Art. 77 DSGVO).{where_de}",
            "You can lodge a complaint with a supervisory authority, in particular where you live or work or where the "
            f"infringement is said to have happened (Art. 77 GDPR).{where_en}",
        ),
        pen.s(
            "‹Ihnen|Dir› steht außerdem der Weg zu den Gerichten offen (Art. 79 DSGVO).",
            "You can also go to court (Art. 79 GDPR).",
        ),
    )


def own(pen: Pen, subject: str = "") -> tuple[Activity, ...]:
    """Activities for which we answer, of one group or of all."""
    return tuple(
        a for a in pen.policy.activities.values() if a.role != "processor" and (not subject or subject in a.subjects)
    )


def on_behalf(pen: Pen, subject: str = "") -> tuple[Activity, ...]:
    """Activities on behalf of others, of one group or of all."""
    return tuple(
        a for a in pen.policy.activities.values() if a.role == "processor" and (not subject or subject in a.subjects)
    )
