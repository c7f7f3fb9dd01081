"""Joining rules with stores of files: what the deletion of a row takes along needs no start of its own.

Law: a rule that deletes rows and the files they point to (`files: {in: …}` in a store that `follows` the table) is kept at
the rows: the file goes before its row, and the row's start is that of the file. Nothing is deleted that was not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zusage.policy.rule import Action, Rule, Unit
from zusage.policy.system import System


def at_rows(rules: tuple[Rule, ...], systems: Mapping[str, System]) -> tuple[Rule, ...]:
    """The rules, each without the stores of files that follow its own rows."""
    return tuple(replace(rule, units=_own(rule, systems)) for rule in rules)


def _own(rule: Rule, systems: Mapping[str, System]) -> tuple[Unit, ...]:
    if not any(stage.action is Action.DELETE for stage in rule.stages):
        return rule.units
    takes = {(unit.system, unit.table, _files_in(unit, systems)) for unit in rule.units}
    return tuple(unit for unit in rule.units if not _goes_along(unit, takes, systems))


def _files_in(unit: Unit, systems: Mapping[str, System]) -> str:
    """The store of the files that the rows of a table point to."""
    return next((table.files_in for table in systems[unit.system].tables.values() if table.name == unit.table), "")


def _goes_along(unit: Unit, takes: set[tuple[str, str, str]], systems: Mapping[str, System]) -> bool:
    system, _, table = systems[unit.system].follows.partition(".")
    return bool(system) and (system, table, unit.system) in takes
