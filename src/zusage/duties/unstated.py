"""Unstated: what is past its period and kept only because nobody has stated that no assessment is open.

Law: one line per promise and target that has such rows, with the year that the statement has to name: the last one for
which the duty has ended. It covers all years before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from zusage.duties.planned import PlannedAct
from zusage.keeping.duty import UNSTATED
from zusage.keeping.timing import ended_cut
from zusage.plan.plan import Estimate
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy
from zusage.policy.rule import Keep, Rule


def unstated(
    policy: Policy, figures: Sequence[tuple[PlannedAct, Estimate]], now: datetime
) -> list[tuple[str, TargetId, str, str]]:
    """(promise, target, reason, year) for every act that waits for a statement."""
    found: dict[tuple[str, TargetId, str, str], None] = {}
    for act, estimate in figures:
        if any(name.startswith(UNSTATED) for name in estimate.protected):
            found[act.act.promise, act.target, "statement_missing", str(year_asked(policy, act.rule, now))] = None
    return list(found)


def year_asked(policy: Policy, rule: Rule, now: datetime) -> int:
    """The last year for which every duty of the rule that asks has ended; of rows on which others hang, the present year."""
    zone = ZoneInfo(policy.timezone)
    keeps = [keep for keep in (rule.keep, rule.unless.keep if rule.unless else None) if keep is not None and keep.asks]
    if not keeps:
        keeps = list(_asking(policy))
    return max(ended_cut(keep, now, zone).day.year for keep in keeps)


def _asking(policy: Policy) -> Sequence[Keep]:
    return [rule.keep for rule in policy.rules if rule.keep is not None and rule.keep.asks]
