"""What changed about where data are and how they are guarded: countries of systems, holds, measures, groups of people.

Law: a system that moves to another country concerns everybody whose data it holds, backups included. Measures are part of
the contract where data are processed on behalf of others (Art. 28(3)(c) GDPR).
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.language.countries import EEA
from zusage.language.grammar import capitalised
from zusage.policy.activity import Activity
from zusage.policy.organisation import HoldKind
from zusage.writer.compare.change import Change, Consequence
from zusage.writer.compare.shown import places, shown
from zusage.writer.compare.sides import Sides, pairs


def store_changes(sides: Sides) -> Iterator[Change]:
    """Changes of systems, holds, measures and groups of people."""
    yield from _systems(sides)
    yield from _holds(sides)
    yield from _measures(sides)
    yield from _groups(sides)


def _systems(sides: Sides) -> Iterator[Change]:
    for id, old, new in pairs(sides.old.systems, sides.new.systems):
        if old is None or new is None or old.location == new.location:
            continue
        used = [a for a in sides.new.activities.values() if any(_in(sides, datum.system, id) for datum in a.data)]
        away = new.location not in EEA and new.location not in ("EU", "EEA")
        consent = any(basis.kind == "consent" for activity in used for basis in activity.bases)
        title = sides.say(f"Speicher „{id}“: anderes Land", f"Store “{id}”: another country")
        words = [places(sides, (known.location,)) for known in (old, new)]
        yield Change(
            "system.place", id, title, Consequence.ASK if away and consent else Consequence.TELL, words[0], words[1],
            sides.people(*used), tuple(dict.fromkeys(d for a in used for d in a.documents)), assess=False,
        )  # fmt: skip


def _in(sides: Sides, system: str, id: str) -> bool:
    known = sides.new.systems.get(id)
    return system == id or (known is not None and system in (*known.backup_of, *known.copy_of))


def _holds(sides: Sides) -> Iterator[Change]:
    for id, old, new in pairs(sides.old.holds, sides.new.holds):
        here = new or old
        if here is None or (old and new and old.review == new.review):
            continue
        label = capitalised(sides.to(here.label))
        title = sides.say(f"Aussetzung der Löschung, {label}", f"Suspension of deletion, {label}")
        yield Change("hold", id, title, Consequence.NONE, _review(sides, old), _review(sides, new), ())


def _review(sides: Sides, kind: HoldKind | None) -> str:
    if kind is None:
        return ""
    every = shown(sides, kind.review)
    return sides.say(f"Geprüft alle {every}", f"Reviewed every {every}")


def _measures(sides: Sides) -> Iterator[Change]:
    processors = [a for a in sides.new.activities.values() if a.role == "processor"]
    for id, old, new in pairs(sides.old.measures, sides.new.measures):
        before, after = (f"{sides.to(m.label)}. {sides.to(m.text)}".strip() if m else "" for m in (old, new))
        if old and new and (old.goal, old.systems) == (new.goal, new.systems):
            continue
        if old and new:
            before, after = (f"{words} ({', '.join(m.systems) or sides.say('überall', 'everywhere')}, {m.goal})"
                             for words, m in ((before, old), (after, new)))  # fmt: skip
        fewer = old is not None and (new is None or not set(old.systems or ("",)) <= set(new.systems or old.systems))
        follows = Consequence.CONTRACT if fewer and processors else Consequence.NONE
        title = (
            sides.say("Maßnahme entfallen", "Measure dropped")
            if new is None
            else (sides.say("Weitere Maßnahme", "Further measure") if old is None else sides.say("Maßnahme", "Measure"))
        )
        yield Change("measure", id, title, follows, before, after, sides.people(*processors), _documents(processors))


def _documents(activities: list[Activity]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(d for activity in activities for d in activity.documents))


def _groups(sides: Sides) -> Iterator[Change]:
    for id, old, new in pairs(sides.old.subjects, sides.new.subjects):
        if old is None or new is None:
            continue
        label = capitalised(sides.label(id))
        if new.minors and not old.minors:
            title = sides.say("darunter jetzt Minderjährige", "now with minors among them")
            yield Change("subject.minors", id, f"{label}: {title}", Consequence.TELL, "", label, (id,), assess=True)
        when = [known.informed.when if known.informed else "" for known in (old, new)]
        if when[0] != when[1]:
            title = sides.say("zu einem anderen Zeitpunkt informiert", "informed at another time")
            words = [_WHEN.get(word, (word, word))[sides.language == "en"] for word in when]
            yield Change("subject.informed", id, f"{label}: {title}", Consequence.NONE, words[0], words[1], (id,))


_WHEN = {
    "collection": ("Bei der Erhebung", "When data are collected"),
    "first_contact": ("Mit der ersten Nachricht", "With the first message"),
    "month": ("Binnen eines Monats", "Within a month"),
}
