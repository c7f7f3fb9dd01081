"""ZU733: deletion takes along what must be kept (Art. 17(3)(b), 5(1)(f) GDPR; § 147(3) AO).

A foreign key with ON DELETE CASCADE lets the database delete the rows that depend on a row, without asking any rule. Where
those rows must be kept, one deletion of a customer breaks the duty.

Wrong:
    invoices: {owned_by: customers via customer_id}      # and a foreign key ON DELETE CASCADE, and keep: {law: de/vouchers}
Right:
    invoices: {owned_by: customers via customer_id}      # and a foreign key ON DELETE RESTRICT
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Needs, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.rule import Action

RULE = Rule(
    "ZU733",
    Severity.WARNING,
    Text(
        "Löschen nimmt Aufzubewahrendes mit",
        "deletion takes along what must be kept",
    ),
    Text(
        "Wird eine Zeile in {owner} gelöscht, löscht die Datenbank Zeilen in {table} mit (CASCADE), die nach {law} aufzubewahren sind.",
        "When a row in {owner} is deleted, the database deletes rows in {table} along with it (CASCADE) that must be kept by {law}.",
    ),
    Text(
        "Ändern Sie den Fremdschlüssel in ON DELETE RESTRICT oder SET NULL.",
        "Change the foreign key to ON DELETE RESTRICT or SET NULL.",
    ),
    "Art. 17(3)(b), 5(1)(f) GDPR; § 147(3) AO",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Cascading foreign keys of declared tables under a duty to keep, whose owner some rule deletes; one per table."""
    duties, deleted = _kept(matter.policy), _deleted(matter.policy)
    for (system, table), law in duties.items():
        structure = matter.survey.structure(system) if matter.survey is not None else None
        found = structure.tables.get(table) if structure is not None else None
        for key in found.foreign_keys if found is not None else ():
            if key.on_delete == "CASCADE" and (system, key.target) in deleted - set(duties):
                use = matter.policy.systems[system].tables[table]
                where = f"{system}.{table}"
                yield RULE.finding(use.place, where, table=where, owner=f"{system}.{key.target}", law=law)
                break


def _kept(policy: Policy) -> dict[tuple[str, str], str]:
    return {
        (unit.system, unit.table): rule.keep.law
        for rule in policy.rules
        for unit in rule.units
        if rule.keep is not None and rule.keep.kind == "duty" and unit.table in policy.systems[unit.system].tables
    }


def _deleted(policy: Policy) -> set[tuple[str, str]]:
    return {
        (unit.system, unit.table)
        for rule in policy.rules
        for unit in rule.units
        if any(stage.action is Action.DELETE for stage in rule.stages)
    }
