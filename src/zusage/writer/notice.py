"""The privacy notice, written from the policy.

Law: the same policy, document, language and day give the same text. Every promise of the document is said exactly once and
its sentence carries the promise's id; the writer never sees the declaration. A document of kind `processor_terms` has its
own, shorter form.

Example: `render_html(write_notice(policy, "service", "de", date(2026, 11, 22)))`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from zusage.document.tree import Document, Section, numbered, sentences
from zusage.language.dates import long_date
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.writer.activity import top_activities, write_activity
from zusage.writer.general import changes_section, controller_section, decisions_section, security_section
from zusage.writer.order import Order
from zusage.writer.recipients import recipients_section
from zusage.writer.rights import objection_section, rights_section
from zusage.writer.script import Script
from zusage.writer.terms_document import terms_sections


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
    return Document(title, language, _sections(policy, document_id, language), policy.organisation.name, facts)


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
    """Every promise of the document with its section and sentence, in reading order."""
    return tuple(
        SentenceRef(mark, number, sentence.text)
        for number, section in numbered(_sections(policy, document_id, language))
        for sentence in sentences(section.blocks)
        for mark in sentence.marks
    )


def _sections(policy: Policy, document_id: str, language: Language) -> tuple[Section, ...]:
    script = Script(policy, policy.documents[document_id], language)
    if script.document.kind == "processor_terms":
        return terms_sections(script)
    activities = tuple(write_activity(script, activity) for activity in top_activities(script))
    title = script.say("Was wir mit ‹Ihren|deinen› Daten tun", "What we do with your data")
    return (
        controller_section(script),
        Section("activities", title, (), activities),
        recipients_section(script),
        rights_section(script),
        *objection_section(script),
        *security_section(script),
        decisions_section(script),
        *changes_section(script),
    )
