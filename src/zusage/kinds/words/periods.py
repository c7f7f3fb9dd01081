"""When something happens, by which duty it is kept longer, and when it has left the backups.

Law: "nach" is not before, "innerhalb" at any time up to, "unverzüglich" at once; the outer bound of the backups is
computed from the rule and its horizons and stands in the same sentence (a period that ends with a duty has no sum).
"""

from __future__ import annotations

from collections.abc import Iterable

from zusage.keeping.doubt import UNREAD
from zusage.kinds.words.moments import after, from_end_of_year, several_moments
from zusage.language.citations import localised
from zusage.language.durations import duration
from zusage.language.lists import join
from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.model.text import Language
from zusage.policy.policy import Policy
from zusage.policy.rule import Bound, DatedTerm, Horizon, Keep, Rule, Stage
from zusage.policy.start import Earliest, Latest, Plus, Silence, Start
from zusage.reference.law import law


def when(rule: Rule, stage: Stage, policy: Policy, language: Language) -> str:
    """The time of a stage: "30 Tage nach dem Ende der Buchung"."""
    moment = after(rule, policy, language)
    de = language == "de"
    match stage.bound:
        case Bound.AFTERWARDS:
            return _afterwards(rule, language)
        case Bound.AT_ONCE if not _is_named(rule, policy) and isinstance(rule.start, Earliest | Latest):
            return several_moments(rule.start, policy, language)
        case Bound.AT_ONCE if not _is_named(rule, policy) and isinstance(rule.start, Plus | Silence):
            return f"{'nach' if de else 'after'} {moment}"
        case Bound.AT_ONCE:
            return f"unverzüglich nach {moment}" if de else f"without delay after {moment}"
        case Bound.WITHIN if stage.period:
            return (
                f"{within(stage.period, language)} nach {moment}"
                if de
                else f"{within(stage.period, language)} after {moment}"
            )
        case _ if stage.period:
            return f"{duration(stage.period, language)} {'nach' if de else 'after'} {moment}"
        case _:
            return f"mit {moment}" if de else f"on {moment}"


def _is_named(rule: Rule, policy: Policy) -> bool:
    """Whether the declaration has words for the event of the rule."""
    return rule.event in policy.events and policy.events[rule.event].label is not None


def within(period: Period, language: Language) -> str:
    """Gives "innerhalb von drei Tagen", "innerhalb eines Monats"."""
    if language == "en":
        return f"within {duration(period, 'en')}"
    single = period.years + period.months + period.days + period.hours == 1
    return (
        f"innerhalb {duration(period, 'de', 'genitive')}" if single else f"innerhalb von {duration(period, 'de', 'dative')}"
    )


def latest_term(keep: Keep) -> DatedTerm | None:
    """The term of the law that is open at its end."""
    return next((t for t in reversed(keep.terms) if t.valid_to is None), keep.terms[-1] if keep.terms else None)


def is_limitation(keep: Keep) -> bool:
    """Whether the reason to keep is the limitation of claims, which is a reason and no duty."""
    return "limitation" in keep.law


def length(keep: Keep, language: Language) -> str:
    """How long a duty lasts: "acht Jahre"."""
    term = latest_term(keep)
    return duration(term.period, language) if term else ""


def counted_from(keep: Keep, rule: Rule, policy: Policy, language: Language) -> str:
    """From when a duty counts: "gerechnet ab dem Ende des Kalenderjahres, in das … fällt"."""
    term = latest_term(keep)
    moment = after(rule, policy, language)
    if term and term.clock is Clock.END_OF_YEAR:
        start = from_end_of_year(moment, language)
    else:
        start = f"ab {moment}" if language == "de" else f"from {moment}"
    return f"gerechnet {start}" if language == "de" else f"counted {start}"


def statute(keep: Keep, language: Language) -> str:
    """The norm of a duty, with the mark where nobody has read it, or ""."""
    known, term = law(keep.law), latest_term(keep)
    if term is None:
        return ""
    norm = localised(known.statute.to(language) if known else term.statute, language)
    return norm if term.sure or not norm else f"{norm}, {UNREAD.to(language)}"


def backups(horizons: Iterable[Horizon], policy: Policy, language: Language, base: Period | None) -> str:
    """The rest of the sentence about copies: "; Sicherungskopien davon bleiben höchstens … länger"."""
    longest = max((h.period for h in horizons if h.system in policy.systems), key=lambda p: p.longest_hours, default=None)
    if longest is None:
        return ""
    more, total = duration(longest, language), duration(base + longest, language) if base else ""
    if language == "de":
        tail = f", zusammen also höchstens {total}" if total else ""
        return f"; Sicherungskopien davon bleiben höchstens {more} länger{tail}"
    tail = f", {total} in all" if total else ""
    return f"; backups of them stay for {more} longer at most{tail}"


def base_of(rule: Rule, stage: Stage) -> Period | None:
    """The period to which the backups add, or None where no sum can be named (the end of a duty, at once, a start
    that has a time of its own)."""
    if stage.bound is Bound.AFTERWARDS or not stage.period or rule.at_the_latest or _waits(rule.start):
        return None
    return stage.period


def _waits(start: Start) -> bool:
    match start:
        case Plus() | Silence():
            return True
        case Earliest(starts) | Latest(starts):
            return any(_waits(part) for part in starts)
        case _:
            return False


def exceptions(rule: Rule, policy: Policy, language: Language) -> str:
    """The exceptions that the notice must announce: duties by norm, holds by label; with a leading blank, or ""."""
    return "".join(f" {part}" for part in (_unless(rule, language), held(rule, policy, language)) if part)


def reason(rule: Rule, language: Language) -> str:
    """Why the period is as it is, where the declaration says so."""
    if rule.because is None:
        return ""
    words = rule.because.to(language).rstrip(".")
    return f" Der Grund: {words}." if language == "de" else f" The reason: {words}."


def _afterwards(rule: Rule, language: Language) -> str:
    limitation = rule.keep is not None and is_limitation(rule.keep)
    if language == "de":
        return "nach Ablauf der Verjährungsfrist" if limitation else "nach Ablauf der Aufbewahrungsfrist"
    return "once the limitation period has ended" if limitation else "once the duty to keep has ended"


def _unless(rule: Rule, language: Language) -> str:
    if rule.unless is None:
        return ""
    term = latest_term(rule.unless.keep)
    how_long = duration(term.period, language) if term else ""
    norm = statute(rule.unless.keep, language)
    if language == "de":
        inner = ", ".join(part for part in (norm, how_long) if part)
        return f"Verpflichtet uns ein Gesetz zu längerer Aufbewahrung ({inner}), löschen wir erst nach Ablauf dieser Frist."
    inner = ", ".join(part for part in (norm, how_long) if part)
    return f"Where a law obliges us to keep them longer ({inner}), we delete them only once that period has ended."


def held(rule: Rule, policy: Policy, language: Language) -> str:
    """That single data stay longer in a documented case, by the labels of the holds, or ""."""
    labels = [policy.holds[id].label.to(language) for id in rule.holds if id in policy.holds]
    if not labels:
        return ""
    words = join(labels, language, "or")
    if language == "de":
        return f"Einzelne Daten bleiben länger, solange ein begründeter Fall es verlangt ({words})."
    return f"Some data stay longer while a documented case requires it ({words})."
