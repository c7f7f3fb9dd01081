"""The privacy notice, written from the policy.

Law: the same policy, document, language and day give the same text. Every promise of the document is said exactly once and
its sentence carries the promise's id; the writer never sees the declaration. A document of kind `processor_terms` has its
own, shorter form.

Example: `render_html(write_notice(policy, "service", "de", date(2026, 11, 22)))`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from zusage.document.tree import Document, Paragraph, Section, numbered, sentences
from zusage.language.dates import long_date
from zusage.language.grammar import company
from zusage.language.lists import join
from zusage.language.terms import ROLES, term
from zusage.model.text import Language
from zusage.policy.activity import Activity
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.writer.activity import on_behalf, write_activity
from zusage.writer.general import controller_section, informed_section, security_section
from zusage.writer.order import Order
from zusage.writer.recipients import host_of, land, recipients_section
from zusage.writer.rights import objection_section, rights_section
from zusage.writer.script import Script
from zusage.writer.short import short_sections
from zusage.writer.terms_document import terms_sections
from zusage.writer.topics import Topic, family, topics_of


@dataclass(frozen=True, slots=True)
class SentenceRef:
    """Where a promise is said: its id, the number of the section, and the words."""

    promise: str
    section: str
    text: str


def write_notice(policy: Policy, document_id: str, language: Language, as_of: date) -> Document:
    """The document in one language, dated `as_of`."""
    document = policy.documents[document_id]
    dated = document.dated or as_of
    facts = (
        f"{'Stand' if language == 'de' else 'As of'}: {long_date(dated, language)}",
        f"{'Fassung' if language == 'de' else 'Version'} {policy.digest[:12]}",
    )
    title = document.title.to(language)
    script = Script(policy, document, language)
    sections = _sections(script)
    short = short_sections(Script(policy, document, language)) if document.kind == "notice" else ()
    return Document(title, language, sections, policy.organisation.name, facts, short)


def notices(order: Order) -> tuple[Document, ...]:
    """Every published document, or the one that is asked for."""
    ids = [order.only] if order.only else list(order.policy.documents)
    return tuple(
        replace(write_notice(order.policy, id, order.language, order.as_of), id=file_name(order.policy, id)) for id in ids
    )


def file_name(policy: Policy, id: str) -> str:
    """The name of the file of a document: the first notice is called notice, others by their id."""
    first = next(iter(policy.documents))
    return "notice" if policy.documents[id].kind == "notice" and id == first else id


def notice_sentences(policy: Policy, document_id: str, language: Language) -> tuple[SentenceRef, ...]:
    """Every promise of the document with its section, in reading order, and its sentence as it stands on its own."""
    script = Script(policy, policy.documents[document_id], language)
    said = {promise.id: promise for promise in script.promises}
    return tuple(
        SentenceRef(mark, number, script.alone(said[mark]))
        for number, section in numbered(_sections(script))
        for sentence in sentences(section.blocks)
        for mark in sentence.marks
    )


def _sections(script: Script) -> tuple[Section, ...]:
    if script.document.kind == "processor_terms":
        return terms_sections(script)
    return (
        controller_section(script),
        activities_section(script),
        recipients_section(script),
        rights_section(script),
        *objection_section(script),
        *security_section(script),
        *informed_section(script),
    )


def activities_section(script: Script) -> Section:
    """All activities, by topic where there is more than one, and who keeps the data for us."""
    title = script.say("Was wir mit ‹Ihren|deinen› Daten tun", "What we do with your data")
    topics = topics_of(script)
    host = host_of(script, family(script, tuple(a for topic in topics for a in topic.activities)))
    name = host[0].id if host else ""
    head = (_kept_by(script, *host),) if host else ()
    if len(topics) < 2:
        inner = tuple(write_activity(script, activity, name) for topic in topics for activity in topic.activities)
    else:
        inner = tuple(
            _topic(script, topic, name) if len(topic.activities) > 1 else write_activity(script, topic.activities[0], name)
            for topic in topics
        )
    return Section("activities", title, head, inner)


def _topic(script: Script, topic: Topic, host: str) -> Section:
    """A group of activities; on whose behalf is said once where all are done for the same."""
    same = {(activity.role, activity.on_behalf_of) for activity in family(script, topic.activities)}
    told = len(same) == 1 and topic.activities[0].role == "processor"
    head = (Paragraph(on_behalf(script, family(script, topic.activities))),) if told else ()
    activities = tuple(write_activity(script, activity, host, told) for activity in topic.activities)
    return Section(f"t-{topic.id}", topic.title, head, activities)


def _kept_by(script: Script, known: Recipient, without: tuple[Activity, ...]) -> Paragraph:
    role, place = term(ROLES, known.role, script.language), land(script, known)
    about = ", ".join(part for part in (role, place) if part)
    names = join([script.quoted(activity.title) for activity in without], script.language)
    first = script.sentence(
        f"In unserem Auftrag speichert {company(known.name)} diese Daten ({about}).",
        f"{known.name} stores these data on our behalf ({about}).",
    )
    but_de, but_en = (f", außer für {names}", f", except for {names}") if names else ("", "")
    second = script.sentence(
        f"Das gilt für alle folgenden Abschnitte{but_de}; weitere Empfänger stehen jeweils dabei.",
        f"This applies to all of the following sections{but_en}; further recipients are named where there are any.",
    )
    return Paragraph((first, second))
