"""The general parts of a notice: who is responsible, how deletion and security work, how people are informed.

Law: says what Art. 13(1)(a) and (b) GDPR ask, and takes every promise that belongs to no activity; the part on information
takes what is left, so that nothing promised is missing.
"""

from __future__ import annotations

from zusage.document.tree import Block, Bullets, Definitions, Link, Paragraph, Section, Sentence, plain
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.text import Text
from zusage.policy.facts import Informed
from zusage.policy.organisation import Document
from zusage.policy.promise import Duty
from zusage.writer.script import Entry, Script, entry

_ROUTINE = ("routine-run", "erasure-replayed", "delete-when-released")
_CLAIMS = ("statement-consistent",)
_READY = ("backup-made", "evidence-fresh")


def controller_section(script: Script) -> Section:
    """Controller, officer, scope."""
    us = script.policy.organisation
    address = tuple(plain(line.strip()) for line in (us.name, *us.address.split(","), us.phone) if line.strip())
    contact = Sentence((Link(us.email, f"mailto:{us.email}"),))
    named = script.say("Vertreten durch", "Represented by")
    represented = (plain(us.representative),) if us.representative else ()
    entries = (
        (script.say("Verantwortlich", "Controller"), (Paragraph((*address, contact), lines=True),)),
        *entry(named, represented),
        *_in_the_union(script),
        *_officer(script),
        *entry(script.say("Register", "Register"), (plain(us.register),) if us.register else ()),
        *_others(script),
    )
    stated = tuple(plain(script.to(s.text).rstrip(".") + ".") for s in script.document.statements if not s.claim)
    blocks: tuple[Block, ...] = (*((Paragraph(stated),) if stated else ()), Definitions(entries))
    return Section("controller", script.say("Wer verantwortlich ist", "Who is responsible"), blocks)


def _in_the_union(script: Script) -> tuple[Entry, ...]:
    """The representative of a controller outside the Union (Art. 13(1)(a), 27 GDPR)."""
    known = script.policy.organisation.eu_representative
    if known is None:
        return ()
    lines = (known.name, *(line.strip() for line in known.address.split(",")), known.email)
    term = script.say("Vertretung in der Union (Art. 27 DSGVO)", "Representative in the Union (Art. 27 GDPR)")
    return ((term, (Paragraph(tuple(plain(line) for line in lines if line), lines=True),)),)


def _others(script: Script) -> tuple[Entry, ...]:
    """The other notices of the organisation, with the address where each can be read."""
    found = [d for d in script.policy.documents.values() if d.kind == "notice" and d.id != script.document.id]
    items = tuple((_reference(script, document),) for document in found)
    term = script.say("Unsere anderen Datenschutzhinweise", "Our other privacy notices")
    return ((term, (Bullets(items) if len(items) > 1 else Paragraph(items[0]),)),) if items else ()


def _reference(script: Script, document: Document) -> Sentence:
    title = script.to(document.title)
    return Sentence((Link(title, document.published_at[0]),)) if document.published_at else plain(title)


def _officer(script: Script) -> tuple[tuple[str, tuple[Paragraph, ...]], ...]:
    officer = script.policy.organisation.officer
    if officer is None:
        return ()
    name = (plain(officer.name),) if officer.name else ()
    sentences = (*name, Sentence((Link(officer.email, f"mailto:{officer.email}"),)))
    return ((script.say("Datenschutzbeauftragte Person", "Data protection officer"), (Paragraph(sentences, lines=True),)),)


def security_section(script: Script) -> tuple[Section, ...]:
    """How we delete, and how we protect."""
    routine = script.take(lambda p: not p.activity and (p.kind in _ROUTINE or p.duty is Duty.KEEP))
    guarded = script.take(lambda p: not p.activity and (p.kind in _READY or p.duty in (Duty.PROTECT, Duty.SEPARATE)))
    ready = script.take(lambda p: not p.activity and p.duty in (Duty.HOLD_READY, Duty.ASK_FIRST))
    rows = (
        *entry(script.say("Löschung", "Deletion"), routine),
        *entry(script.say("Schutz", "Protection"), (*guarded, *ready)),
    )
    title = script.say("Wie wir löschen und schützen", "How we delete and protect")
    return (Section("security", title, (Definitions(rows),)),) if rows else ()


def informed_section(script: Script) -> tuple[Section, ...]:
    """When and by what each group hears of all this (Art. 13, 14 GDPR), and what happens when it changes.

    Takes every promise that no other part asked for. Terms of processing speak of the data subjects, not to them.
    """
    to_them = script.document.kind == "notice"
    heard = script.say("Wann ‹Sie|du› davon ‹erfahren|erfährst›", "When you hear of this")
    others = script.say("Wann betroffene Personen davon erfahren", "When data subjects hear of this")
    rows = (
        *entry(heard if to_them else others, _informed(script)),
        *entry(script.say("Vollständigkeit", "Completeness"), script.take_kinds("everything-declared", activity="")),
        *entry(script.say("Änderungen", "Changes"), script.take(lambda p: p.duty is Duty.INFORM and p.kind not in _CLAIMS)),
        *entry(script.say("Außerdem gilt", "What else applies"), script.take_rest()),
    )
    title = (
        script.say("Wie wir ‹Sie|dich› informieren", "How we inform you")
        if to_them
        else script.say("Information", "Information")
    )
    return (Section("changes", title, (Definitions(rows),)),) if rows else ()


_WHEN = {
    "collection": Text("sobald wir die Daten erheben", "when we collect the data"),
    "first_contact": Text("mit unserer ersten Nachricht", "with our first message"),
    "month": Text(
        "innerhalb eines Monats, nachdem wir die Daten erhalten haben", "within a month of our receiving the data"
    ),
}


def _informed(script: Script) -> tuple[Sentence, ...]:
    """Groups of the same time and documents share a sentence."""
    groups: dict[Informed, list[str]] = {}
    for subject in {subject.id: subject for activity in script.activities for subject in script.groups(activity)}.values():
        if subject.informed:
            groups.setdefault(subject.informed, []).append(script.to(subject.label))
    return tuple(_told(script, informed, labels) for informed, labels in groups.items())


def _told(script: Script, informed: Informed, labels: list[str]) -> Sentence:
    documents = [script.policy.documents[id] for id in informed.by if id in script.policy.documents]
    others = [script.quoted(document.title) for document in documents if document.id != script.document.id]
    by = script.say(", und zwar mit dem Dokument ", ", in the document ") + join(others, script.language) if others else ""
    when = script.to(_WHEN[informed.when]) if informed.when in _WHEN else informed.when
    how = f" {script.to(informed.how).rstrip('.')}." if informed.how else ""
    return plain(f"{capitalised(join(labels, script.language))}: {when}{by}.{how}")
