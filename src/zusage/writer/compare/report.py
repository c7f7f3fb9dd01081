"""The report of a comparison, and the message to those whom it concerns.

Law: the report names every change once, under what follows from it. A message names only what concerns its readers, in the
form of address of its document, and promises nothing that is not declared; the day on which a change takes effect keeps the
time that the document promises.
"""

from __future__ import annotations

from datetime import date

from zusage.document.tree import Block, Bullets, Document, Link, Paragraph, Section, Sentence, Table, missing, plain
from zusage.language.address import addressed
from zusage.language.dates import long_date
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.calendar import add_days
from zusage.model.text import Language
from zusage.policy.activity import Activity
from zusage.policy.organisation import Document as Published
from zusage.policy.policy import Policy
from zusage.writer.compare.change import REASONS, TITLES, Change, Consequence
from zusage.writer.compare.sides import Sides
from zusage.writer.compare.whole import compare, grouped

_TOLD = (Consequence.ASK, Consequence.NEW_PURPOSE, Consequence.CONTRACT, Consequence.OBJECT, Consequence.TELL)


def change_report(old: Policy, new: Policy, language: Language, as_of: date) -> Document:
    """The report on what changed from `old` to `new`, for whoever decides what is to be done."""
    sides, changes = Sides(old, new, language), compare(old, new, language)
    title = sides.say("Änderungsbericht", "Report on changes")
    before, after, day = old.digest[:12], new.digest[:12], long_date(as_of, language)
    facts = (
        sides.say(f"Stand: {day}", f"As of: {day}"),
        sides.say(f"Von Fassung {before} zu Fassung {after}", f"From version {before} to version {after}"),
    )
    sections = tuple(_section(sides, follows, found) for follows, found in grouped(changes))
    opening = Section("overview", sides.say("Überblick", "Overview"), _overview(sides, changes, as_of))
    return Document(
        title, language, (opening, *sections), new.organisation.name, facts, id="changes", wide=True, dated=as_of
    )  # fmt: skip


def _overview(sides: Sides, changes: tuple[Change, ...], as_of: date) -> tuple[Block, ...]:
    if not changes:
        words = sides.say("In der Sache hat sich nichts geändert.", "Nothing changed in substance.")
        return (Paragraph((plain(words),)),)
    counted = tuple((plain(f"{TITLES[follows].to(sides.language)}: {len(found)}"),) for follows, found in grouped(changes))
    blocks: list[Block] = [Bullets(counted)]
    days = [sentence for id in sides.new.documents if (sentence := _earliest(sides, id, changes, as_of))]
    if days:
        blocks.append(Bullets(tuple((day,) for day in days)))
    if again := [a for a in sides.new.activities.values() if any(_assessed(change, a) for change in changes)]:
        titles = [sides.to(activity.title) for activity in again]
        names = join(titles, sides.language)
        words = sides.say(
            f"Die Prüfung, ob eine Datenschutz-Folgenabschätzung nötig ist, steht neu an für: {names} (Art. 35 DSGVO).",
            f"Whether an impact assessment is needed must be examined again for: {names} (Art. 35 GDPR).",
        )
        blocks.append(Paragraph((plain(words),)))
    return tuple(blocks)


def _assessed(change: Change, activity: Activity) -> bool:
    """Whether the impact assessment of an activity must be looked at again, for itself or for a group of people."""
    return change.assess and (change.thing == activity.id or change.thing in activity.subjects)


def _earliest(sides: Sides, id: str, changes: tuple[Change, ...], as_of: date) -> Sentence | None:
    document = sides.new.documents[id]
    if not any(_concerns(sides.new, change, id) for change in changes):
        return None
    title = sides.to(document.title)
    if document.changes is None:
        return missing(
            sides.say(
                f"{title}: nicht angegeben, wie lange vorher Änderungen mitgeteilt werden (changes: before).",
                f"{title}: it is not declared how long before a change people are told (changes: before).",
            )
        )
    day = long_date(add_days(as_of, document.changes.before), sides.language)
    return plain(
        sides.say(
            f"{title}: frühester Tag der neuen Fassung, wenn heute mitgeteilt wird, ist der {day}.",
            f"{title}: if people are told today, the new version takes effect on {day} at the earliest.",
        )
    )


