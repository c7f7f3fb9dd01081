"""How long data are kept, in a few words for a whole group of activities.

Law: the words hold for every rule of the group: the shortest and the longest period after an event, what a duty keeps and
for how long, and what has no period. Where nothing of ours is kept, they say who keeps it, or that nobody has said.
"""

from __future__ import annotations

from collections.abc import Sequence

from zusage.document.tree import Missing, Sentence, plain
from zusage.kinds.words.periods import is_limitation, latest_term, when, within
from zusage.language.address import addressed
from zusage.language.durations import duration
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.period import Period
from zusage.policy.activity import Activity
from zusage.policy.rule import Bound, Keep, Rule, Stage
from zusage.policy.start import Earliest, Latest, Plus, Silence, Start
from zusage.writer.script import Script


def span(script: Script, activities: tuple[Activity, ...]) -> Sentence:
    """The words for a cell: "30 Tage nach dem Ende Ihres Vertrags; was das Gesetz verlangt, acht Jahre"."""
    ids = {activity.id for activity in activities}
    rules = [rule for rule in script.policy.rules if rule.activity in ids]
    parts = [part for part in (_after(script, rules), _duties(script, rules), _endless(script, rules)) if part]
    parts = parts or [part for part in (_device(script, activities), _elsewhere(script, activities)) if part]
    if parts:
        return plain(capitalised("; ".join(parts)))
    if all(datum.aggregated or datum.system in ("nowhere", "device") for a in activities for datum in a.data):
        return script.sentence("Bei uns gar nicht", "Not with us at all")
    return Sentence((Missing(script.say("Nicht angegeben: Dauer der Speicherung", "Not declared: how long they are kept")),))


def _last(rule: Rule) -> Stage | None:
    return next((stage for stage in reversed(rule.stages) if stage.bound is not Bound.AFTERWARDS), None)


def _after(script: Script, rules: list[Rule]) -> str:
    """Periods after an event: one in full, several from the shortest to the longest."""
    found = [(rule, stage) for rule in rules if (stage := _last(rule)) and not rule.keep]
    phrases = list(dict.fromkeys(when(rule, stage, script.policy, script.language) for rule, stage in found))
    if len(phrases) <= 1:
        return addressed(phrases[0], script.document.address_form) if phrases else ""
    periods = sorted({stage.period + _reach(rule.start) for rule, stage in found}, key=lambda period: period.longest_hours)
    shortest, longest = periods[0], periods[-1]
    if longest == Period():
        return script.say("bis der Anlass wegfällt", "until the reason has gone")
    if len(periods) == 1:
        return script.say(
            f"bis {duration(longest, 'de')} nach dem Anlass", f"up to {duration(longest, 'en')} after the event"
        )
    least = "" if shortest == Period() else duration(shortest, script.language)
    most = duration(longest, script.language)
    if not least:
        return script.say(f"bis {most} nach dem Anlass", f"up to {most} after the event")
    both = _shared((least, most))
    return script.say(f"je nach Anlass {both[0]} bis {both[1]}", f"{both[0]} to {both[1]}, depending on the case")


def _reach(start: Start) -> Period:
    """The longest period inside a start, such as "two years after the case was closed"."""
    match start:
        case Plus(inner, period):
            return period + _reach(inner)
        case Silence(_, period):
            return period
        case Earliest(starts) | Latest(starts):
            return max((_reach(part) for part in starts), key=lambda period: period.longest_hours)
        case _:
            return Period()


def _shared(phrases: Sequence[str]) -> list[str]:
    """Phrases of one unit say it once: "sieben Tage", "60 Tage" gives "sieben", "60 Tage"."""
    units = {phrase.rpartition(" ")[2] for phrase in phrases}
    if len(units) > 1:
        return list(phrases)
    return [*(phrase.rpartition(" ")[0] for phrase in phrases[:-1]), *phrases[-1:]]


def _duties(script: Script, rules: list[Rule]) -> str:
    keeps = [rule.keep for rule in rules if rule.keep]
    demanded = _terms(script, [keep for keep in keeps if not is_limitation(keep)])
    proof = _terms(script, [keep for keep in keeps if is_limitation(keep)])
    parts = [script.say(f"was das Gesetz verlangt, {demanded}", f"what the law requires, {demanded}")] if demanded else []
    parts += [script.say(f"als Nachweis {proof}", f"as evidence {proof}")] if proof else []
    return "; ".join(parts)


def _terms(script: Script, keeps: list[Keep]) -> str:
    found = {term.period for keep in keeps if (term := latest_term(keep))}
    ordered = sorted(found, key=lambda period: period.longest_hours)
    return join(_shared([duration(period, script.language) for period in ordered]), script.language, "or")


def _endless(script: Script, rules: list[Rule]) -> str:
    endless = [rule for rule in rules if rule.keep and rule.keep.unlimited]
    labels = [script.to(d.label) for r in endless for d in script.policy.activities[r.activity].data
              if d.id in r.data and not d.aggregated]  # fmt: skip
    words = join(dict.fromkeys(labels), script.language)
    return script.say(f"ohne Frist: {words}", f"no fixed period: {words}") if words else ""


def _device(script: Script, activities: tuple[Activity, ...]) -> str:
    """What stays on the device where nothing stays with us."""
    longest = max(
        (item.lifetime or Period() for activity in activities for item in activity.devices),
        key=lambda period: period.longest_hours,
        default=None,
    )
    if longest is None:
        return ""
    if longest == Period():
        return script.say("bis zum Schließen des Browsers", "until you close the browser")
    words = duration(longest, script.language)
    return script.say(f"auf ‹Ihrem|deinem› Gerät bis zu {_up_to(longest)}", f"on your device for up to {words}")


def _elsewhere(script: Script, activities: tuple[Activity, ...]) -> str:
    kept = [flow.keeps for activity in activities for flow in activity.flows if flow.keeps]
    longest = max((k.period for k in kept if k.period), key=lambda period: period.longest_hours, default=None)
    if longest:
        return script.say(
            f"beim Empfänger {within(longest, 'de')} gelöscht", f"deleted by the recipient {within(longest, 'en')}"
        )
    return script.say("beim Empfänger nach dessen Regeln", "with the recipient by its rules") if kept else ""


def _up_to(period: Period) -> str:
    """What follows "bis zu": "30 Tage", but "einem Jahr"."""
    one = period.years + period.months + period.days + period.hours == 1
    return duration(period, "de", "dative" if one else "accusative")
