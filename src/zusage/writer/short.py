"""The short layer of a notice: who, what for and how long, who gets the data, and what people can do, on one screen.

Law: written from the policy alone and true of the whole document; every line leads to the part that says all of it. It
holds at most about 160 words of running text beside one table, has the right to object in a block of its own (Art. 21(4)
GDPR), and says nothing of what the organisation does not do. How easily it reads is measured
(`zusage.language.readability`).
"""

from __future__ import annotations

from zusage.document.tree import (
    Block,
    Bullets,
    Definitions,
    Document,
    Emphasis,
    Inline,
    Link,
    Paragraph,
    Section,
    Sentence,
    Table,
    plain,
    sentences,
)
from zusage.language.countries import EEA, in_country
from zusage.language.durations import duration
from zusage.language.grammar import capitalised, company
from zusage.language.lists import join
from zusage.language.numbers import number
from zusage.language.readability import ease
from zusage.policy.activity import Flow
from zusage.policy.organisation import Recipient
from zusage.reference.authorities import authority
from zusage.writer.recipients import used_by
from zusage.writer.rights import objected, objects_to_marketing
from zusage.writer.script import Entry, Script
from zusage.writer.spans import span
from zusage.writer.topics import Topic, family, topics_of


def short_sections(script: Script) -> tuple[Section, ...]:
    """The short layer of a notice."""
    say = script.say
    entries: tuple[Entry, ...] = (
        (say("Wer", "Who"), (Paragraph(_who(script)),)),
        (say("An wen", "To whom"), (Paragraph(_receivers(script)),)),
        (say("‹Ihre|Deine› Rechte", "Your rights"), (Paragraph(_rights(script)),)),
    )
    blocks: tuple[Block, ...] = (Definitions(entries[:1]), _table(script), *_copies(script), Definitions(entries[1:]))
    return (Section("short", say("Das Wichtigste in Kürze", "The short version"), (*blocks, *_objection(script))),)


def reading_ease(document: Document) -> float | None:
    """How easily the running text of the short layer reads, or None where there is no such layer.

    The table is no running text and does not count.
    """
    return ease((s.text for section in document.short for s in running(section.blocks)), document.language)


def running(blocks: tuple[Block, ...]) -> tuple[Sentence, ...]:
    """The sentences of some blocks that are neither cells nor headings."""
    found: list[Sentence] = []
    for block in blocks:
        match block:
            case Definitions(entries):
                found.extend(s for _, inner in entries for s in running(inner))
            case Emphasis(_, inner):
                found.extend(running(inner))
            case Paragraph() | Bullets():
                found.extend(sentences((block,)))
            case _:
                pass
    return tuple(found)


def _who(script: Script) -> tuple[Sentence, ...]:
    us, say = script.policy.organisation, script.say
    name = capitalised(company(us.name))
    whole = Link(say("Alle Angaben", "All details"), "#controller")
    first = say(
        f"{name} ist für ‹Ihre|deine› Daten verantwortlich.",
        f"{us.name} is responsible for your data.",
    )
    mail = Link(us.email, f"mailto:{us.email}")
    said = [plain(first), Sentence((say("‹Sie erreichen|Du erreichst› uns unter ", "You can reach us at "), mail, "."))]
    if officer := us.officer:
        lead = say("Fragen zum Datenschutz ‹können Sie|kannst du› auch an ", "You can also send questions on privacy to ")
        said.append(Sentence((lead, Link(officer.email, f"mailto:{officer.email}"), say(" richten.", "."))))
    return (*said, Sentence((whole, ".")))


def _table(script: Script) -> Table:
    """What for and how long, one row per topic; each title leads to its section."""
    topics = topics_of(script)
    if len(topics) == 1:
        topics = tuple(Topic(activity.id, "", (activity,)) for activity in topics[0].activities)
    rows = tuple(_row(script, topic) for topic in topics)
    head = (script.say("Wofür wir Daten brauchen", "What we need data for"), script.say("Wie lange", "For how long"))
    caption = script.say("Wofür und wie lange", "What for and for how long")
    return Table(caption, head, rows, widths=(3, 2))


def _row(script: Script, topic: Topic) -> tuple[tuple[Sentence, ...], Sentence]:
    links: list[Inline] = []
    for activity in topic.activities:
        links += [", ", Link(script.to(activity.title), f"#a-{activity.id}")]
    first = (Sentence((Link(topic.title, f"#t-{topic.id}"),)),) if len(topic.activities) > 1 else ()
    return (*first, Sentence(tuple(links[1:]))), span(script, family(script, topic.activities))


def _copies(script: Script) -> tuple[Paragraph, ...]:
    """How much longer data stay in backups, at most."""
    ids = {activity.id for activity in script.activities}
    horizons = [h.period for rule in script.policy.rules if rule.activity in ids for h in rule.horizons]
    if not horizons:
        return ()
    words = duration(max(horizons, key=lambda period: period.longest_hours), script.language)
    return (
        Paragraph(
            (
                script.sentence(
                    f"In Sicherungskopien bleiben Daten bis zu {words} länger.",
                    f"In backups, data stay for up to {words} longer.",
                ),
            )
        ),
    )


