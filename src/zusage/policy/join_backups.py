"""Joining rules with backups: how much longer a copy of what was deleted may lie in a backup.

Law: a rule's horizon at a backup is the period after which the backup's own rule deletes its files; the notice adds it to
the period of the rule ("at the latest 120 days"). A backup without such a rule has no horizon: nothing bounds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zusage.model.period import Period
from zusage.policy.rule import Action, Horizon, Rule
from zusage.policy.system import System

_GONE = {Action.DELETE, Action.DROP}


def with_horizons(rules: tuple[Rule, ...], systems: Mapping[str, System]) -> tuple[Rule, ...]:
    """The rules, each with the horizons of the backups that hold what it deletes."""
    backups = {id: period for id, system in systems.items() if system.backup_of and (period := _kept(rules, id)) is not None}
    return tuple(replace(rule, horizons=_horizons(rule, backups, systems)) for rule in rules)


def _horizons(rule: Rule, backups: Mapping[str, Period], systems: Mapping[str, System]) -> tuple[Horizon, ...]:
    if not any(stage.action in _GONE | {Action.CLEAR} for stage in rule.stages):
        return ()
    held = {unit.system for unit in rule.units} | set(rule.whole)
    found = (Horizon(id, period) for id, period in backups.items() if held & set(systems[id].backup_of))
    return tuple(sorted(found, key=lambda horizon: horizon.system))


def _kept(rules: tuple[Rule, ...], backup: str) -> Period | None:
    """How long the longest rule keeps the files of a backup, None without a rule that deletes them."""
    periods = [
        stage.period
        for rule in rules
        if any(unit.system == backup for unit in rule.units)
        for stage in rule.stages
        if stage.action in _GONE
    ]
    return max(periods, key=lambda period: period.longest_hours, default=None)
