"""Recipients and transfers (Art. 13(1)(e) and (f) GDPR).

Law: every recipient of the document is named with role and country; a country outside the EEA brings the mechanism of
Chapter V or the plain statement that none is declared. A country that is not declared is said to be unknown, never guessed.
"""

from __future__ import annotations

from collections.abc import Callable

from zusage.document.tree import Block, Bullets, Paragraph, Section, Sentence, Table, plain
from zusage.language.countries import EEA, country, in_country
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.language.numbers import number
from zusage.language.terms import MECHANISMS, ROLES, term
from zusage.policy.activity import Activity, Flow
from zusage.policy.organisation import Recipient
from zusage.policy.promise import FlowTerms, Promise
from zusage.writer.script import Script, listed

_MANY = 6
"""From this many activities on, a recipient of all data of nearly all of them is named once for all."""


def host_of(script: Script, activities: tuple[Activity, ...]) -> tuple[Recipient, tuple[Activity, ...]] | None:
    """A processor that has all data of nearly all activities and of which nothing else is said, and those it has not."""
    for known in script.policy.recipients.values():
        without = tuple(a for a in activities if not any(_is_all(script, a, f) for f in a.flows if f.recipient == known.id))
        if known.role == "processor" and len(activities) >= _MANY and len(without) <= len(activities) // 3:
            return known, without
    return None


def _is_all(script: Script, activity: Activity, flow: Flow) -> bool:
    everything = not flow.data or set(flow.data) == {datum.id for datum in activity.data}
    bare = not (flow.data_text or flow.category or flow.role or script.waits(lambda p: _is_about(p, activity, flow)))
    return everything and bare


def flow_groups(script: Script, activity: Activity, host: str = "") -> tuple[tuple[Sentence, ...], ...]:
    """Who receives which data of an activity: one group per recipient, with what is promised about it.

    `host` is a recipient that was named for all activities; where it has all data, nothing is repeated.
    """
    told = [flow for flow in activity.flows if flow.recipient == host and _is_all(script, activity, flow)]
    return tuple(_group(script, activity, flow) for flow in activity.flows if flow not in told)


def _group(script: Script, activity: Activity, flow: Flow) -> tuple[Sentence, ...]:
    said: list[Sentence] = []
    for kind in _IN_ORDER:
        said += script.take(_of_kind(kind, activity, flow), named=True)
    rest = script.take(lambda p: _is_about(p, activity, flow), named=True)
    return (plain(_flow(script, activity, flow)), *said, *rest)


_IN_ORDER = ("sent-only", "disclosed-only-when", "recipient-deletes", "erasure-propagated")
"""What goes, on what condition, how long it stays there, and what a deletion here does there."""


def _of_kind(kind: str, activity: Activity, flow: Flow) -> Callable[[Promise], bool]:
    return lambda promise: promise.kind == kind and _is_about(promise, activity, flow)


def _is_about(promise: Promise, activity: Activity, flow: Flow) -> bool:
    terms = promise.terms
    return promise.activity == activity.id and isinstance(terms, FlowTerms) and terms.recipient == flow.recipient


def recipients_section(script: Script) -> Section:
    """All recipients in one table, what is true of all of them, and transfers to third countries."""
    used = used_by(script)
    blocks: list[Block] = []
    if used:
        head = (
            ("Empfänger", "Rolle", "Land", "Anlass")
            if script.language == "de"
            else ("Recipient", "Role", "Country", "Used for")
        )
        caption = script.say("Empfänger im Überblick", "Recipients at a glance")
        blocks.append(Table(caption, head, tuple(_row(script, *pair) for pair in used)))
    said = script.take(lambda p: p.kind in _KINDS and not p.activity)
    if said:
        blocks.append(listed(said))
    yours = script.document.kind == "notice"
    title = script.say(*(_TITLE if yours else _TITLE_OF_TERMS))
    return Section("recipients", title, tuple(blocks), _transfers(script, used))


_TITLE = ("Wer ‹Ihre|deine› Daten erhält", "Who receives your data")
_TITLE_OF_TERMS = ("Wer die Daten erhält", "Who receives the data")
_KINDS = ("located-in", "recipients-complete", "contract-on-file", "recipient-undertakes", "not-disclosed",
          "document-supplied", "recipient-deletes", "sent-only", "disclosed-only-when")  # fmt: skip


def _flow(script: Script, activity: Activity, flow: Flow) -> str:
    known = script.policy.recipients.get(flow.recipient)
    name = script.to(flow.category) if flow.category else _name(script, known, flow.recipient)
    about = ", ".join(part for part in (_role(script, flow, known), land(script, known)) if part)
    tail = "" if not about else f", {about}" if name.endswith(")") else f" ({about})"
    return f"{capitalised(name)}{tail}: {_data(script, activity, flow)}."


