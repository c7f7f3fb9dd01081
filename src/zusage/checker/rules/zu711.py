"""ZU711: rows older than promised (Art. 5(1)(e), 5(2) GDPR).

The oldest row shows whether a period is kept. Where it has been due for more than a month nothing deletes, or something is
left out. What fell due lately is the matter of plan and verdict.

Wrong:
    tickets: {data: [tickets], from: {at: app.tickets.closed_at}, delete: after 60 days}      # and a row closed three years ago
Right:
    tickets: {data: [tickets], from: {at: app.tickets.closed_at}, delete: after 60 days}      # and zusage apply in the routine run
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from zusage.checker.drift import day_of, ends_of, name_of
from zusage.checker.lasting import ending, lasts, own_rules
from zusage.checker.rule import Matter, Needs, Rule
from zusage.checker.spans import span
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.rule import Action
from zusage.policy.rule import Rule as Retention
from zusage.policy.start import ColumnStart

RULE = Rule(
    "ZU711",
    Severity.WARNING,
    Text(
        "Zeilen älter als zugesagt",
        "rows older than promised",
    ),
    Text(
        "Die älteste Zeile in {table} zählt ab {day}; zugesagt ist, dass nach {period_de} nichts mehr da ist.",
        "The oldest row in {table} counts from {day}; the promise is that nothing is left after {period_en}.",
    ),
    Text(
        "Sehen Sie mit zusage plan nach, was fällig ist, und lassen Sie es löschen.",
        "See with zusage plan what is due, and have it deleted.",
    ),
    "Art. 5(1)(e), 5(2) GDPR",
    Needs.INVENTORY,
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tables of which one plain rule ends all rows, and whose oldest start has been past its period and the grace for a month.

    Rules with a condition, a duty that ends by a statement only, a hold or a number of newest ones are left to the verdict; so are rows on
    which rows of other tables depend.
    """
    ends = ends_of(matter)
    rules: dict[tuple[str, str], list[Retention]] = {}
    for rule in own_rules(matter.policy):
        for unit in rule.units:
            rules.setdefault((unit.system, unit.table), []).append(rule)
    owners = {
        (system.id, owner.table)
        for system in matter.policy.systems.values()
        for use in system.tables.values()
        for owner in use.owners
    }
    for (system, table), found in rules.items():
        rule, period = found[0], lasts(found[0], matter)
        start = rule.start
        if len(found) > 1 or period is None or (system, table) in owners or not _plain(rule) or system_keeps(matter, system):
            continue
        if (
            not isinstance(start, ColumnStart)
            or (start.system, start.table) != (system, table)
            or name_of(start) not in ends
        ):
            continue
        grace = rule.grace or matter.policy.run.grace
        oldest = day_of(matter, ends[name_of(start)][0])
        if oldest + timedelta(hours=period.longest_hours + grace.longest_hours) + MONTH < matter.as_of:
            words = span("period", period, "dative")
            yield RULE.finding(rule.place, rule.id, table=f"{system}.{table}", day=oldest.isoformat(), **words)


def _plain(rule: Retention) -> bool:
    stage = ending(rule)
    whole = stage is not None and stage.action is Action.DELETE
    asks = rule.keep is not None and rule.keep.asks
    return whole and not (asks or rule.where or rule.unless or rule.holds or rule.keep_newest or rule.for_each or rule.whole)


MONTH = timedelta(days=31)


def system_keeps(matter: Matter, system: str) -> bool:
    """Whether the newest units of a system stay, however old they are."""
    return matter.policy.systems[system].keep_newest > 0
