"""Owing: what is done for a person is noted before it is done, so that a restore does not undo it for good.

Law: `owe` first, the deed, then `settle`; what was never settled is replayed by every restore and never forgotten. Retention
needs none of this: what is due follows from the data and the policy, so planning again finds it again. What does not follow
from the data is owed: an erasure on request, a right value, a mark, values that an anonymisation with another start left.
Forgotten is what was settled before the oldest backup that is still there, and at the earliest when the declared period of
the backups has passed; where no backup is declared, after a year.

    numbers = owe(session, [Owed(OwedKind.ERASURE, TargetId("shop"), "people", (("id", "7"),), session.now)])
    …                                                        # delete the row
    settle(session, numbers)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from zusage.app.closing import breathe, tick
from zusage.app.session import Session
from zusage.engine.replay import Owed
from zusage.ledger.kinds import owed_entry
from zusage.model.errors import ConnectorError, IntegrityError, UsageError
from zusage.plan.condition import ALWAYS
from zusage.plan.connector import Connector
from zusage.plan.look import Count, Moment
from zusage.policy.policy import Policy
from zusage.policy.rule import Action
from zusage.verdict.judge import hours_of

UNDECLARED = timedelta(days=366)
_GONE = (Action.DELETE, Action.DROP)


def owe(session: Session, things: Iterable[Owed]) -> tuple[int, ...]:
    """Note what is about to be done; returns the numbers for `settle`. Telling the same thing twice does no harm."""
    noted = [(session.state.replay.put(thing), thing) for thing in things]
    entries = [owed_entry(number, o.kind.value, o.target, o.table, session.now) for number, o in noted]
    session.state.records.append(entries)
    return tuple(number for number, _ in noted)


def settle(session: Session, numbers: Sequence[int], at: datetime | None = None) -> None:
    """It has been done. The stores get a new pulse, so that a copy from before is known by it."""
    session.state.replay.settle(numbers, at or tick(session))
    breathe(session, session.state.replay.targets(numbers))


def check_store(session: Session) -> None:
    """Raise IntegrityError ZE79 when the replay store is older than the ledger: a replay would silently lack something."""
    known = max((int(record.body["number"]) for record in session.state.records.read("owed")), default=0)
    if known and session.state.replay.last() < known:
        raise IntegrityError("ZE79", known=known, found=session.state.replay.last())


def forget(session: Session) -> int:
    """Forget what no backup can bring back any more; returns how much."""
    if next(iter(session.state.records.read("owed")), None) is None:
        return 0
    policy, purged = session.workspace.policy, 0
    for system in dict.fromkeys(target.system for target, _ in session.state.replay.counts()):
        before = _before(session, policy, system)
        if before is not None:
            purged += session.state.replay.purge(system, before)
    return purged


def _before(session: Session, policy: Policy, system: str) -> datetime | None:
    """Since when backups of a system can lack nothing; None where a backup that is declared cannot be seen."""
    backups = [id for id, other in policy.systems.items() if system in other.backup_of]
    if not backups:
        return session.now - UNDECLARED
    moments = [_oldest(session, backup) for backup in backups]
    if any(moment is None for moment in moments):
        return None
    oldest = min((moment for moment in moments if moment is not None), default=session.now)
    return min(oldest, session.now - kept_for(policy, backups))


def kept_for(policy: Policy, backups: Sequence[str]) -> timedelta:
    """How long the declared rules keep the files of backups, with one interval of runs."""
    periods = [
        timedelta(hours=stage.period.longest_hours)
        for rule in policy.rules
        if any(unit.system in backups for unit in rule.units)
        for stage in rule.stages
        if stage.action in _GONE
    ]
    return max(periods, default=UNDECLARED) + hours_of(policy.run.every)


def _oldest(session: Session, backup: str) -> datetime | None:
    """The oldest copy of a backup (now, when there is none); None when not all of it can be seen."""
    found = [session.now]
    try:
        for place in session.stores.places(session.workspace.policy.systems[backup]):
            connector: Connector = session.stores.open(place.id)
            for table in connector.structure().tables:
                seen = connector.look(Count(f"oldest:{table}", table, ALWAYS, Moment("time"), total=True), {}, session.now)
                if not seen.visible or seen.numbers.get("unreadable"):
                    return None
                found.extend(seen.moments[name] for name in ("oldest",) if name in seen.moments)
    except (ConnectorError, UsageError):
        return None
    return min(found)
