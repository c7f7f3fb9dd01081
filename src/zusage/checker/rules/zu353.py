"""ZU353: files have a rule, their rows another (Art. 5(1)(e), 5(2) GDPR).

A store that `follows` a table holds the files of its rows: they go with their row, which alone shows when they began. A rule
about the files only never falls due, and its promise stays unproven.

Wrong:
    systems:
      media: {connector: files, path: /media, follows: app.tickets, location: DE}
    activities: {contract: {data: {photos: {label: {de: Fotos, en: photos}, in: media}}, retention: {photos: {data: [photos], from: settled, delete: after 60 days}}}}
Right:
    activities: {contract: {retention: {tickets: {data: [tickets], from: settled, delete: after 60 days}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import starts_in
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.start import ColumnStart

RULE = Rule(
    "ZU353",
    Severity.WARNING,
    Text("Dateien haben eine Regel, ihre Zeilen eine andere", "files have a rule, their rows another"),
    Text(
        "„{rule}“ nennt Dateien in „{store}“; wann ihre Frist beginnt, zeigen nur die Zeilen in „{table}“.",
        '"{rule}" is about files in "{store}"; only the rows in "{table}" show when their period begins.',
    ),
    Text(
        "Nennen Sie die Dateien in der Regel der Zeilen (data: [zeilen, dateien]); an der Tabelle steht files: {in, key}.",
        "Name the files in the rule of the rows (data: [rows, files]), and files: {in, key} at the table.",
    ),
    "Art. 5(1)(e), 5(2) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules about a store that follows rows, with a start that the store does not show itself."""
    systems = matter.policy.systems
    for rule in matter.policy.rules:
        if rule.undecided is not None or rule.same_as or not rule.stages:
            continue
        shown = {start.system for start in starts_in(rule.start) if isinstance(start, ColumnStart)}
        for store in sorted({unit.system for unit in rule.units}):
            if systems[store].follows and store not in shown:
                yield RULE.finding(rule.place, rule.id, rule=rule.id, store=store, table=systems[store].follows)
                break
