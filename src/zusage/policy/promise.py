"""Promise: the unit of everything. A sentence, an act, a receipt, a ledger entry and a verdict all name one.

Law: `digest` covers kind and terms (period, start, data, place, recipient, law version), never labels or order; evidence
binds to `id @ digest`. A promise's meaning is complete in itself together with the policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zusage.model.place import NOWHERE, Place
from zusage.policy.rule import Rule


class Duty(StrEnum):
    """The eight families of promises."""

    KEEP = "keep"
    DISCLOSE = "disclose"
    SEPARATE = "separate"
    PROTECT = "protect"
    ASK_FIRST = "ask_first"
    ANSWER = "answer"
    HOLD_READY = "hold_ready"
    INFORM = "inform"


Value = str | tuple[str, ...] | tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StageTerms:
    """A stage of a retention rule (`stage` indexes `rule.stages`), or its keep part (`stage` None)."""

    rule: Rule
    stage: int | None


@dataclass(frozen=True, slots=True)
class AssureTerms:
    """Parameters of a stated promise, typed by `zusage.reference.kinds`; places are resolved `system.table[.column]`."""

    parameters: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class FlowTerms:
    """A flow of an activity to a recipient, by their ids."""

    recipient: str
    parameters: Mapping[str, Value] = field(default_factory=dict)


Terms = StageTerms | AssureTerms | FlowTerms


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the organisation. `activity` is "" for promises of the organisation as a whole."""

    id: str
    kind: str
    duty: Duty
    activity: str
    documents: tuple[str, ...]
    terms: Terms
    digest: str
    place: Place = field(default=NOWHERE, metadata={"digest": False})
