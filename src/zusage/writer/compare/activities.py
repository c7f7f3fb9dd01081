"""What changed about activities: themselves, purposes, bases, data, people, recipients, what is stored on devices.

Law: compares facts, never labels. Where an activity rests on a consent, whatever widens it touches the consent; where it is
done on behalf of others, whatever widens it touches their contract.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.language.terms import ROLES, term
from zusage.policy.activity import Activity, Basis, Datum, DeviceItem, Flow
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.shown import named
from zusage.writer.compare.sides import Sides, pairs


def activity_changes(sides: Sides) -> Iterator[Change]:
    """All changes of activities, in the order of the new declaration."""
    for id, old, new in pairs(sides.old.activities, sides.new.activities):
        if old is None and new is not None:
            yield _begun(sides, new)
        elif new is None and old is not None:
            yield _ended(sides, old)
        elif old is not None and new is not None:
            yield from _kept(sides, id, old, new)


def widened(new: Activity) -> Consequence:
    """What follows when an existing activity takes in more."""
    if new.role == "processor":
        return Consequence.CONTRACT
    return Consequence.ASK if any(basis.kind == "consent" for basis in new.bases) else Consequence.TELL


def _begun(sides: Sides, new: Activity) -> Change:
    known = {(d.system, d.table) for activity in sides.old.activities.values() for d in activity.data if d.table}
    reused = any((datum.system, datum.table) in known for datum in new.data if datum.table)
    follows = Consequence.NEW_PURPOSE if reused else Consequence.COLLECTION
    if new.role == "processor":
        follows = Consequence.CONTRACT
    title = sides.say(f"Neue Verarbeitung: {sides.to(new.title)}", f"New processing: {sides.to(new.title)}")
    return Change(
        "activity.added", new.id, title, follows, "", sides.listed(purpose.text for purpose in new.purposes),
        sides.people(new), new.documents, assess=True,
    )  # fmt: skip


def _ended(sides: Sides, old: Activity) -> Change:
    title = sides.say(f"Entfallen: {sides.to(old.title)}", f"No longer done: {sides.to(old.title)}")
    words = sides.listed(purpose.text for purpose in old.purposes)
    return Change("activity.removed", old.id, title, Consequence.NONE, words, "", sides.people(old), old.documents)


def _kept(sides: Sides, id: str, old: Activity, new: Activity) -> Iterator[Change]:
    for found in (_role, _purposes, _bases, _data, _subjects, _recipients, _devices, _decisions):
        for change in found(sides, old, new):
            yield Change(
                f"activity.{change.sort}", id, change.title, change.consequence, change.before, change.after,
                change.to or sides.people(new), new.documents, change.assess,
            )  # fmt: skip


def _change(sort: str, title: str, follows: Consequence, before: str = "", after: str = "", assess: bool = False) -> Change:
    return Change(sort, "", title, follows, before, after, assess=assess)


def _titled(sides: Sides, new: Activity, de: str, en: str) -> str:
    return f"{capitalised(sides.to(new.title))}: {sides.say(de, en)}"


def _role(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    if (old.role, old.joint_with) == (new.role, new.joint_with):
        return
    title = _titled(sides, new, "andere Verantwortung", "another responsibility")
    before, after = (_acts(sides, activity) for activity in (old, new))
    yield _change("role", title, Consequence.TELL, before, after)


def _acts(sides: Sides, activity: Activity) -> str:
    if activity.role == "controller":
        return capitalised(sides.say("wir allein", "we alone"))
    partners = named(sides, activity.joint_with)
    return f"{capitalised(term(ROLES, activity.role, sides.language))}{_in_brackets(partners)}"


def _purposes(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    known = {purpose.id: purpose for purpose in old.purposes}
    for purpose in new.purposes:
        before = known.get(purpose.id)
        if before is None:
            follows = Consequence.CONTRACT if new.role == "processor" else Consequence.NEW_PURPOSE
            title = _titled(sides, new, "neuer Zweck", "new purpose")
            yield _change("purpose.added", title, follows, "", capitalised(sides.to(purpose.text)), assess=True)
        elif purpose.profiling and not before.profiling:
            title = _titled(sides, new, "Menschen werden bewertet", "people are evaluated")
            yield _change("purpose.profiling", title, widened(new), "", capitalised(sides.to(purpose.text)), assess=True)
    for purpose in old.purposes:
        if purpose.id not in {p.id for p in new.purposes}:
            title = _titled(sides, new, "Zweck entfallen", "purpose dropped")
            yield _change("purpose.removed", title, Consequence.NONE, capitalised(sides.to(purpose.text)))


def _bases(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    before, after = ({_essence(basis) for basis in activity.bases} for activity in (old, new))
    if before == after:
        return
    asks = {basis.consent for basis in new.bases if basis.consent} - {basis.consent for basis in old.bases}
    title = _titled(sides, new, "andere Rechtsgrundlage", "another legal basis")
    words = sides.bases(sides.old, old), sides.bases(sides.new, new)
    yield _change("basis", title, Consequence.ASK if asks else Consequence.TELL, words[0], words[1])


def _essence(basis: Basis) -> tuple[object, ...]:
    """The basis and the interest itself, which people are told (Art. 13(1)(d) GDPR), and when it applies."""
    return (basis.kind, basis.consent, basis.laws, basis.purposes, basis.data, basis.interest, basis.when, basis.otherwise,
            basis.text)  # fmt: skip


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def _data(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    known = {datum.id: datum for datum in old.data}
    for datum in new.data:
        before, label = known.get(datum.id), capitalised(sides.to(datum.label))
        special = datum.special not in ("", "no") or datum.criminal
        if before is None:
            yield _change(
                "data.added", _titled(sides, new, "weitere Daten", "further data"), widened(new), "", label, special
            )
        elif _more_columns(before, datum):
            title = _titled(sides, new, "mehr Angaben", "more details")
            yield _change("data.columns", title, widened(new), "", label)
        elif special and (before.special, before.criminal) != (datum.special, datum.criminal):
            title = _titled(sides, new, "besondere Kategorie", "special category")
            yield _change("data.special", title, widened(new), "", label, assess=True)
        elif datum.required in ("contract", "law", "service") and before.required != datum.required:
            title = _titled(sides, new, "nicht mehr freiwillig", "no longer voluntary")
            follows = widened(new) if before.required == "no" else Consequence.TELL
            if before.required != "no":
                title = _titled(sides, new, "anders erforderlich", "needed for another reason")
            words = [sides.say(*_REQUIRED[known.required]) if known.required else "" for known in (before, datum)]
            yield _change(
                "data.required", title, follows, f"{label}{_in_brackets(words[0])}", f"{label}{_in_brackets(words[1])}"
            )
        elif getattr(datum, "where", None) != getattr(before, "where", None):
            title = _titled(sides, new, "andere Datensätze", "other records")
            note = sides.say("unter einer anderen Bedingung", "under another condition")
            yield _change("data.where", title, Consequence.TELL, label, f"{label} ({note})")
        elif set(datum.derived_from) - set(before.derived_from):
            title = _titled(sides, new, "aus mehr Daten abgeleitet", "derived from more data")
            yield _change("data.derived", title, widened(new), "", label, assess=True)
    for datum in old.data:
        if datum.id not in {d.id for d in new.data}:
            title = _titled(sides, new, "Daten entfallen", "data dropped")
            yield _change("data.removed", title, Consequence.NONE, capitalised(sides.to(datum.label)))


_REQUIRED = {
    "no": ("freiwillig", "voluntary"),
    "contract": ("für den Vertrag erforderlich", "needed for the contract"),
    "law": ("gesetzlich vorgeschrieben", "prescribed by law"),
    "service": ("für den Dienst erforderlich", "needed for the service"),
}


def _more_columns(old: Datum, new: Datum) -> bool:
    """Whether the new datum takes in columns that the old one left out; None is the whole row."""
    if old.table != new.table or old.system != new.system or old.columns is None:
        return False
    return new.columns is None or bool(set(new.columns) - set(old.columns))


def _subjects(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    for subject in new.subjects:
        if subject not in old.subjects:
            title = _titled(sides, new, "weitere Menschen betroffen", "concerns further people")
            follows = Consequence.CONTRACT if new.role == "processor" else Consequence.COLLECTION
            words = capitalised(sides.label(subject))
            yield Change("subject.added", "", title, follows, "", words, (subject,), assess=True)
    for subject in old.subjects:
        if subject not in new.subjects:
            title = _titled(sides, new, "betrifft nicht mehr", "no longer concerns")
            yield Change("subject.removed", "", title, Consequence.NONE, capitalised(sides.label(subject)), "", (subject,))


def _recipients(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    known = {flow.recipient: flow for flow in old.flows}
    for flow in new.flows:
        before, name = known.get(flow.recipient), capitalised(sides.recipient(flow.recipient))
        if before is None:
            recipient = sides.new.recipients.get(flow.recipient)
            further = new.role == "processor" and recipient is not None and recipient.role == "processor"
            follows = Consequence.OBJECT if further else widened(new)
            yield _change(
                "recipient.added", _titled(sides, new, "weiterer Empfänger", "further recipient"), follows, "", name
            )
        elif before.data and (not flow.data or set(flow.data) - set(before.data)):
            title = _titled(sides, new, f"{name} erhält mehr Daten", f"{name} receives more data")
            labels = {datum.id: datum.label for datum in (*old.data, *new.data)}
            words = [sides.listed(labels[id] for id in ids if id in labels) for ids in (before.data, flow.data)]
            yield _change("recipient.data", title, widened(new), words[0], words[1] or sides.say("Alle Daten", "All data"))
        elif (before.role, before.category, before.data_text) != (flow.role, flow.category, flow.data_text):
            title = _titled(sides, new, f"{name}, andere Angaben", f"{name}, other particulars")
            yield _change("recipient.particulars", title, Consequence.TELL, _flow(sides, before), _flow(sides, flow))
    for flow in old.flows:
        if flow.recipient not in {f.recipient for f in new.flows}:
            title = _titled(sides, new, "Empfänger entfallen", "recipient dropped")
            yield _change("recipient.removed", title, Consequence.NONE, capitalised(sides.recipient(flow.recipient)))


def _flow(sides: Sides, flow: Flow) -> str:
    role = term(ROLES, flow.role, sides.language) if flow.role else ""
    return capitalised(", ".join(part for part in (sides.to(flow.category), sides.to(flow.data_text), role) if part))


def _devices(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    known = {item.id: item for item in old.devices}
    for item in new.devices:
        before = known.get(item.id)
        follows = Consequence.ASK if item.consent else Consequence.TELL
        if before is None:
            title = _titled(sides, new, "weiterer Eintrag auf dem Gerät", "further item on the device")
            yield _change("device.added", title, follows, "", _item(sides, item))
        elif _device(item) != _device(before) and not _less(before, item):
            title = _titled(sides, new, "Eintrag auf dem Gerät geändert", "item on the device changed")
            yield _change("device.changed", title, follows, _item(sides, before), _item(sides, item))
    for item in old.devices:
        if item.id not in {other.id for other in new.devices}:
            title = _titled(sides, new, "Eintrag auf dem Gerät entfallen", "item on the device dropped")
            yield _change("device.removed", title, Consequence.NONE, _item(sides, item))


def _device(item: DeviceItem) -> tuple[object, ...]:
    """What people can read of an item, but for its lifetime and the words of its purpose."""
    return (item.name, item.by, item.kind, item.party, item.session, item.lifetime, item.consent, item.necessary is None,
            item.read_by, item.count)  # fmt: skip


def _less(old: DeviceItem, new: DeviceItem) -> bool:
    """Whether the item only stays for a shorter time."""
    rest = replace(new, lifetime=old.lifetime, session=old.session)
    return _device(rest) == _device(old) and not old.session and (new.session or _hours(new) < _hours(old))


def _item(sides: Sides, item: DeviceItem) -> str:
    session = sides.say("bis zum Ende der Sitzung", "until the end of the session")
    for_how_long = session if item.session else duration(item.lifetime, sides.language) if item.lifetime else ""
    step = (
        sides.say("mit Einwilligung", "with consent") if item.consent else sides.say("ohne Einwilligung", "without consent")
    )
    readers = named(sides, item.read_by)
    parts = (
        item.name, for_how_long, named(sides, (item.by,)),
        sides.say("eigene Domain", "own domain") if item.party == "first" else sides.say("fremde Domain", "another domain"),
        step, sides.say(f"gelesen von {readers}", f"read by {readers}") if readers else "",
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def _hours(item: DeviceItem) -> int:
    return item.lifetime.longest_hours if item.lifetime else 0


def _decisions(sides: Sides, old: Activity, new: Activity) -> Iterator[Change]:
    if new.automated is not None and old.automated is None:
        title = _titled(sides, new, "Entscheidung ohne einen Menschen", "decision without a person")
        yield _change("decision.added", title, widened(new), "", capitalised(sides.to(new.automated.logic)), assess=True)
    if old.source != new.source and new.source is not None:
        title = _titled(sides, new, "andere Quelle", "another source")
        before, after = (capitalised(sides.to(activity.source)) for activity in (old, new))
        yield _change("source", title, Consequence.TELL, before, after)
