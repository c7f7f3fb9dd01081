"""Lasting: which rules say of their own how long data are kept, and how long that is at most.

Law: copies of another rule (`same_as`), open questions and what is kept for a customer by instruction are left out. A period
is what the declaration promises, without the grace of the run; a clock that counts from the end of a year adds that year.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter
from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.policy.activity import Datum
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.policy.start import Earliest, Latest, Plus, Silence, Start

ENDS = frozenset({Action.DELETE, Action.DROP, Action.ANONYMISE})


def own_rules(policy: Policy) -> Iterator[Rule]:
    """Decided rules about data that the organisation answers for itself."""
    for rule in policy.rules:
        instructed = policy.activities[rule.activity].role == "processor"
        if rule.stages and rule.undecided is None and not rule.same_as and not instructed:
            yield rule


def data_of(policy: Policy, rule: Rule) -> tuple[Datum, ...]:
    """The data that a rule is about."""
    found = (policy.datum(rule.activity, id) for id in rule.data)
    return tuple(datum for datum in found if datum is not None)


def ending(rule: Rule) -> Stage | None:
    """The stage after which nobody is named any more, if there is one."""
    return next((stage for stage in rule.stages if stage.action in ENDS), None)


def lasts(rule: Rule, matter: Matter) -> Period | None:
    """How long the data of a rule are there by its own words, None where it has no end."""
    stage = ending(rule)
    if stage is None or (rule.keep is not None and rule.keep.unlimited is not None):
        return None
    term = rule.keep.term(matter.as_of) if rule.keep is not None else None
    if term is None:
        return stage.period
    kept = term.period + (Period() if term.clock is Clock.AT else Period(years=1))
    if stage.bound is Bound.AFTERWARDS:
        return kept + stage.period
    return max(kept, stage.period, key=lambda period: period.longest_hours)


def passes(start: Start) -> Period:
    """How long a start itself waits after what happened; of several the longest, which is the most that it can be."""
    match start:
        case Plus(inner, period):
            return passes(inner) + period
        case Silence(_, period):
            return period
        case Earliest(starts) | Latest(starts):
            return max(map(passes, starts), key=lambda period: period.longest_hours, default=Period())
        case _:
            return Period()


def starts_in(start: Start) -> Iterator[Start]:
    """A start and every start that it is made of."""
    yield start
    match start:
        case Plus(inner, _):
            yield from starts_in(inner)
        case Earliest(starts) | Latest(starts):
            for inner in starts:
                yield from starts_in(inner)
        case _:
            pass


def evidence_rules(policy: Policy) -> Iterator[tuple[Consent, Rule]]:
    """Rules that end the evidence of a consent, with the consent."""
    proofs: dict[tuple[str, str], Consent] = {}
    for consent in policy.consents.values():
        if consent.table:
            proofs.setdefault((consent.system, consent.table), consent)
    for rule in own_rules(policy) if proofs else ():
        for unit in rule.units:
            if (unit.system, unit.table) in proofs:
                yield proofs[unit.system, unit.table], rule
                break


def for_calls(policy: Policy, consent: Consent) -> bool:
    """Whether somebody is telephoned because of that consent."""
    return any(
        "phone" in activity.channels and any(basis.consent == consent.id for basis in activity.bases)
        for activity in policy.activities.values()
    )
