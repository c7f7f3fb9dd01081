"""ZU351: kept at least, but never deleted (Art. 5(1)(e), 17(1) GDPR).

A duty to keep says how long data stay at least. When it is over they have to go; without an act nobody deletes them.

Wrong:
    retention: {invoices: {data: [invoices], from: {at: app.invoices.issued_on}, keep: {law: de/vouchers}}}
Right:
    retention: {invoices: {data: [invoices], from: {at: app.invoices.issued_on}, keep: {law: de/vouchers}, delete: afterwards}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU351",
    Severity.ERROR,
    Text("Aufbewahrt, aber nie gelöscht", "kept at least, but never deleted"),
    Text(
        "„{rule}“ sagt, wie lange etwas mindestens bleibt, nicht aber, wann es endet.",
        '"{rule}" says how long something stays at least, but not when it ends.',
    ),
    Text(
        "Ergänzen Sie: delete: afterwards",
        "Add: delete: afterwards",
    ),
    "Art. 5(1)(e), 17(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules with a duty or a period to keep and without any act."""
    for rule in matter.policy.rules:
        kept = rule.keep is not None and rule.keep.unlimited is None
        if kept and not rule.stages and not rule.alternatives and rule.ends is None and rule.undecided is None:
            if not rule.same_as:
                yield RULE.finding(rule.place, rule.id, rule=rule.id)
