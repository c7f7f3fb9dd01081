"""ZU322: shorter than a duty on the same data (Art. 17(3)(b) GDPR).

A duty to keep wins for the rows and columns it covers, so the shorter sentence would be untrue for them.

Wrong:
    phone: {data: [phone], from: left, clear: after 90 days}
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers, with: [app.customers.phone]}, delete: afterwards}
Right:
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers, with: [app.customers.name]}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zusage.checker.rule import Matter, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.disjoint import are_disjoint
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Stage, Unit
from zusage.policy.rule import Rule as Retention

Duties = Mapping[tuple[str, str], list[tuple[int, Retention]]]
_ON_COLUMNS = {Action.CLEAR, Action.SHORTEN, Action.ANONYMISE, Action.PSEUDONYMISE}

RULE = Rule(
    "ZU322",
    Severity.ERROR,
    Text(
        "Kürzer als eine Pflicht für dieselben Angaben",
        "shorter than a duty on the same data",
    ),
    Text(
        "„{rule}“ will {columns} in {table} nach {period_de} entfernen, aber „{other}“ hält sie aufgrund einer Pflicht länger; so lange geschieht nichts.",
        '"{rule}" wants {columns} in {table} gone after {period_en}, but "{other}" keeps them for a duty for longer; nothing happens until then.',
    ),
    Text(
        "Nehmen Sie die Spalten aus einer der beiden Regeln, trennen Sie die Zeilen mit where, oder nennen Sie die Pflicht: unless: {duty: …}",
        "Take the columns out of one of the rules, tell the rows apart with where, or name the duty: unless: {duty: …}",
    ),
    "Art. 17(3)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Stages that a duty of another rule on the same columns, or on the same whole rows, surely outlasts."""
    duties = _duties(matter.policy)
    for rule in matter.policy.rules:
        for stage in () if rule.same_as or rule.keep is not None or rule.unless is not None else rule.stages:
            found = _first(matter, rule, stage, duties) if stage.bound is not Bound.AFTERWARDS else None
            if found is not None:
                other, unit, columns = found
                yield RULE.finding(
                    stage.place,
                    rule.id,
                    rule=rule.id,
                    other=other.id,
                    table=f"{unit.system}.{unit.table}",
                    columns=", ".join(columns) or "*",
                    **span("period", stage.period, "dative"),
                )


def _first(matter: Matter, rule: Retention, stage: Stage, duties: Duties) -> tuple[Retention, Unit, tuple[str, ...]] | None:
    near = {id: other for unit in rule.units for id, other in duties.get((unit.system, unit.table), ())}
    for _, other in sorted(near.items()):
        term = other.keep.term(matter.as_of) if other.keep is not None else None
        if other is rule or term is None or term.period.shortest_hours <= stage.period.longest_hours:
            continue
        for unit in rule.units:
            columns = _shared(rule, stage, unit, other)
            if columns is not None:
                return other, unit, columns
    return None


def _shared(rule: Retention, stage: Stage, unit: Unit, other: Retention) -> tuple[str, ...] | None:
    """The columns of the unit that both are about; () for whole rows; None where they do not meet."""
    here = [u for u in other.units if (u.system, u.table) == (unit.system, unit.table)]
    if stage.action in (Action.DELETE, Action.DROP):
        keeps_only = not any(s.action in (Action.DELETE, Action.DROP) for s in other.stages)
        return () if here and keeps_only and not are_disjoint(rule.where, other.where) else None
    if stage.action not in _ON_COLUMNS:
        return None
    mine = set(unit.columns or ())
    if here and not are_disjoint(rule.where, other.where):
        theirs = mine if any(u.columns is None for u in here) else {c for u in here for c in u.columns or ()}
    else:
        named = other.keep.with_columns if other.keep is not None else ()
        theirs = {c for s, t, c in named if (s, t) == (unit.system, unit.table)}
    return tuple(sorted(mine & theirs)) or None


def _duties(policy: Policy) -> Duties:
    """The rules that keep by law, numbered in order of writing, by every table of which they keep something."""
    found: dict[tuple[str, str], list[tuple[int, Retention]]] = {}
    for number, rule in enumerate(policy.rules):
        if rule.keep is not None and rule.keep.law and not rule.same_as:
            places = {(u.system, u.table) for u in rule.units} | {(s, t) for s, t, _ in rule.keep.with_columns}
            for place in places:
                found.setdefault(place, []).append((number, rule))
    return found
