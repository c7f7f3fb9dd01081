"""Approving: who lets a plan destroy something, for how long, up to how much; and what a rule may do in the next run.

Law: an approval is an entry of the ledger, bound to a plan by its digest or to rules by theirs; it ends at its date or when
it is revoked. Where approvers are declared it is given by one of them, who neither writes the declaration nor runs it. Where
nobody is declared, or `approval: single` is, the operator's own approval counts and is marked as given without a second
person. Names lie in the vault. What another environment of the same declaration did says nothing here; a store that was
ever worked on in stages is never worked on fast.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from zusage.app.session import Session
from zusage.duties.later import is_later
from zusage.duties.rollout import (
    Admission,
    Approval,
    Part,
    Phase,
    Progress,
    RuleMark,
    admit,
    is_destructive,
    marks_of,
    progress_of,
)
from zusage.engine.apply import VALID_FOR, check_plan
from zusage.engine.ports import Record, State
from zusage.ledger.kinds import approval_revoked_entry, plan_approved_entry, role_id, standing_approved_entry
from zusage.model.canonical import digest, encode
from zusage.model.decoding import decode
from zusage.model.errors import RefusedError, UsageError
from zusage.plan.act import Act
from zusage.plan.plan import Plan
from zusage.plan.target import Identity
from zusage.policy.organisation import Run
from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.verdict.judge import hours_of

OPERATOR = "operator"
LONGEST = timedelta(days=366)
RECLAIMING_FOR = timedelta(days=31)
RECLAIMING = "reclaim:"
"""Before the digest of a reclaiming, where an approval of a plan has that of the plan."""
NAMES = "approval"
"""Where names of approvers lie in the vault."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What each promise with something due may do, and by what all rules that were looked at are known again."""

    admissions: Mapping[str, Admission]
    marks: Mapping[str, RuleMark]
    progress: Mapping[str, Progress]
    fast: bool = False

    def waiting(self) -> dict[str, Admission]:
        """Promises with something due that may do nothing in this run."""
        return {id: admission for id, admission in self.admissions.items() if not admission.admitted}


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """An approval as it is listed: with the name from the vault, and when it was revoked (None: not)."""

    approval: Approval
    name: str
    revoked: datetime | None


def needs_second(run: Run) -> bool:
    """Whether another role has to approve."""
    return run.approval == "second"


def operator_of(run: Run, role: str | None) -> str:
    """The role that runs: the one given, the first declared one, or `operator`. Raises UsageError ZE91, ZE706."""
    chosen = role_id(role or next(iter(run.operators), OPERATOR))
    if (run.operators and chosen not in run.operators) or chosen in run.approvers:
        raise UsageError("ZE91", role=chosen, known=", ".join(run.operators))
    return chosen


def clear(
    session: Session, plan: Plan, role: str, seen: Iterable[tuple[str, Act]] = (), at_most: Phase = Phase.ROUTINE
) -> Clearance:
    """What `plan` may do now when `role` runs it. `seen` are (system, act) that were looked at and have nothing to do."""
    policy = session.workspace.policy
    acts = [(step.target.system, step.act) for step in plan.steps]
    marks = marks_of(policy, [*acts, *seen])
    if policy.fast:
        return _unstaged(session, plan, marks, at_most)
    parts = read_parts(session.state, policy)
    progress = {id: progress_of(mark, parts, _later(session, mark, parts)) for id, mark in marks.items()}
    approvals = [a for a in approvals_in_force(session) if counts_for(policy.run, a, role)]
    admissions = admit(marks, progress, plan.steps, approvals, plan.digest, second=needs_second(policy.run), at_most=at_most)
    return Clearance(admissions, marks, progress)


def _unstaged(session: Session, plan: Plan, marks: Mapping[str, RuleMark], at_most: Phase) -> Clearance:
    """Where all data are made up. Raises RefusedError ZE97 for a store that was ever worked on in stages, also by us."""
    ours, stores = session.workspace.policy.environment, stores_of(plan)
    for record in session.state.records.read("rollout"):
        if not record.body.get("fast") and stores & set(record.body.get("stores", ())):
            raise RefusedError("ZE97", environment=ours, other=str(record.body["environment"]))
    due: dict[str, int] = {}
    for step in plan.steps:
        due[step.act.promise] = due.get(step.act.promise, 0) + step.estimate.due
    return Clearance({id: Admission(at_most, due.get(id, 0)) for id in marks}, marks, {}, fast=True)


