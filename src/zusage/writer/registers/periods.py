"""Until when a kind of data is kept, as a register says it: short, a line per act, with its promise.

Law: each line carries the id of the promise that it says. Where no rule covers the data, the period is asked for. What only
a recipient has ends there; what lies on the device ends with its item.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.document.tree import Sentence, plain
from zusage.kinds.speak import speak
from zusage.kinds.words.acts import verb
from zusage.kinds.words.conditions import as_far_as
from zusage.kinds.words.periods import counted_from, is_limitation, latest_term, length, statute, when
from zusage.language.grammar import capitalised, contracted
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, DeviceItem
from zusage.policy.promise import FlowTerms, Promise, StageTerms
from zusage.policy.rule import Keep, Rule
from zusage.writer.registers.desk import Desk
from zusage.writer.registers.neutral import neutral

_NOUNS = {
    "delete": Text("Löschung", "deletion"),
    "shorten": Text("Kürzung", "shortening"),
    "pseudonymise": Text("Pseudonymisierung", "pseudonymisation"),
    "anonymise": Text("Anonymisierung", "anonymisation"),
    "make read-only": Text("Nur noch lesbar", "read-only"),
    "restrict": Text("Eingeschränkt (Art. 18 DSGVO)", "restricted (Art. 18 GDPR)"),
}
_STAGES = frozenset({"delete-after", "delete-when-released", "shorten-after", "pseudonymise-after", "anonymise-after",
                     "lock-after"})  # fmt: skip


def deadlines(desk: Desk, activity: Activity, datum: Datum) -> tuple[Sentence, ...]:
    """The periods of a kind of data."""
    rules = tuple(_rules(desk, activity, datum))
    notes = "; ".join(dict.fromkeys(note for rule in rules for note in _notes(desk, rule)))
    later = (plain(capitalised(notes)),) if notes else ()
    said = (*(line for rule in rules for line in _of_rule(desk, rule)), *later)
    if said:
        return said
    if datum.system == "device" and activity.devices:
        return tuple(plain(f"{item.name}: {lifetime(desk, item)}") for item in activity.devices)
    return _at_recipients(desk, activity, datum) or (desk.lacks("Löschfrist", "period until deletion"),)


def lifetime(desk: Desk, item: DeviceItem) -> str:
    """How long an item stays on the device."""
    if item.session:
        return desk.say("bis zum Ende der Sitzung", "until the end of the session")
    if item.lifetime is None:
        return desk.say("speichert nichts dauerhaft", "stores nothing lasting")
    return desk.duration(item.lifetime)


def _rules(desk: Desk, activity: Activity, datum: Datum) -> Iterator[Rule]:
    for rule in desk.policy.rules:
        if rule.activity == activity.id and (datum.id in rule.data or datum.system in rule.whole):
            yield rule


def _of_rule(desk: Desk, rule: Rule) -> Iterator[Sentence]:
    for promise in desk.policy.promises:
        if isinstance(promise.terms, StageTerms) and promise.terms.rule.id == rule.id:
            yield plain(contracted(_said(desk, rule, promise)), promise.id)


def _said(desk: Desk, rule: Rule, promise: Promise) -> str:
    language, terms = desk.order.language, promise.terms
    if promise.kind in _STAGES and isinstance(terms, StageTerms) and terms.stage is not None:
        stage = rule.stages[terms.stage]
        noun = desk.to(_NOUNS[verb(stage, "en")])
        time = neutral(when(rule, stage, desk.policy, language), language)
        return capitalised(f"{noun} {time}") + neutral(as_far_as(rule.where, language), language)
    if promise.kind == "keep-for-duty" and rule.keep is not None:
        return _kept(desk, rule, rule.keep)
    said = neutral(speak(promise, desk.policy, language), language)
    return said if ". " in said else said.rstrip(".")


def _kept(desk: Desk, rule: Rule, keep: Keep) -> str:
    language = desk.order.language
    start = counted_from(keep, rule, desk.policy, language) + as_far_as(rule.where, language)
    words = f"{length(keep, language)}, {neutral(start, language)}"
    if not keep.law:
        return desk.say(f"Aufbewahrung mindestens {words}", f"Kept at least {words}")
    norm = statute(keep, language)
    why = desk.say("Verjährung: ", "limitation: ") if is_limitation(keep) else ""
    return desk.say(f"Aufbewahrung {words}", f"Kept {words}") + (f" ({why}{norm})" if norm else "")


def _notes(desk: Desk, rule: Rule) -> Iterator[str]:
    """What may come later: a duty for some rows, a hold, the backups."""
    if rule.unless is not None:
        norm, term = statute(rule.unless.keep, desk.order.language), latest_term(rule.unless.keep)
        inner = ", ".join(part for part in (norm, desk.duration(term.period) if term else "") if part)
        yield desk.say(f"länger bei gesetzlicher Pflicht ({inner})", f"longer where a statute demands it ({inner})")
    if labels := [desk.to(desk.policy.holds[id].label) for id in rule.holds if id in desk.policy.holds]:
        yield desk.say(f"Aufschub im Einzelfall: {desk.join(labels)}", f"put off case by case: {desk.join(labels)}")
    longest = max((h.period for h in rule.horizons), key=lambda period: period.longest_hours, default=None)
    if longest:
        words = desk.duration(longest)
        yield desk.say(f"in Sicherungen bis zu {words} länger", f"in backups up to {words} longer")


def _at_recipients(desk: Desk, activity: Activity, datum: Datum) -> tuple[Sentence, ...]:
    if datum.system != "nowhere":
        return ()
    flows = {flow.recipient for flow in activity.flows if not flow.data or datum.id in flow.data}
    return tuple(
        plain(neutral(speak(promise, desk.policy, desk.order.language), desk.order.language), promise.id)
        for promise in desk.policy.promises
        if promise.kind == "recipient-deletes" and promise.activity == activity.id
        and isinstance(promise.terms, FlowTerms) and promise.terms.recipient in flows
    )  # fmt: skip
