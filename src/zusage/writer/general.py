"""The general parts of a notice: who is responsible, how deletion and security work, decisions, changes.

Law: says what Art. 13(1)(a), (b) and (2)(f) GDPR ask, and takes every promise that belongs to no activity; the part on
changes takes what is left, so that nothing promised is missing.
"""

from __future__ import annotations

from zusage.document.tree import Block, Definitions, Link, Paragraph, Section, Sentence, plain
from zusage.policy.promise import Duty
from zusage.writer.script import Script, entry, listed

_ROUTINE = ("routine-run", "erasure-replayed", "delete-when-released")
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
        *_officer(script),
        *entry(script.say("Register", "Register"), (plain(us.register),) if us.register else ()),
    )
    scope = script.sentence(
        "Diese Erklärung sagt, welche personenbezogenen Daten wir verarbeiten, wofür, auf welcher Grundlage und wie lange. "
        "Sie ist aus denselben Regeln geschrieben, nach denen unsere Systeme Daten löschen, kürzen und schützen.",
        "This notice says which personal data we process, what for, on which basis and for how long. "
        "It is written from the same rules by which our systems delete, shorten and protect data.",
    )
    stated = tuple(plain(script.to(s.text).rstrip(".") + ".") for s in script.document.statements if not s.claim)
    blocks: tuple[Block, ...] = (Paragraph((scope, *stated)), Definitions(entries))
    return Section("controller", script.say("Wer verantwortlich ist", "Who is responsible"), blocks)


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
    title = script.say("Löschung und Sicherheit", "Deletion and security")
    return (Section("security", title, (Definitions(rows),)),) if rows else ()


def decisions_section(script: Script) -> Section:
    """Automated decisions: none is declared, and that is said (Art. 13(2)(f) GDPR)."""
    words = script.sentence(
        "Entscheidungen, die ausschließlich auf automatisierter Verarbeitung beruhen und ‹Ihnen|dir› gegenüber rechtliche "
        "Wirkung haben oder ‹Sie|dich› ähnlich erheblich beeinträchtigen (Art. 22 DSGVO), finden nicht statt.",
        "Decisions based solely on automated processing that have legal effect on you or similarly significantly affect "
        "you (Art. 22 GDPR) do not take place.",
    )
    return Section("decisions", script.say("Automatisierte Entscheidungen", "Automated decisions"), (Paragraph((words,)),))


def changes_section(script: Script) -> tuple[Section, ...]:
    """Publication and changes; takes everything that no other part asked for."""
    inform = script.take(lambda p: p.duty is Duty.INFORM)
    rest = script.take_rest()
    blocks: list[Block] = []
    if inform:
        blocks.append(Paragraph(inform))
    if rest:
        blocks.append(listed(rest))
    return (Section("changes", script.say("Änderungen", "Changes"), tuple(blocks)),) if blocks else ()