def stores_of(plan: Plan) -> frozenset[str]:
    """By what the stores of a plan are known again; instances of a fleet by the store that lists them."""
    planned = (p.identity for p in plan.targets if p.identity is not None and not p.target.instance)
    return frozenset(digest(_lasting(identity))[:16] for identity in planned)


def _lasting(identity: Identity) -> list[str]:
    """What stays the same over migrations, failovers and restores: the marker; before there is one, server and database."""
    return [identity.product, identity.marker] if identity.marker else [identity.product, identity.server, identity.database]


def counts_for(run: Run, approval: Approval, operator: str) -> bool:
    """Whether an approval still counts under the roles as they are declared now."""
    if not needs_second(run):
        return True
    return (
        approval.second and approval.role in run.approvers and approval.role not in {operator, *run.authors, *run.operators}
    )


def approve_plan(
    session: Session, plan: Plan, role: str, *, until: datetime | None = None, max_rows: int | None = None, name: str = ""
) -> Approval:
    """Approve exactly this plan. Raises UsageError ZE90, ZE92; RefusedError ZE34, ZE35, ZE50 where it is not for now."""
    policy = session.workspace.policy
    check_plan(plan, policy.digest, session.now, None, hours_of(policy.run.every))
    second = _approver(policy.run, role)
    last = plan.made_at + VALID_FOR
    end = _until(session.now, until, last) if until else last
    id, ceilings = _id(), _ceilings(max_rows) or shown(plan)
    entry = plan_approved_entry(
        plan.digest,
        session.now,
        plan.policy,
        plan.as_of,
        role,
        ceilings,
        approval=id,
        until=end,
        second=second,
        environment=policy.environment,
    )
    session.state.records.append([entry])
    return _named(session, id, name)


def approve_reclaiming(session: Session, deed: str, role: str, *, until: datetime | None = None, name: str = "") -> Approval:
    """Approve one reclaiming, by the digest of what it may do, for a day or until a moment within a month. Raises UsageError
    ZE90, ZE92."""
    policy = session.workspace.policy
    second = _approver(policy.run, role)
    end = _until(session.now, until, session.now + RECLAIMING_FOR) if until else session.now + VALID_FOR
    id, now = _id(), session.now
    entry = plan_approved_entry(
        RECLAIMING + deed,
        now,
        policy.digest,
        now,
        role,
        approval=id,
        until=end,
        second=second,
        environment=policy.environment,
    )
    session.state.records.append([entry])
    return _named(session, id, name)


def may_reclaim(session: Session, deed: str, operator: str) -> bool:
    """Whether an approval of exactly this reclaiming counts now for a run of `operator`."""
    policy = session.workspace.policy
    given = (a for a in approvals_in_force(session) if a.plan == RECLAIMING + deed)
    return policy.fast or any(counts_for(policy.run, approval, operator) for approval in given)


