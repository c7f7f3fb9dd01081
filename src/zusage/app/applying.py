"""Applying: run a plan, collect what happened, seal it.

Law: one run at a time (a lease in our own state). A run that was interrupted is taken up again under its own id, so that no
batch is done or counted twice. What a target did before it failed is collected all the same. Nothing is applied that was
not planned, and a plan is judged again by the stores batch by batch.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version

from zusage.app.history import read_history
from zusage.app.scopes import scopes_of
from zusage.app.session import Session
from zusage.engine.apply import Application, apply_steps, check_plan
from zusage.engine.collect import collect_target
from zusage.engine.survey import NO_PROBE
from zusage.ledger.kinds import (
    batch_entry,
    plan_applied_entry,
    plan_approved_entry,
    policy_entry,
    receipt_entry,
    restore_noticed_entry,
    run_finished_entry,
    run_started_entry,
)
from zusage.model.canonical import encode
from zusage.model.errors import ConnectorError, IntegrityError, RefusedError, UsageError
from zusage.plan.connector import Limits
from zusage.plan.plan import Plan
from zusage.plan.receipt import Batch, Receipt
from zusage.plan.target import TargetId
from zusage.verdict.judge import hours_of

LEASE = "apply"
LEASE_FOR = timedelta(minutes=10)
CURSOR = "cursor"
STOP = ("stop", "all")


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How much one run may do per act and target; the larger of rows and share counts unless one was given."""

    max_rows: int | None = None
    max_share: float | None = None

    def limits(self) -> Limits:
        """As limits for connectors."""
        if self.max_rows is None and self.max_share is None:
            return Limits()
        return Limits(max_rows=self.max_rows, max_share=self.max_share)


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of a run."""

    run: str
    resumed: bool
    receipts: tuple[Receipt, ...]
    new_batches: int
    restored: tuple[TargetId, ...] = ()

    @property
    def refused(self) -> tuple[Receipt, ...]:
        """Receipts with a refusal."""
        return tuple(receipt for receipt in self.receipts if receipt.refusal is not None)

    def count(self) -> int:
        """Units done, over all tables."""
        return sum(sum(receipt.counts.values()) for receipt in self.receipts)


def apply_plan(
    session: Session,
    plan: Plan,
    ceiling: Ceiling,
    role: str,
    progress: Callable[[Batch], None],
    *,
    clock_confirmed: bool = False,
) -> Applied:
    """Run `plan`. Raises RefusedError (ZE34, ZE35, ZE36, ZE38, ZE47, ZE50) before anything is changed."""
    policy = session.workspace.policy
    history = read_history(session.state)
    last = None if clock_confirmed or not history.runs else history.runs[-1].at
    check_plan(plan, policy.digest, session.now, last, hours_of(policy.run.every))
    if stopped(session):
        raise RefusedError("ZE38")
    open_run = unfinished_run(session, plan)
    run = open_run or f"{session.now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    session.state.lease(LEASE, run, session.now, LEASE_FOR)
    try:
        return _run(session, plan, run, bool(open_run), ceiling.limits(), role, progress)
    finally:
        session.state.release(LEASE, run)


def stopped(session: Session) -> bool:
    """Whether the stop flag of our own state is up (targets have one of their own)."""
    return session.state.vault.get(*STOP) is not None


def unfinished_run(session: Session, plan: Plan) -> str:
    """The id of the last run of this very plan when it never finished, else ""."""
    finished = {str(record.body["run"]) for record in session.state.records.read("run_finished")}
    started = [r.body for r in session.state.records.read("run_started") if r.body.get("plan") == plan.digest]
    return str(started[-1]["run"]) if started and str(started[-1]["run"]) not in finished else ""


def _run(
    session: Session, plan: Plan, run: str, resumed: bool, limits: Limits, role: str, progress: Callable[[Batch], None]
) -> Applied:
    policy, records = session.workspace.policy, session.state.records
    content = session.state.archive.put("policy", encode(policy))
    targets = [planned.target for planned in plan.targets if not planned.problem]
    records.append(
        [
            policy_entry(policy.digest, session.now, content, len(policy.promises)),
            plan_approved_entry(plan.digest, session.now, plan.policy, plan.as_of, role, _ceilings(limits)),
            run_started_entry(run, session.now, policy.digest, role, targets, version("zusage"), plan=plan.digest),
        ]
    )
    application = Application(
        run,
        session.now,
        limits,
        {},
        lambda target: scopes_of(policy, session.state, target),
        lambda: stopped(session),
        progress,
        lambda _: None,
    )
    receipts = apply_steps(plan, session.stores, application)
    fresh, restored = collect_all(session, [step.target for step in plan.steps])
    digests = {promise.id: promise.digest for promise in policy.promises}
    records.append([receipt_entry(receipt, digests.get(receipt.promise, "")) for receipt in receipts])
    missed = {str(p.target): p.problem for p in plan.targets if p.problem and not p.problem.startswith(NO_PROBE)}
    visited = [target for target in targets if str(target) not in missed]
    records.append([plan_applied_entry(plan.digest, run, session.now, policy.digest)])
    records.append([run_finished_entry(run, session.now, visited, missed)])
    records.checkpoint(session.now)
    return Applied(run, resumed, tuple(receipts), fresh, restored)


def collect_all(session: Session, targets: list[TargetId]) -> tuple[int, tuple[TargetId, ...]]:
    """Move the journals of these targets into the ledger; returns how many batches were new and restored targets."""
    digests = {promise.id: promise.digest for promise in session.workspace.policy.promises}
    fresh, restored = 0, []

    def append(batches: list[Batch]) -> int:
        nonlocal fresh
        new = session.state.records.append([batch_entry(batch, digests.get(batch.promise, "")) for batch in batches])
        fresh += new
        return new

    for target in dict.fromkeys(targets):
        cursor = session.state.vault.get(CURSOR, str(target)) or {"position": 0}
        known = int(cursor["position"])
        try:
            last = collect_target(session.stores, target, known, append)
            session.state.vault.put(CURSOR, str(target), {"position": last})
        except IntegrityError:
            restored.append(target)
            session.state.records.append([restore_noticed_entry(target, session.now, known, 0)])
        except (ConnectorError, UsageError):
            continue
    return fresh, tuple(restored)


def _ceilings(limits: Limits) -> dict[str, int | str]:
    return {"max_rows": limits.max_rows if limits.max_rows is not None else "", "max_share": str(limits.max_share or "")}


def set_stop(session: Session, stop: bool, moment: datetime) -> dict[TargetId, str]:
    """Raise or lower the stop flag here and in every reachable target; returns targets that could not be told."""
    from zusage.engine.survey import take_survey

    if stop:
        session.state.vault.put(*STOP, {"since": moment.isoformat()})
    else:
        session.state.vault.delete(*STOP)
    failed: dict[TargetId, str] = {}
    for surveyed in take_survey(session.stores, moment).targets:
        if surveyed.problem:
            failed[surveyed.target] = surveyed.problem
            continue
        try:
            session.stores.open(surveyed.target).set_stop(stop)
        except (ConnectorError, UsageError) as error:
            failed[surveyed.target] = error.code
    return failed