def _section(sides: Sides, follows: Consequence, changes: tuple[Change, ...]) -> Section:
    head = (
        sides.say("Was", "What"),
        sides.say("Bisher", "Before"),
        sides.say("Neu", "Now"),
        sides.say("Wen es betrifft", "Whom it concerns"),
    )
    table = Table(
        "", head, tuple(_row(sides, change) for change in changes), f"changes-{follows}",
        ("change", "before", "after", "people"), (3, 5, 5, 2),
    )  # fmt: skip
    reason = Paragraph((plain(REASONS[follows].to(sides.language)),))
    return Section(f"follows-{follows}", TITLES[follows].to(sides.language), (reason, table))


def _row(sides: Sides, change: Change) -> tuple[Sentence, ...]:
    marks = (change.thing,) if change.sort.startswith("promise.") else ()
    people = capitalised(join([sides.label(id) for id in change.to], sides.language))
    return (Sentence((change.title,), marks), plain(change.before or "–"), plain(change.after or "–"), plain(people or "–"))


def messages(old: Policy, new: Policy, language: Language, effective: date) -> tuple[Document, ...]:
    """One message per published document with changes that people are told of."""
    changes = compare(old, new, language)
    found = []
    for id, document in new.documents.items():
        told = [change for change in changes if _concerns(new, change, id)]
        if told:
            found.append(_message(Sides(old, new, language), document, told, effective))
    return tuple(found)


def _concerns(policy: Policy, change: Change, id: str) -> bool:
    """Whether the readers of a document are told: those who instruct us of their contract, everybody else of the rest."""
    kind = policy.documents[id].kind
    if change.consequence not in _TOLD or kind == "internal" or (change.documents and id not in change.documents):
        return False
    has_terms = any(known.kind == "processor_terms" for known in policy.documents.values())
    of_contract = change.consequence in (Consequence.CONTRACT, Consequence.OBJECT)
    return (kind == "processor_terms") == of_contract if has_terms else True


def _message(sides: Sides, document: Published, changes: list[Change], effective: date) -> Document:
    day, title = long_date(effective, sides.language), sides.to(document.title)

    def say(de: str, en: str) -> str:
        return addressed(sides.say(de, en), document.address_form) if sides.language == "de" else en

    us = sides.new.organisation
    opening = say(
        f"wir ändern zum {day}, wie wir ‹Ihre|deine› Daten verarbeiten. Hier steht, was sich ändert; der vollständige Text "
        f"heißt „{title}“.",
        f"from {day} we change how we process your data. Below you find what changes; the full text is called “{title}”.",
    )
    blocks: list[Block] = [
        Paragraph((plain(say("Guten Tag,", "Hello,")),)),
        Paragraph((plain(opening),)),
        Bullets(tuple(_told(sides, change) for change in changes)),
    ]
    if document.published_at:
        where = document.published_at[0]
        words = say("‹Sie finden|Du findest› ihn unter ", "You find it at ")
        blocks.append(Paragraph((Sentence((words, Link(where, where), ".")),)))
    if any(change.consequence is Consequence.ASK for change in changes):
        words = say(
            "Wo wir ‹Ihre|deine› Einwilligung brauchen, fragen wir ‹Sie|dich› neu. Ohne ‹Ihre|deine› neue Einwilligung "
            "ändert sich dort nichts.",
            "Where we need your consent, we ask you again. Without your new agreement nothing changes there.",
        )
        blocks.append(Paragraph((plain(words),)))
    words = say(f"Fragen dazu beantworten wir gern: {us.email}.", f"If you have questions, write to {us.email}.")
    blocks += [Paragraph((plain(words),)), Paragraph((plain(us.name),))]
    subject = say(f"Änderung zum {day}: {title}", f"Change on {day}: {title}")
    return Document(
        subject, sides.language, (Section("message", say("Nachricht", "Message"), tuple(blocks)),), us.name,
        id=f"message-{document.id}", dated=effective,
    )  # fmt: skip


def _told(sides: Sides, change: Change) -> tuple[Sentence, ...]:
    words = [plain(f"{change.title}.")]
    if change.after:
        words.append(plain(f"{sides.say('Neu', 'Now')}: {_stopped(change.after)}"))
    if change.before:
        words.append(plain(f"{sides.say('Bisher', 'Before')}: {_stopped(change.before)}"))
    return tuple(words)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
