"""Scene: a promise in front of what was surveyed; the common questions of observers and the common rules of judging.

Law of judging, for every kind: a definite breach that was seen is *broken*, whatever else was not seen. Otherwise, what
was not asked, not reached or not visible makes the judgement *unproven* and names it. Only then it is *kept*. No kind
builds a judgement in any other way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from zusage.keeping.conditions import Ground
from zusage.kinds.base import Evidence, Judgement, Question, State
from zusage.plan.look import Look
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey, SurveyedTarget
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, FlowTerms, Promise, Value


@dataclass(frozen=True)
class Scene:
    """One promise, its policy, the survey and now."""

    promise: Promise
    policy: Policy
    survey: Survey
    now: datetime

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter as a list of words; empty when it was not written."""
        value = self._value(name)
        return (value,) if isinstance(value, str) and value else tuple(str(v) for v in value or () if isinstance(v, str))

    def word(self, name: str, default: str = "") -> str:
        """A parameter as one word."""
        return next(iter(self.words(name)), default)

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """A parameter as pairs (`where`, `recipients: {role: processor}`)."""
        value = self._value(name)
        return () if isinstance(value, str) else tuple((v[0], v[1]) for v in value or () if isinstance(v, tuple))

    def places(self, name: str) -> tuple[tuple[str, str, str], ...]:
        """Columns or tables `system.table[.column]` as (system, table, column)."""
        return tuple(split_place(word) for word in self.words(name))

    def data_places(self) -> tuple[tuple[str, str], ...]:
        """Where the data of the parameter `data` are: (system, table)."""
        activity = self.policy.activities.get(self.promise.activity)
        wanted = self.words("data")
        data = activity.data if activity is not None else ()
        chosen = [d for d in data if d.id in wanted or not wanted or "all" in wanted]
        places = [(d.system, d.table) for d in chosen] + [place for d in chosen for place in d.also_in]
        return tuple(dict.fromkeys(p for p in places if p[0] in self.policy.systems and p[1]))

    def grounds(self, system: str) -> Iterator[Ground]:
        """The targets of a system that were reached."""
        for target in self.survey.of(system):
            if target.structure is not None and not target.problem:
                yield Ground(self.policy, target, target.structure)

    def ask(self, system: str, look: Look) -> Iterator[Question]:
        """The same look for every target of a system that was reached."""
        for ground in self.grounds(system):
            yield Question(ground.target.target, look)

    def nothing(self) -> tuple[Question, ...]:
        """No question."""
        return ()

    def nowhere(self) -> tuple[str, ...]:
        """No system."""
        return ()

    def _value(self, name: str) -> Value | None:
        terms = self.promise.terms
        return terms.parameters.get(name) if isinstance(terms, AssureTerms | FlowTerms) else None


def split_place(text: str) -> tuple[str, str, str]:
    """`system.table.column` in its parts; missing parts are ""."""
    system, _, rest = text.partition(".")
    table, _, column = rest.partition(".")
    return system, table, column


@dataclass(frozen=True)
class Finding:
    """What the observations of a kind amount to. `broken` and `unproven` are reasons ("" = none)."""

    broken: str = ""
    unproven: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, datetime] = field(default_factory=dict)
    exceptions: Mapping[str, int] = field(default_factory=dict)
    level: str = ""
    next: datetime | None = None
    not_due: bool = False


def conclude(evidence: Evidence, systems: Iterable[str], found: Finding, asks: bool = True) -> Judgement:
    """The judgement by the common rules; `asks` False for kinds that need no observation."""
    seen, unseen, why = visibility(evidence, tuple(dict.fromkeys(systems)))
    facts = dict(found.facts)
    if found.broken:
        state, reason = State.BROKEN, found.broken
    elif unseen:
        state, reason = State.UNPROVEN, "not_seen"
        facts |= {"systems": ", ".join(sorted({t.system for t in unseen})), "why": why}
    elif asks and not evidence.observations and not found.not_due:
        state, reason = State.UNPROVEN, found.unproven or "nothing_asked"
    elif found.unproven:
        state, reason = State.UNPROVEN, found.unproven
    else:
        state, reason = (State.NOT_DUE, "not_due_yet") if found.not_due else (State.KEPT, "")
    numbers = {**found.numbers, "targets": len(seen)}
    return Judgement(state, reason, numbers, facts, found.moments, seen, unseen, found.exceptions, found.level, found.next)


def visibility(evidence: Evidence, systems: Sequence[str]) -> tuple[tuple[TargetId, ...], tuple[TargetId, ...], str]:
    """Targets that were fully seen, targets that were not, and why the first of them was not."""
    whys: dict[TargetId, str] = {}
    targets: dict[TargetId, None] = {}
    for system in systems:
        for target in _targets(evidence.survey, system):
            if target.absent and target.target.instance:
                continue
            targets[target.target] = None
            if target.problem or target.structure is None:
                whys[target.target] = target.problem or "no structure"
    for observation in evidence.observations:
        targets[observation.target] = None
        if not observation.visible:
            whys.setdefault(observation.target, observation.reason or "not visible")
    seen = tuple(t for t in targets if t not in whys)
    return seen, tuple(whys), next(iter(whys.values()), "")


def _targets(survey: Survey, system: str) -> tuple[SurveyedTarget, ...]:
    return survey.of(system)


def total(observations: Iterable[Observation], number: str = "count") -> int:
    """The sum of one number over visible answers."""
    return sum(o.numbers.get(number, 0) for o in observations if o.visible)


def starting(evidence: Evidence, prefix: str) -> tuple[Observation, ...]:
    """All visible answers whose look id begins with `prefix`."""
    return tuple(o for o in evidence.observations if o.look.startswith(prefix) and o.visible)


def oldest(observations: Iterable[Observation]) -> datetime | None:
    """The earliest `oldest` among the answers."""
    return min((m for o in observations if (m := o.moments.get("oldest")) is not None), default=None)
