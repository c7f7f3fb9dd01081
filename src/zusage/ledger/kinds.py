"""The kinds of ledger entries: one pure constructor each, returning (kind, moment, body, idempotency key).

Law: this is the only place that writes bodies. A body holds ids, digests, counts, moments and names of structure; who acted
is a role id (`dpo`, `admin`), never a name: a role with a capital letter, a blank or an `@` is refused, because what is
written here cannot be taken out again (Art. 5(1)(c), (e) GDPR). Names and reasons lie in the vault, which can forget.
A key makes handing over twice harmless; entries that may rightly repeat have none. `docs/spec/ledger.md` lists the bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from zusage.ledger.entry import New
from zusage.model.canonical import plain
from zusage.model.errors import UsageError
from zusage.plan.receipt import Batch, Receipt
from zusage.plan.target import TargetId

_ROLE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}")


def role_id(role: str) -> str:
    """`role` when it can be a role id; UsageError ZE706 when it looks like a person (its words are not repeated)."""
    if not _ROLE.fullmatch(role):
        raise UsageError("ZE706")
    return role


def policy_entry(policy: str, at: datetime, content: str, promises: int) -> New:
    """A policy came into use for the first time; `content` is its digest in the archive."""
    return "policy", at, {"policy": policy, "content": content, "promises": promises}, f"policy|{policy}"


def plan_approved_entry(
    plan: str,
    at: datetime,
    policy: str,
    as_of: datetime,
    role: str,
    ceilings: Mapping[str, int | str] | None = None,
    *,
    approval: str = "",
    until: datetime | None = None,
    second: bool = False,
    environment: str = "",
) -> New:
    """A role released a plan (its digest) for execution until a moment, with the ceilings that it names.

    `second` says whether it is another role than those who write the declaration and run the plan.
    """
    fields = {"approval": approval, "until": until, "second": second if approval else None, "environment": environment}
    body = _body(plan=plan, policy=policy, as_of=as_of, role=role_id(role), ceilings=ceilings, **fields)
    return "plan_approved", at, body, None


def standing_approved_entry(
    approval: str,
    at: datetime,
    policy: str,
    rules: Mapping[str, str],
    role: str,
    until: datetime,
    *,
    second: bool,
    environment: str,
    ceilings: Mapping[str, int | str] | None = None,
) -> New:
    """A role released the routine runs of rules as they are (promise to digest) until a moment."""
    fields = {"until": until, "second": second, "environment": environment, "ceilings": ceilings}
    return "standing_approved", at, _body(approval=approval, policy=policy, rules=rules, role=role_id(role), **fields), None


def approval_revoked_entry(approval: str, at: datetime, role: str) -> New:
    """An approval ends before its time."""
    return "approval_revoked", at, {"approval": approval, "role": role_id(role)}, f"approval|{approval}|revoked"


def rollout_entry(
    run: str,
    at: datetime,
    policy: str,
    environment: str,
    marks: str,
    phases: Mapping[str, str],
    approvals: Iterable[str],
    stores: Iterable[str] = (),
    waiting: Mapping[str, str] | None = None,
    *,
    fast: bool = False,
) -> New:
    """In which phase each rule takes part in a run; `marks` is the archived text by which the rules are known again.

    `approvals` are the ids of those that were used, `stores` digests of the identities of the stores, `waiting` the promises
    with something due that may do nothing in this run, and what they need. `fast`: without stages, on data that are made up.
    """
    used = sorted(set(filter(None, approvals)))
    fields = {"approvals": used, "stores": sorted(stores), "waiting": waiting or None, "fast": fast or None}
    body = _body(run=run, policy=policy, environment=environment, marks=marks, phases=phases, **fields)
    return "rollout", at, body, None


def plan_applied_entry(plan: str, run: str, at: datetime, policy: str) -> New:
    """A run has worked through a plan."""
    return "plan_applied", at, {"plan": plan, "run": run, "policy": policy}, f"plan|{plan}|{run}"


def run_started_entry(
    run: str,
    at: datetime,
    policy: str,
    role: str,
    planned: Iterable[TargetId],
    software: str = "",
    code: str = "",
    plan: str = "",
) -> New:
    """A run began: which targets it means to visit, and by which software version and code digest."""
    targets = sorted(str(target) for target in planned)
    body = _body(run=run, policy=policy, role=role_id(role), planned=targets, software=software, code=code, plan=plan)
    return "run_started", at, body, f"run|{run}|started"


def batch_entry(batch: Batch, promise_digest: str) -> New:
    """A committed batch, collected from the journal of its target; exactly one per target, run, act and number."""
    body = _body(
        target=str(batch.target),
        run=batch.run,
        act=batch.act,
        promise=batch.promise,
        digest=promise_digest,
        number=batch.number,
        counts=batch.counts,
    )
    return "batch", batch.at, body, batch_key(batch)


def batch_key(batch: Batch) -> str:
    """The idempotency key of a batch: `target|run|act|number`."""
    return f"{batch.target}|{batch.run}|{batch.act}|{batch.number}"


def receipt_entry(receipt: Receipt, promise_digest: str) -> New:
    """The end of one act on one target, with the refusal that stopped it, if any."""
    refusal = {"kind": receipt.refusal.kind, "detail": receipt.refusal.detail} if receipt.refusal else None
    body = _body(
        target=str(receipt.target),
        run=receipt.run,
        act=receipt.act,
        promise=receipt.promise,
        digest=promise_digest,
        counts=receipt.counts,
        batches=receipt.batches,
        refusal=refusal,
        level=receipt.level,
        reached=receipt.reached,
    )
    key = f"receipt|{receipt.target}|{receipt.run}|{receipt.act}|{receipt.finished.isoformat()}"
    return "receipt", receipt.finished, body, key


def secret_made_entry(secret: str, run: str, at: datetime, until: str = "") -> New:
    """A key of a keyed operator was made; never the key itself."""
    return "secret_made", at, _body(secret=secret, run=run, until=until), None


def secret_destroyed_entry(secret: str, run: str, at: datetime) -> New:
    """A key of a keyed operator was destroyed: nobody can make its pseudonyms again."""
    return "secret_destroyed", at, {"secret": secret, "run": run}, None


def quarantine_opened_entry(
    run: str, target: TargetId, promise: str, at: datetime, until: datetime, latest: datetime
) -> New:
    """What a run deletes for a promise can be put back `until`; the key has to be destroyed by `latest`."""
    body = _body(run=run, target=str(target), promise=promise, until=until, latest=latest)
    return "quarantine_opened", at, body, None


def quarantine_filled_entry(run: str, target: TargetId, at: datetime, units: Mapping[str, int]) -> New:
    """How many units of each promise are set aside; the last entry of a run and target counts."""
    return "quarantine_filled", at, _body(run=run, target=str(target), units=dict(units)), None


def quarantine_ended_entry(run: str, target: TargetId, at: datetime, how: str, units: Mapping[str, int]) -> New:
    """The key is destroyed and the files are removed: `expired`, `undone` (everything was put back) or `empty`."""
    body = _body(run=run, target=str(target), how=how, units=dict(units))
    return "quarantine_ended", at, body, None


def undo_started_entry(run: str, at: datetime, role: str, policy: str, plan: str, promises: Iterable[str]) -> New:
    """A role takes back what a run deleted: its rules begin anew with observing."""
    body = _body(run=run, role=role_id(role), policy=policy, plan=plan, promises=sorted(promises))
    return "undo_started", at, body, None


def undo_done_entry(run: str, at: datetime, units: Mapping[str, int], refused: Mapping[str, str]) -> New:
    """What was put back, per promise, and why the rest was not."""
    return "undo_done", at, _body(run=run, units=dict(units), refused=dict(refused)), None


def run_finished_entry(run: str, at: datetime, visited: Iterable[TargetId], missed: Mapping[str, str]) -> New:
    """A run ended: targets visited, and targets missed with a word of structure that says why."""
    body = {"run": run, "visited": sorted(str(target) for target in visited), "missed": dict(missed)}
    return "run_finished", at, body, f"run|{run}|finished"


def board_entry(
    at: datetime,
    policy: str,
    verdicts: Mapping[str, Mapping[str, Any]],
    queries: str = "",
    inventories: Mapping[str, int] | None = None,
) -> New:
    """The board as it was shown: per promise id its digest, state, reason, numbers; `queries` digests the Looks asked.

    `inventories` are counts of units that must not become fewer, by `promise|look|target`, for the next board.
    """
    body = _body(policy=policy, verdicts=verdicts, queries=queries, inventories=inventories or None)
    return "board", at, body, None


def attestation_entry(promise: str, promise_digest: str, role: str, made: datetime, until: datetime, file: str) -> New:
    """A role attests what no machine can see; `file` is the digest of the signed document, which is not kept here."""
    body = _body(promise=promise, digest=promise_digest, role=role_id(role), until=until, file=file)
    return "attestation", made, body, f"attestation|{promise}|{file}|{until.isoformat()}"


def hold_added_entry(
    hold: str, at: datetime, kind: str, role: str, review: datetime, promise: str = "", system: str = "", table: str = ""
) -> New:
    """A hold is in force from now on; its reason and its rows lie in the vault under the id `hold`."""
    body = _body(hold=hold, kind=kind, role=role_id(role), review=review, promise=promise, system=system, table=table)
    return "hold_added", at, body, f"hold|{hold}|added"


def hold_released_entry(hold: str, at: datetime, role: str) -> New:
    """A hold has ended."""
    return "hold_released", at, {"hold": hold, "role": role_id(role)}, f"hold|{hold}|released"


def stop_set_entry(target: TargetId | None, stopped: bool, at: datetime, role: str) -> New:
    """The stop flag of a target (None: of all targets) was raised or lowered."""
    body = {"target": str(target) if target else "", "stopped": stopped, "role": role_id(role)}
    return "stop_set", at, body, None


def published_entry(
    document: str,
    language: str,
    content: str,
    at: datetime,
    policy: str,
    role: str = "",
    form: str = "",
    written: date | None = None,
    since: date | None = None,
    until: date | None = None,
) -> New:
    """A text was published; `content` is its digest in the archive, `policy` "" when it was not written from one.

    It is in force from `since` to the last day `until`; `written` is the day it is dated by. Without `since`: from `at` on.
    """
    body = _body(
        document=document,
        language=language,
        content=content,
        policy=policy,
        role=role and role_id(role),
        form=form,
        written=written,
        since=since,
        until=until,
    )
    key = f"published|{document}|{language}|{content}"
    return "published", at, body, f"{key}|{since}|{until or ''}" if since else key


def restore_noticed_entry(
    target: TargetId, at: datetime, ledger_batches: int, journal_batches: int, why: str = "", run: str = ""
) -> New:
    """A target was restored, rolled back or is a clone: what showed it (`why`), and the run that will replay it."""
    batches = {"ledger_batches": ledger_batches, "journal_batches": journal_batches}
    return "restore_noticed", at, _body(target=str(target), **batches, why=why, run=run), None


def owed_entry(number: int, kind: str, target: TargetId, table: str, at: datetime) -> New:
    """Something is owed to a person on a table; which row and what lies in the replay store under the number."""
    body = _body(number=number, kind=kind, target=str(target), table=table)
    return "owed", at, body, f"owed|{number}"


def replay_started_entry(target: TargetId, run: str, at: datetime, role: str, policy: str, copied: datetime | None) -> New:
    """A role released the replay of a restored target; `copied` is since when at the latest the copy may lack something."""
    body = _body(target=str(target), run=run, role=role_id(role), policy=policy, copied=copied)
    return "replay_started", at, body, None


def replay_done_entry(target: TargetId, run: str, at: datetime, counts: Mapping[str, int], copied: datetime | None) -> New:
    """A restored target holds again what was owed: units per kind, counted from the batches of this run."""
    body = _body(target=str(target), run=run, counts=dict(counts), copied=copied)
    return "replay_done", at, body, f"replay|{target}|{run}"


def checkpoint_entry(note: str, key: str, size: int, root: bytes, at: datetime) -> New:
    """All entries before this one are sealed by the signed note; `key` is the public key that verifies it."""
    return "checkpoint", at, {"note": note, "key": key, "size": size, "root": root.hex()}, None


def _body(**fields: Any) -> dict[str, Any]:
    """The fields that say something; empty texts and None are left out."""
    return {name: plain(value) for name, value in fields.items() if value is not None and value != ""}
