"""Policy: the compiled declaration; the only thing that writer, planners, checker and verdict share.

Law: immutable, total (every reference resolved), free of secrets and persons; `digest` covers everything but places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from zusage.model.canonical import digest
from zusage.model.finding import Finding
from zusage.model.text import Language
from zusage.policy.activity import Activity, Datum
from zusage.policy.facts import Allowance
from zusage.policy.moving import moves
from zusage.policy.organisation import Consent, Document, HoldKind, Measure, Organisation, Recipient, Rights, Run, Subject
from zusage.policy.promise import Promise
from zusage.policy.rule import Rule
from zusage.policy.start import Event
from zusage.policy.system import System


@dataclass(frozen=True)
class Policy:
    """Everything the organisation declared, compiled for one date."""

    regime: str
    organisation: Organisation
    languages: tuple[Language, ...]
    timezone: str
    run: Run
    documents: Mapping[str, Document]
    subjects: Mapping[str, Subject]
    systems: Mapping[str, System]
    events: Mapping[str, Event]
    consents: Mapping[str, Consent]
    recipients: Mapping[str, Recipient]
    holds: Mapping[str, HoldKind]
    activities: Mapping[str, Activity]
    rules: tuple[Rule, ...]
    rights: Rights
    promises: tuple[Promise, ...]
    environment: str = field(default="production", metadata={"digest": False})
    fast: bool = field(default=False, metadata={"digest": False})
    """Whether the environment declares that nothing needs stages or approval, because all its data are made up."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Promise ids that were renamed by `was:`, old id to new id: tombstones, kept for ever."""
    measures: Mapping[str, Measure] = field(default_factory=dict)
    allowances: tuple[Allowance, ...] = field(default=(), metadata={"digest": False})
    """Findings that are accepted, with the reason: beside the thing, at an activity, or for the whole declaration."""

    @cached_property
    def digest(self) -> str:
        """Digest of the whole policy."""
        return digest(self)

    @cached_property
    def moving(self) -> bool:
        """Whether a rule has a bound that moves with the day ("longer ago than 30 days")."""
        return moves(self.rules)

    @cached_property
    def rules_on(self) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
        """The rules that say something about a table, by system and table, in their order; copies of rules left out."""
        found: dict[tuple[str, str], list[Rule]] = {}
        for rule in self.rules:
            for place in dict.fromkeys((u.system, u.table) for u in rule.units) if not rule.same_as else ():
                found.setdefault(place, []).append(rule)
        return {place: tuple(rules) for place, rules in found.items()}

    def promise(self, id: str) -> Promise | None:
        """The promise of that id, or None."""
        return next((promise for promise in self.promises if promise.id == id), None)

    def datum(self, activity: str, id: str) -> Datum | None:
        """A datum of an activity, or None."""
        return next((datum for datum in self.activities[activity].data if datum.id == id), None)


@dataclass(frozen=True, slots=True)
class Compilation:
    """The policy and what the compiler noticed; `policy` is always there (errors of meaning are raised before)."""

    policy: Policy
    findings: tuple[Finding, ...]
