"""The plan as SQL, for a database administrator to read.

Law: for reading only; `apply` judges every batch again under locks, holds and ceilings that a plain statement does not have.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.app.plan_view import act_words
from zusage.app.session import Session
from zusage.keeping.doubt import UNREAD, doubtful
from zusage.plan.plan import Plan


def plan_sql(plan: Plan, session: Session) -> Iterator[str]:
    """One statement per step, once for equal instances of a fleet; acts on other stores as comments."""
    from zusage.adapters.connectors.sql.show import show_act

    policy = session.workspace.policy
    yield "-- for reading, not for running: apply works in batches under guards. Nothing has been changed."
    yield "-- zusage_… are our own tables; zusage_before(…) reads dates that are texts in an unusual spelling (SQLite only)."
    unread = doubtful(policy.promises, plan.as_of.date())
    seen: set[tuple[str, str]] = set()
    for step in plan.steps:
        system = policy.systems[step.target.system]
        key = (system.id, step.act.id)
        if key in seen:
            continue
        seen.add(key)
        mark = f"   [{UNREAD.to('en')}]" if step.act.promise in unread else ""
        yield f"\n-- {step.act.promise}   {system.id}   {step.estimate.due} due{mark}"
        if system.connector != "sql":
            yield f"-- no SQL: {act_words(step.act, 'en')} in {system.connector}"
            continue
        connector = session.stores.open(step.target)
        product = connector.identity().product
        yield from show_act(product, connector.structure(), step.act, policy.timezone, system.zone)