def _data(script: Script, activity: Activity, flow: Flow) -> str:
    if flow.data_text:
        return script.to(flow.data_text)
    chosen = [script.to(datum.label) for datum in activity.data if datum.id in flow.data]
    if not chosen or len(chosen) == len(activity.data) > 1:
        return script.say("alle hier genannten Daten", "all data named here")
    return join(chosen, script.language)


def _name(script: Script, known: Recipient | None, id: str) -> str:
    if known is None:
        return id
    return script.to(known.category) if known.category else known.name


def _role(script: Script, flow: Flow, known: Recipient | None) -> str:
    role = flow.role or (known.role if known else "")
    if role == "authority":
        return ""
    return term(ROLES, role, script.language) if role else ""


def land(script: Script, known: Recipient | None) -> str:
    """Where a recipient keeps the data, and where it sits if that is outside the EEA."""
    code = (known.location or known.country) if known else ""
    if not known or not code:
        return ""
    seat = known.country if known.country not in (code, "", *EEA) else ""
    tail = script.say(f"; Sitz: {country(seat, 'de')}", f"; seat: {country(seat, 'en')}") if seat else ""
    return f"{country(code, script.language)}{tail}"


def used_by(script: Script) -> list[tuple[Recipient, list[Activity]]]:
    """The recipients of a document, each with the activities whose data it gets."""
    found: dict[str, list[Activity]] = {}
    for activity in script.activities:
        for flow in activity.flows:
            if flow.recipient in script.policy.recipients:
                found.setdefault(flow.recipient, []).append(activity)
    return [(script.policy.recipients[id], activities) for id, activities in found.items()]


def _row(script: Script, known: Recipient, activities: list[Activity]) -> tuple[Sentence, ...]:
    name = _name(script, known, known.id)
    full = capitalised(f"{name}, {known.address}" if known.address else name)
    titles = _occasions(script, activities)
    unknown = (
        script.say("je nach Empfänger", "depends on the recipient")
        if known.category
        else script.say("nicht angegeben", "not stated")
    )
    place = land(script, known) or unknown
    if known.role == "self":
        place = script.say("bei uns", "with us")
    return tuple(map(plain, (full, term(ROLES, known.role, script.language), place, titles)))


def _occasions(script: Script, activities: list[Activity]) -> str:
    """For what a recipient gets data; of many activities the first and how many more."""
    titles = [script.to(activity.title) for activity in activities]
    more = len(titles) - 3
    if more < 3:
        return join(titles, script.language)
    first = ", ".join(titles[:3])
    return script.say(
        f"{first} und {number(more, 'de')} weitere Themen", f"{first} and {number(more, 'en')} further subjects"
    )


def _transfers(script: Script, used: list[tuple[Recipient, list[Activity]]]) -> tuple[Section, ...]:
    said = script.take_kinds("safeguard-valid", activity="")
    told = {mark.split("/")[2] for sentence in said for mark in sentence.marks if mark.count("/") > 1}
    abroad = [known for known, _ in used if is_outside(known)]
    outside = [known for known in abroad if known.id not in told]
    if not outside and not said:
        return ()
    items = [(plain(_transfer(script, known)),) for known in outside]
    items += [(sentence,) for sentence in said]
    close = script.sentence(
        "Eine Kopie der Garantien ‹erhalten Sie|erhältst du› auf Anfrage.",
        "You can obtain a copy of the safeguards on request.",
    )
    blocks: tuple[Block, ...] = (Bullets(tuple(items)),)
    if any(known.transfer and known.transfer.mechanism in ("scc", "bcr") for known in abroad):
        blocks = (*blocks, Paragraph((close,)))
    return (Section("transfers", script.say("Übermittlung in Drittländer", "Transfers to third countries"), blocks),)


def is_outside(known: Recipient) -> bool:
    """Whether data may leave the EEA with this recipient."""
    codes = [code for code in (known.location, known.country) if code]
    return bool(codes) and known.role != "self" and any(code not in EEA | {"EU", "EEA"} for code in codes)


def _transfer(script: Script, known: Recipient) -> str:
    where = in_country(known.location or known.country, script.language)
    if known.transfer is None:
        return script.say(
            f"{known.name} verarbeitet Daten {where}; eine Garantie nach Art. 44 ff. DSGVO ist dafür nicht angegeben.",
            f"{known.name} processes data {where}; no safeguard under Art. 44 et seq. GDPR is stated for it.",
        )
    mechanism = term(MECHANISMS, known.transfer.mechanism, script.language)
    return script.say(f"{known.name} verarbeitet Daten {where}; Grundlage der Übermittlung: {mechanism}.",
                      f"{known.name} processes data {where}; ground of the transfer: {mechanism}.")  # fmt: skip