def _receivers(script: Script) -> tuple[Sentence, ...]:
    """Groups of recipients by what they are to us, and countries outside the EEA."""
    known = [recipient for recipient, _ in used_by(script) if recipient.role != "self"]
    flows = [flow for activity in script.activities for flow in activity.flows]
    said = [sentence for role in _GROUPS if (sentence := _of_role(script, role, known, flows))]
    if countries := _third_countries(known):
        places = join([in_country(code, script.language) for code in countries], script.language)
        said.append(
            script.sentence(f"Manche Daten werden auch {places} verarbeitet.", f"Some data are also processed {places}.")
        )
    if not said:
        said = [script.sentence("Wir geben keine Daten weiter.", "We pass no data on.")]
    link = Link(script.say("Alle Empfänger", "All recipients"), "#recipients")
    return (*said, Sentence((link, "."))) if known else tuple(said)


_GROUPS = ("processor", "controller", "joint", "instructed_by_customer", "authority")


def _of_role(script: Script, role: str, known: list[Recipient], flows: list[Flow]) -> Sentence | None:
    members = [recipient for recipient in known if recipient.role == role]
    if not members:
        return None
    n, one = len(members), len(members) == 1
    match role:
        case "processor":
            de = (
                "Eine Firma arbeitet für uns mit den Daten"
                if one
                else f"{number(n, 'de')} Firmen arbeiten für uns mit den Daten"
            )
            en = "One firm works with the data for us" if one else f"{number(n, 'en')} firms work with the data for us"
        case "controller":
            de = "Eine andere Stelle erhält" if one else f"{number(n, 'de')} andere Stellen erhalten"
            de += " Daten und trägt selbst die Verantwortung" if one else " Daten und tragen selbst die Verantwortung"
            en = "One other body receives" if one else f"{number(n, 'en')} other bodies receive"
            en += " data and is itself responsible" if one else " data and are themselves responsible"
        case "joint":
            names = join([company(member.name, "dative") for member in members], script.language)
            de = f"Für einen Teil sind wir gemeinsam mit {names} verantwortlich"
            en = f"For one part we share responsibility with {join([member.name for member in members], 'en')}"
        case "instructed_by_customer":
            de = "Manche Dienste erhalten Daten nur, wenn unser Kunde sie verbindet"
            en = "Some services receive data only if our customer connects them"
        case _:
            ids = {member.id for member in members}
            duty = all(flow.when_kind == "duty" for flow in flows if flow.recipient in ids)
            de = "Behörden erhalten Daten, wenn ein Gesetz es verlangt" if duty else "Auch Behörden erhalten Daten"
            en = "Public authorities receive data if a law demands it" if duty else "Public authorities receive data too"
    return script.sentence(f"{capitalised(de)}.", f"{capitalised(en)}.")


def _third_countries(known: list[Recipient]) -> tuple[str, ...]:
    codes = (code for recipient in known for code in (recipient.location, recipient.country) if code)
    return tuple(dict.fromkeys(code for code in codes if code not in EEA | {"EU", "EEA"}))


def _rights(script: Script) -> tuple[Sentence, ...]:
    say, us = script.say, script.policy.organisation
    email = script.policy.rights.email or us.email
    uses = any(basis.kind == "consent" for activity in script.activities for basis in activity.bases)
    said = [
        script.sentence(
            "‹Sie können|Du kannst› fragen, welche Daten wir von ‹Ihnen|dir› haben.",
            "You can ask which data of yours we have.",
        ),
        script.sentence(
            "‹Sie können|Du kannst› sie berichtigen, einschränken oder löschen lassen und mitnehmen.",
            "You can have them corrected, restricted or erased, and take them with you.",
        ),
    ]
    if uses:
        said.append(
            script.sentence(
                "Eine Einwilligung ‹können Sie|kannst du› jederzeit widerrufen.", "You can withdraw consent at any time."
            )
        )
    said.append(Sentence((say("‹Schreiben Sie|Schreib› uns: ", "Write to us: "), Link(email, f"mailto:{email}"), ".")))
    body = authority(us.authority)
    where: tuple[Inline, ...] = (Link(body.name, body.web) if body.web else body.name,) if body else ()
    lead = say("‹Sie können sich|Du kannst dich› auch beschweren", "You can also complain")
    said.append(Sentence((f"{lead}: ", *where, ".")) if where else plain(f"{lead}."))
    return (*said, Sentence((Link(say("Alle Rechte", "All rights"), "#rights"), ".")))


def _objection(script: Script) -> tuple[Block, ...]:
    """The right to object, apart from everything else."""
    if not objected(script):
        return ()
    said = [
        script.sentence(
            "Manches tun wir, weil wir selbst ein Interesse daran haben.",
            "Some things we do because we have an interest in them ourselves.",
        ),
        script.sentence(
            "Dem ‹können Sie|kannst du› jederzeit widersprechen, wenn es in ‹Ihrer|deiner› Lage Gründe dafür gibt.",
            "You can object to that at any time if your situation gives you reasons.",
        ),
    ]
    if objects_to_marketing(script):
        said.append(
            script.sentence("Bei Werbung ‹brauchen Sie|brauchst du› keinen Grund.", "For advertising you need no reason.")
        )
    link = Link(script.say("Wie das geht", "How to do it"), "#objection")
    title = script.say("‹Sie können|Du kannst› widersprechen", "You can object")
    return (Emphasis(title, (Paragraph((*said, Sentence((link, ".")))),)),)