def shown(plan: Plan) -> dict[str, int | str]:
    """The ceilings of an approval that names none: what was due when it was given, and a tenth of it, at least ten, more."""
    due: dict[str, int] = {}
    for step in plan.steps:
        if is_destructive(step.act):
            due[step.act.promise] = due.get(step.act.promise, 0) + step.estimate.due
    return {promise: count + max(10, count // 10) for promise, count in due.items()}


def approve_standing(
    session: Session, role: str, until: datetime, *, max_rows: int | None = None, name: str = ""
) -> Approval:
    """Approve routine runs of all rules as they are now. Raises UsageError ZE90, ZE92."""
    policy = session.workspace.policy
    second = _approver(policy.run, role)
    rules = {p.id: p.digest for p in policy.promises if isinstance(p.terms, StageTerms) and p.terms.stage is not None}
    end = _until(session.now, until, session.now + LONGEST)
    id = _id()
    entry = standing_approved_entry(
        id,
        session.now,
        policy.digest,
        rules,
        role,
        end,
        second=second,
        environment=policy.environment,
        ceilings=_ceilings(max_rows),
    )
    session.state.records.append([entry])
    return _named(session, id, name)


def revoke_approval(session: Session, id: str, role: str) -> None:
    """End an approval. Anybody's role may: taking back is always allowed. Raises UsageError ZE93."""
    known = [approval.id for approval in approvals_in_force(session)]
    if id not in known:
        raise UsageError("ZE93", approval=id, known=", ".join(known))
    session.state.records.append([approval_revoked_entry(id, session.now, role)])
    session.state.vault.delete(NAMES, id)


def approvals_in_force(session: Session) -> list[Approval]:
    """Approvals of this environment that were not revoked and whose time is not over."""
    revoked = _revoked(session.state)
    given = _given(session.state, session.workspace.policy.environment)
    return [approval for approval in given if approval.id not in revoked and approval.until > session.now]


def list_approvals(session: Session) -> list[ApprovalLine]:
    """All approvals of this environment, the newest first."""
    revoked, vault = _revoked(session.state), session.state.vault
    given = _given(session.state, session.workspace.policy.environment)
    return [ApprovalLine(a, str((vault.get(NAMES, a.id) or {}).get("name", "")), revoked.get(a.id)) for a in reversed(given)]


def read_parts(state: State, policy: Policy) -> list[Part]:
    """In which runs each rule took part, how, and how it ended there; in the order of the ledger."""
    entries = (r for r in state.records.read("rollout") if not r.body.get("fast"))
    begun = [r for r in entries if r.body["environment"] == policy.environment]
    if not begun:
        return []
    after = begun[0].index
    anew = _undone(state, policy)
    ended = {str(r.body["run"]): r.index for r in state.records.read("run_finished", after)}
    results = _results(state, after, {str(r.body["run"]) for r in begun}, set(ended))
    known: dict[str, dict[str, RuleMark]] = {}
    parts = []
    for record in begun:
        run, sha = str(record.body["run"]), str(record.body["marks"])
        marks = known.setdefault(sha, _marks(state, sha))
        for promise, word in record.body["phases"].items():
            mark = marks.get(promise)
            if mark is not None:
                done, short, failed, told = results.get((run, promise), (0, False, False, record.index))
                mark = RuleMark(policy.renamed.get(promise, promise), mark.digest, mark.reach, mark.guards)
                order = ended.get(run, told)
                if order > anew.get(mark.promise, -1):
                    parts.append(Part(order, run, mark, Phase[word.upper()], run in ended, done, short, failed))
    return parts


def _undone(state: State, policy: Policy) -> dict[str, int]:
    """Since where in the ledger a rule begins anew, because somebody took back what it had done."""
    found: dict[str, int] = {}
    for record in state.records.read("undo_started"):
        for promise in record.body["promises"]:
            found[policy.renamed.get(str(promise), str(promise))] = record.index
    return found


def keep_marks(session: Session, marks: Mapping[str, RuleMark]) -> str:
    """Keep in the archive by what the rules of a run are known again; returns the digest."""
    texts = {
        id: {"digest": mark.digest, "reach": sorted(mark.reach), "guards": sorted(mark.guards)}
        for id, mark in sorted(marks.items())
    }
    return session.state.archive.put("rules", encode(texts))


def _marks(state: State, sha: str) -> dict[str, RuleMark]:
    content = state.archive.get(sha)
    return {
        id: RuleMark(id, str(mark["digest"]), frozenset(mark["reach"]), frozenset(mark["guards"]))
        for id, mark in (json.loads(content) if content else {}).items()
    }


_Result = tuple[int, bool, bool, int]
"""Units done, whether something was left, whether something failed, and where the ledger last tells of it."""


def _results(state: State, after: int, runs: set[str], ended: set[str]) -> dict[tuple[str, str], _Result]:
    """The results by run and promise; of killed runs by their batches, which are collected later."""
    found: dict[tuple[str, str], _Result] = {}
    for record in state.records.read("receipt", after):
        if record.body["run"] in runs & ended:
            refusal = (record.body.get("refusal") or {}).get("kind", "")
            _add(found, record, bool(refusal), bool(refusal) and refusal not in ("ceiling", "unapproved"))
    if runs - ended:
        for record in state.records.read("batch", after):
            if record.body["run"] in runs - ended:
                _add(found, record, True, False)
    return found


def _add(found: dict[tuple[str, str], _Result], record: Record, short: bool, failed: bool) -> None:
    key = (str(record.body["run"]), str(record.body["promise"]))
    done, was_short, was_failed, _ = found.get(key, (0, False, False, 0))
    units = sum(record.body["counts"].values())
    found[key] = (done + units, was_short or short, was_failed or failed, record.index)


def _later(session: Session, mark: RuleMark, parts: Iterable[Part]) -> dict[str, bool]:
    """Which other digests of the promise this rule deletes the same or later than, by the archived policies."""
    others = {part.mark.digest for part in parts if part.mark.promise == mark.promise} - {mark.digest}
    promise = session.workspace.policy.promise(mark.promise)
    found: dict[str, bool] = {}
    if not others or promise is None:
        return found
    for record in session.state.records.read("policy"):
        if set(found) >= others:
            break
        for old in _archived(session.state, str(record.body["content"])):
            if old.digest in others and old.id in (mark.promise, *_former(session.workspace.policy, mark.promise)):
                found[old.digest] = is_later(old, promise)
    return found


def _former(policy: Policy, promise: str) -> list[str]:
    return [old for old, new in policy.renamed.items() if new == promise]


def _archived(state: State, sha: str) -> tuple[Promise, ...]:
    """The promises of an archived policy, without those that this version cannot read."""
    content = state.archive.get(sha)
    found = []
    for told in json.loads(content).get("promises", ()) if content else ():
        with suppress(ValueError, TypeError):
            found.append(decode(Promise, told))
    return tuple(found)


def _given(state: State, environment: str) -> list[Approval]:
    found = [_approval(r.index, r.at, r.body) for r in state.records.read("plan_approved") if _is_of(r.body, environment)]
    found += [
        _approval(r.index, r.at, r.body) for r in state.records.read("standing_approved") if _is_of(r.body, environment)
    ]
    return sorted(found, key=lambda approval: approval.order)


def _is_of(body: Mapping[str, object], environment: str) -> bool:
    return bool(body.get("approval")) and body.get("environment") == environment


def _approval(order: int, at: datetime, body: Mapping[str, object]) -> Approval:
    rules, ceilings = body.get("rules"), body.get("ceilings")
    numbers = {str(id): n for id, n in ceilings.items() if isinstance(n, int)} if isinstance(ceilings, Mapping) else {}
    named = numbers.pop("max_rows", None)
    return Approval(
        str(body["approval"]),
        order,
        at,
        datetime.fromisoformat(str(body["until"])),
        str(body["role"]),
        body.get("second") is True,
        str(body.get("plan", "")),
        {str(id): str(digest) for id, digest in rules.items()} if isinstance(rules, Mapping) else {},
        named,
        numbers,
    )


def _revoked(state: State) -> dict[str, datetime]:
    return {str(record.body["approval"]): record.at for record in state.records.read("approval_revoked")}


def _approver(run: Run, role: str) -> bool:
    """Whether the role is a second person's. Raises UsageError ZE90 when it may not approve."""
    role_id(role)
    if not needs_second(run):
        return False
    if role not in run.approvers or role in {*run.authors, *run.operators}:
        raise UsageError(
            "ZE90", role=role, known=", ".join(a for a in run.approvers if a not in {*run.authors, *run.operators})
        )
    return True


def _until(now: datetime, until: datetime, last: datetime) -> datetime:
    if not now < until <= last:
        raise UsageError("ZE92", last=last.date().isoformat())
    return until


def _id() -> str:
    return f"A-{secrets.token_hex(3)}"


def _ceilings(max_rows: int | None) -> dict[str, int | str] | None:
    return {"max_rows": max_rows} if max_rows is not None else None


def _named(session: Session, id: str, name: str) -> Approval:
    if name:
        session.state.vault.put(NAMES, id, {"name": name})
    return next(a for a in _given(session.state, session.workspace.policy.environment) if a.id == id)
