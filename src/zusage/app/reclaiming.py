"""Reclaiming: what takes stronger locks than `apply` may, shown first, then done inside a change window.

Law: nothing is done unless a person says that this is the window (`--in-window`), and a declared window must be open as
well; what still runs when it closes is ended by the statement timeout. One run at a time, under the lease of `apply`. What
stalls others or drops rows needs an approval of its own, bound to systems, promises, tables, level and an end, by a second
role where one is declared. Holds are brought into the store before a partition is looked at. A partition goes only where
`apply` might delete the same rows: the rule is past its trial and approved, the ceilings count. Each act ends in a receipt
in the ledger, with the level that was measured afterwards. A reclaiming is no run of retention: it fulfils no run interval.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from time import monotonic

from zusage.app.admitting import Ceilings, check_ceiling
from zusage.app.applying import LEASE, LEASE_FOR, Ceiling, check_window, stopped
from zusage.app.approving import clear, may_reclaim, operator_of
from zusage.app.closing import depending_on
from zusage.app.collecting import collect_all
from zusage.app.planning import Outlook, look_ahead
from zusage.app.scopes import scopes_of
from zusage.app.session import Session
from zusage.duties.rollout import Phase
from zusage.duties.windows import window_state
from zusage.engine.measure import fill_feeds
from zusage.ledger.kinds import receipt_entry
from zusage.model.canonical import digest
from zusage.model.errors import ConnectorError, RefusedError, UsageError, ZusageError
from zusage.plan.act import Act, Child, Clear, Delete, Reclaim, Replace
from zusage.plan.condition import feeds_of
from zusage.plan.connector import Limits, Order
from zusage.plan.look import Level
from zusage.plan.receipt import Batch, Observation, Receipt, Refusal, RefusalKind
from zusage.plan.target import TargetId

LOCK_TIMEOUT_MS = 200
LONGEST = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Offer:
    """What reclaiming could do for one promise on one target: its tables as they are now, and whole partitions.

    `whole` maps the index of a deletion in `deletions` to (partitions, rows) that could go as a whole.
    """

    target: TargetId
    promise: str
    product: str
    tables: tuple[str, ...]
    seen: Mapping[str, Observation]
    deletions: tuple[Delete, ...] = ()
    whole: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    problem: str = ""


def offers(
    session: Session, promise: str = "", system: str = "", *, partitions: bool = False
) -> tuple[Outlook, list[Offer]]:
    """What could be reclaimed; changes nothing. Raises UsageError ZE42 (no such promise), ZE52 (no such system)."""
    policy = session.workspace.policy
    if system and system not in policy.systems:
        raise UsageError("ZE52", place=system, known=", ".join(policy.systems))
    if promise and promise not in {p.id for p in policy.promises}:
        near = get_close_matches(promise, [p.id for p in policy.promises], 1)
        raise UsageError("ZE42", promise=promise, near=near[0] if near else "")
    outlook = look_ahead(session)
    found: dict[tuple[TargetId, str], list[Act]] = {}
    for target, act in _acts(outlook):
        wanted = promise in ("", act.promise) and system in ("", target.system)
        if wanted and policy.systems[target.system].connector == "sql":
            found.setdefault((target, act.promise), []).append(act)
    due = [(step.target, step.act) for step in outlook.plan.steps if isinstance(step.act, Delete)] if partitions else []
    deletions = {key: tuple(act for target, act in due if (target, act.promise) == key) for key in found}
    return outlook, [_offer(session, *key, acts, deletions[key]) for key, acts in found.items()]


def deed_of(found: Iterable[Offer], until: str) -> str:
    """The digest of what a reclaiming may do: systems, promises, tables, level, and whether whole partitions may go.

    Empty where nobody is stalled and no row goes, so that nobody has to approve it.
    """
    found = list(found)
    partitions = any(rows for offer in found for _, rows in offer.whole.values())
    if not partitions and (not until or until == "reclaimed") and not any(o.product == "duckdb" for o in found):
        return ""
    places = sorted({(o.target.system, o.promise, tuple(sorted(o.tables)), any(o.whole.values())) for o in found})
    return digest({"until": until, "places": [[system, promise, *tables, gone] for system, promise, tables, gone in places]})


def reclaim(
    session: Session,
    outlook: Outlook,
    chosen: Iterable[Offer],
    until: str,
    ceiling: Ceiling,
    role: str | None,
    progress: Callable[[Batch], None] = lambda _: None,
    *,
    at_most: timedelta = LONGEST,
) -> list[Receipt]:
    """Carry offers out. Raises RefusedError (ZE38, ZE47, ZE95, ZE96, ZE650) before anything is changed."""
    operator = operator_of(session.workspace.policy.run, role)
    check_window(session)
    chosen = list(chosen)
    deed = deed_of(chosen, until)
    if deed and not may_reclaim(session, deed, operator):
        raise RefusedError("ZE650")
    if stopped(session):
        raise RefusedError("ZE38")
    run = f"{session.now:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    session.state.lease(LEASE, run, session.now, LEASE_FOR + at_most)
    try:
        return _Reclaiming(session, outlook, until, ceiling, operator, run, at_most, progress).run(chosen)
    finally:
        session.state.release(LEASE, run)


class _Reclaiming:
    def __init__(
        self,
        session: Session,
        outlook: Outlook,
        until: str,
        ceiling: Ceiling,
        operator: str,
        run: str,
        at_most: timedelta,
        progress: Callable[[Batch], None],
    ) -> None:
        self.session, self.until, self.id, self.progress = session, until, run, progress
        seen = [(planned.target.system, planned.act) for planned, _ in outlook.forecast]
        self.clearance = clear(session, outlook.plan, operator, seen)
        base = ceiling.limits()
        check_ceiling(self.clearance, base)
        self.ceilings = Ceilings(self.clearance, base, outlook.plan.steps, ceiling.max_rows)
        self.base, self.begun = base, monotonic()
        end = window_state(session.workspace.policy, session.now).until
        self.left = min(at_most, end - session.now) if end is not None else at_most
        self.identities = {planned.target: planned.identity for planned in outlook.plan.targets}

    def run(self, chosen: list[Offer]) -> list[Receipt]:
        """All offers, one after the other; what was done before it is collected first."""
        targets = list(dict.fromkeys(offer.target for offer in chosen))
        before = collect_all(self.session, targets)
        closed = depending_on(self.session.workspace.policy, targets, before.restored)
        receipts: list[Receipt] = []
        for offer in chosen:
            if offer.target in closed:
                receipts.append(self._refused(offer, Refusal(RefusalKind.CHANGED, "restored or cloned: look at it first")))
                continue
            receipts += [self._one(offer, act) for act in self._acts(offer)]
        collect_all(self.session, targets)
        digests = {promise.id: promise.digest for promise in self.session.workspace.policy.promises}
        records = self.session.state.records
        records.append([receipt_entry(receipt, digests.get(receipt.promise, "")) for receipt in receipts])
        records.checkpoint(self.session.now)
        return receipts

    def _acts(self, offer: Offer) -> Iterator[Reclaim]:
        """Whole partitions first, so that nothing is written anew that goes anyway."""
        admission = self.clearance.admissions.get(offer.promise)
        routine = admission is not None and admission.admitted and admission.phase is Phase.ROUTINE
        going = tuple(deletion for number, deletion in enumerate(offer.deletions) if offer.whole.get(number, (0, 0))[0])
        if going and routine:
            yield Reclaim(f"partition:{offer.promise}", offer.promise, (), "", going)
        if self.until:
            yield Reclaim(f"reclaim:{offer.promise}", offer.promise, offer.tables, self.until)

    def _one(self, offer: Offer, act: Reclaim) -> Receipt:
        stores = self.session.stores
        try:
            connector = stores.open(offer.target)
            holds = scopes_of(self.session, offer.target)
            connector.set_holds(holds)
            feeds = fill_feeds(stores, (feed for deletion in act.partitions for feed in feeds_of(deletion.condition)))
            order = Order(
                self.id,
                self.session.now,
                self._limits(act),
                feeds,
                holds,
                lambda: stopped(self.session),
                self._moved,
                identity=self.identities.get(offer.target),
                ended=self._ended,
            )
            return connector.apply(act, order)
        except (ConnectorError, UsageError) as error:
            return self._refused(offer, _as_refusal(error))
        finally:
            if offer.target.instance:
                stores.release(offer.target)

    def _moved(self, batch: Batch) -> None:
        self.ceilings.count(batch)
        self.progress(batch)

    def _limits(self, act: Reclaim) -> Limits:
        limits = self.ceilings.get(act.promise, self.base) if act.partitions else self.base
        left = max(self.left - timedelta(seconds=monotonic() - self.begun), timedelta(seconds=1))
        return Limits(
            limits.max_rows,
            limits.max_share,
            statement_timeout_ms=int(left.total_seconds() * 1000),
            lock_timeout_ms=LOCK_TIMEOUT_MS,
        )

    def _ended(self) -> str:
        return "the window has closed" if timedelta(seconds=monotonic() - self.begun) >= self.left else ""

    def _refused(self, offer: Offer, refusal: Refusal) -> Receipt:
        act = f"reclaim:{offer.promise}"
        return Receipt(offer.target, self.id, act, offer.promise, {}, 0, self.session.now, refusal)


def _acts(outlook: Outlook) -> Iterator[tuple[TargetId, Act]]:
    """What retention does on each target, whether something is due now or not."""
    yield from ((step.target, step.act) for step in outlook.plan.steps)
    yield from ((planned.target, planned.act) for planned, _ in outlook.forecast)


def _offer(session: Session, target: TargetId, promise: str, acts: list[Act], deletions: tuple[Delete, ...]) -> Offer:
    """`deletions` as the plan has them, with what they spare: what is not due now does not go as a whole either."""
    tables = tuple(dict.fromkeys(table for act in acts for table in _tables(act)))
    try:
        connector = session.stores.open(target)
        seen = {table: connector.look(Level(f"level:{table}", table), {}, session.now) for table in tables}
        whole = dict(_whole(session, target, deletions))
        return Offer(target, promise, connector.identity().product, tables, seen, deletions, whole)
    except (ConnectorError, UsageError) as error:
        return Offer(target, promise, "", tables, {}, problem=error.brief)
    finally:
        if target.instance:
            session.stores.release(target)


def _whole(session: Session, target: TargetId, deletions: tuple[Delete, ...]) -> Iterator[tuple[int, tuple[int, int]]]:
    count = getattr(session.stores.open(target), "whole_partitions", None)
    for number, deletion in enumerate(deletions):
        if count is not None:
            yield number, count(deletion, fill_feeds(session.stores, feeds_of(deletion.condition)))


def _tables(act: Act) -> Iterator[str]:
    if isinstance(act, Delete | Clear | Replace):
        yield act.table
    if isinstance(act, Delete):
        yield from _below(act.children)


def _below(children: tuple[Child, ...]) -> Iterator[str]:
    for child in children:
        yield child.table
        yield from _below(child.children)


def _as_refusal(error: ZusageError) -> Refusal:
    transient = isinstance(error, ConnectorError) and error.transient
    return Refusal(RefusalKind.TIMEOUT if transient else RefusalKind.UNABLE, error.brief)
