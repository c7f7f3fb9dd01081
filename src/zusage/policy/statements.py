"""Statements: what a role has stated for years, put into the duties that ask for it.

Law: a statement never changes what is promised: the digests of policy and promises stay. Without one a duty that asks keeps
everything (§ 147(3) sentence 5 AO: no period ends while documents matter for a tax whose assessment is open).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from zusage.policy.policy import Policy
from zusage.policy.promise import Promise, StageTerms
from zusage.policy.rule import Keep, Rule


def with_statements(policy: Policy, stated: Mapping[str, date]) -> Policy:
    """The policy for a day on which, for each matter that duties ask for, statements cover starts up to the day given."""
    if not any(matter in stated for rule in policy.rules for matter in _asked(rule)):
        return policy
    rules = tuple(_told(rule, stated) for rule in policy.rules)
    return replace(policy, rules=rules, promises=tuple(_promise(promise, stated) for promise in policy.promises))


def matters(policy: Policy) -> frozenset[str]:
    """What duties of the policy ask a statement for."""
    return frozenset(matter for rule in policy.rules for matter in _asked(rule))


def _asked(rule: Rule) -> tuple[str, ...]:
    keeps = (rule.keep, rule.unless.keep if rule.unless is not None else None)
    return tuple(keep.asks for keep in keeps if keep is not None and keep.asks)


def _promise(promise: Promise, stated: Mapping[str, date]) -> Promise:
    terms = promise.terms
    return (
        replace(promise, terms=replace(terms, rule=_told(terms.rule, stated))) if isinstance(terms, StageTerms) else promise
    )


def _told(rule: Rule, stated: Mapping[str, date]) -> Rule:
    if rule.keep is not None and rule.keep.asks in stated:
        rule = replace(rule, keep=_keep(rule.keep, stated))
    if rule.unless is not None and rule.unless.keep.asks in stated:
        rule = replace(rule, unless=replace(rule.unless, keep=_keep(rule.unless.keep, stated)))
    return rule


def _keep(keep: Keep, stated: Mapping[str, date]) -> Keep:
    return replace(keep, stated=stated[keep.asks])
