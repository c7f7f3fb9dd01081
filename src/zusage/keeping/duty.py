"""Duty: which rows must still be kept because a statute or a rule says "at least".

Law: a row is protected while it is in the scope of a rule with `keep` (or fulfils the `unless` of its rule) and the term in
force today, counted from its start, has not ended, or has ended for a year for which a statement is missing. A start that
is not there protects too: what we cannot date we keep. The duty also covers the columns of other tables that the rule names
(`with`); rows that carry them stay as a stub for as long as a protected row hangs on them.

Example: an invoice of 2024 protects the customer's name and address until 2032-12-31, but not the telephone number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from zusage.keeping.conditions import Ground, due_condition
from zusage.keeping.edges import dependants, hanging
from zusage.keeping.release import terms_in_force
from zusage.keeping.timing import ended_cut, keep_cut
from zusage.plan.condition import ALWAYS, Condition, Not, both
from zusage.policy.rule import Keep, Rule, Unless

UNSTATED = "statement-missing:"
"""Before the statute, for rows that are kept only because nobody has stated that no assessment is open."""


@dataclass(frozen=True, slots=True)
class Protection:
    """Rows of one table that fulfil `condition` are kept under `statute`; `columns` are (table, column) kept with them."""

    rule: Rule
    statute: str
    condition: Condition
    columns: frozenset[tuple[str, str]] = frozenset()


def rules_on(ground: Ground, table: str) -> tuple[Rule, ...]:
    """All rules that say something about rows of this table, copies of other rules left out."""
    return ground.policy.rules_on.get((ground.system, table), ())


def protections(ground: Ground, table: str, now: datetime) -> tuple[Protection, ...]:
    """All protections of rows of this table at `now`, in order of the rules."""
    found: list[Protection] = []
    for rule in rules_on(ground, table):
        if rule.keep is not None:
            found.extend(_protections(ground, rule, table, rule.keep, None, now))
        if rule.unless is not None and _is_dated(rule.unless):
            found.extend(_protections(ground, rule, table, rule.unless.keep, rule.unless.where, now))
    return tuple(found)


def far_needs(ground: Ground, table: str, now: datetime) -> tuple[tuple[Protection, Condition], ...]:
    """Duties that name columns of `table` though their rows hang on it over other tables, with the rows of `table` on which
    they do. Where no edge leads there, all rows count: what cannot be told apart is kept."""
    near = {dependant.table for dependant in dependants(ground.uses, ground.structure, table)} | {table}
    found = []
    for far in dict.fromkeys(u.table for rule in ground.policy.rules for u in rule.units if u.system == ground.system):
        for protection in protections(ground, far, now) if far not in near and far in ground.structure.tables else ():
            if any(named == table for named, _ in protection.columns):
                there = hanging(ground.uses, ground.structure, table, far, protection.condition)
                found.append((protection, ALWAYS if there is None else there))
    return tuple(found)


def statute_of(keep: Keep, ground: Ground, now: datetime) -> str:
    """The statute (or the reason of the organisation's own) under which rows are kept."""
    terms = terms_in_force(keep, now, ground.zone)
    named = next((term.statute for term in terms if term.statute), "")
    return named or keep.law or "own period"


def _is_dated(unless: Unless) -> bool:
    """`unless: {duty: any}` names no duty of its own: the duties of the rows that hang on this one count."""
    return bool(unless.keep.terms) or unless.keep.unlimited is not None or unless.where is not None


def _protections(
    ground: Ground, rule: Rule, table: str, keep: Keep, where: Condition | None, now: datetime
) -> Iterator[Protection]:
    ended = due_condition(ground, table, rule.start, ended_cut(keep, now, ground.zone))
    columns = frozenset((t, c) for system, t, c in keep.with_columns if system == ground.system)
    statute = statute_of(keep, ground, now)
    yield Protection(rule, statute, both(rule.where, where, Not(ended)), columns)
    if keep.asks:
        stated = due_condition(ground, table, rule.start, keep_cut(keep, now, ground.zone))
        yield Protection(rule, f"{UNSTATED}{statute}", both(rule.where, where, ended, Not(stated)), columns)
