"""Planning: what is due at a moment, on every target that could be seen.

Law: changes nothing. A moment in the future is for reading only: `apply` refuses such a plan (ZE34).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from zusage.app.history import active_holds
from zusage.app.scopes import spread_holds
from zusage.app.session import Session
from zusage.duties.planned import PlannedAct, PlannedActs, deciding
from zusage.engine.measure import fill_feeds, measure
from zusage.engine.survey import take_survey
from zusage.model.canonical import plain
from zusage.model.decoding import decode
from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.act import Delete
from zusage.plan.condition import feeds_of
from zusage.plan.plan import PLAN_FORMAT, Estimate, Plan
from zusage.plan.receipt import Observation
from zusage.plan.survey import Survey
from zusage.plan.target import TargetId

_DUE = ("count", "ipv4_full", "ipv6_full", "named")


@dataclass(frozen=True, slots=True)
class Outlook:
    """A plan with what stands beside it: estimates of acts that have nothing to do now, and what could not be planned.

    `gaps` are (promise, target, reason key, detail); a gap is never silence. `whole` are (promise, target, table,
    partitions, rows): partitions of which every row is due, and the rows that spares when `zusage reclaim` drops them.
    """

    plan: Plan
    forecast: tuple[tuple[PlannedAct, Estimate], ...]
    gaps: tuple[tuple[str, TargetId, str, str], ...]
    whole: tuple[tuple[str, TargetId, str, int, int], ...] = ()


def make_plan_for(session: Session, as_of: datetime | None = None) -> Plan:
    """Survey, decide, measure: the plan for `as_of` (default: now)."""
    return look_ahead(session, as_of).plan


def look_ahead(session: Session, as_of: datetime | None = None, *, figures: bool = True) -> Outlook:
    """The plan for `as_of` (default: now), the forecast and the gaps.

    Without `figures` the plan is the same; of acts that have nothing to do nobody asks what is held or falls due next.
    """
    from zusage.adapters.connectors import descriptors
    from zusage.duties.retention import plan_retention
    from zusage.duties.steps import barred, forecast, make_plan, unanswered
    from zusage.duties.unstated import unstated

    moment = as_of or session.now
    policy = session.workspace.policy
    survey = take_survey(session.stores, session.now)
    spread_holds(session, survey, stored=False)
    planned = plan_retention(policy, survey, descriptors(), active_holds(session.state), moment)
    planned, observations = _measured(session, planned, figures)
    plan = make_plan(policy, survey, planned, observations, moment, session.now)
    gaps = [(p.promise, p.target, p.reason, p.detail) for p in planned.problems]
    gaps += [(act.act.promise, act.target, "not_visible", reason) for act, reason in unanswered(planned, observations)]
    gaps += [(act.act.promise, act.target, "row_barred", table) for act, table in barred(planned, observations)]
    foreseen = forecast(policy, planned, observations, moment)
    gaps += unstated(policy, foreseen, moment)
    return Outlook(plan, foreseen, tuple(gaps), tuple(_whole(session, survey, plan)))


def _measured(session: Session, planned: PlannedActs, figures: bool) -> tuple[PlannedActs, tuple[Observation, ...]]:
    """What was asked and answered: everything, or first what decides, and the rest of what has something to do."""
    if figures:
        return planned, measure(session.stores, planned.questions(), session.now)
    brief = replace(planned, acts=tuple(map(deciding, planned.acts)))
    first = measure(session.stores, brief.questions(), session.now)
    idle = {(o.look, o.target) for o in first if o.visible and not any(o.numbers.get(name) for name in _DUE)}
    busy = [any((look.id, act.target) not in idle for look in act.looks) for act in brief.acts]
    pairs = [
        (whole, short, works and short != whole) for whole, short, works in zip(planned.acts, brief.acts, busy, strict=True)
    ]
    rest = replace(planned, acts=tuple(whole for whole, _, works in pairs if works))
    second = measure(session.stores, rest.questions(), session.now)
    return replace(planned, acts=tuple(whole if works else short for whole, short, works in pairs)), first + second


def _whole(session: Session, survey: Survey, plan: Plan) -> Iterator[tuple[str, TargetId, str, int, int]]:
    """Asked only where a table that is deleted from is partitioned; who cannot answer says nothing."""
    kinds = {s.target: s.structure.tables for s in survey.targets if s.structure is not None}
    for step in plan.steps:
        act = step.act
        table = kinds.get(step.target, {}).get(act.table) if isinstance(act, Delete) else None
        if table is None or table.kind != "partitioned" or not isinstance(act, Delete):
            continue
        try:
            count = getattr(session.stores.open(step.target), "whole_partitions", None)
            found, rows = count(act, fill_feeds(session.stores, feeds_of(act.condition))) if count else (0, 0)
        except (ConnectorError, UsageError):
            continue
        if found:
            yield act.promise, step.target, act.table, found, rows


def save_plan(plan: Plan, path: Path) -> None:
    """Write a plan as JSON, readable by its owner only."""
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    path.write_text(json.dumps({"zusage-plan": PLAN_FORMAT, "digest": plan.digest, "plan": plain(plan)}, indent=1))


def read_plan(path: Path) -> Plan:
    """Read a saved plan. Raises UsageError ZE43 when it is damaged, changed by hand or of another format."""
    try:
        data = json.loads(path.read_text())
        if data["zusage-plan"] != PLAN_FORMAT:
            raise UsageError("ZE43", path=str(path), reason=f"format {data['zusage-plan']}")
        plan = decode(Plan, data["plan"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else type(error).__name__
        raise UsageError("ZE43", path=str(path), reason=reason) from error
    if plan.digest != data["digest"]:
        raise UsageError("ZE43", path=str(path), reason="digest")
    return plan
