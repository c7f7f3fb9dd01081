"""ZU318: vouchers kept for ten years as books (§ 147(3) AO, § 257(4) HGB).

Books and annual accounts stay for ten years, vouchers for eight. Keeping vouchers by the class of books is two years too
long, unless they are working papers of the accounts or somebody names a reason.

Wrong:
    invoices: {data: [invoices], from: issued, keep: {law: de/books}, delete: afterwards}
Right:
    invoices: {data: [invoices], from: issued, keep: {law: de/vouchers}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.checker.rule import Matter, Rule
from zusage.checker.vouchers import duty, vouchers_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU318",
    Severity.WARNING,
    Text(
        "Belege zehn Jahre als Bücher",
        "vouchers kept for ten years as books",
    ),
    Text(
        "„{label_de}“ sieht nach Buchungsbelegen aus und wird wie Bücher zehn Jahre aufbewahrt; für Belege sind es acht.",
        '"{label_en}" looks like vouchers and is kept for ten years like books; for vouchers it is eight.',
    ),
    Text(
        "Schreiben Sie keep: {law: de/vouchers}; länger braucht einen Grund: because: …",
        "Write keep: {law: de/vouchers}; longer needs a reason: because: …",
    ),
    "§ 147(3) AO, § 257(4) HGB",
    since=date(2025, 1, 1),
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules on vouchers that name the class of books, where the duty for vouchers is shorter and no reason is given."""
    term = duty(matter.as_of, matter.policy.organisation.kind)
    for rule in matter.policy.rules if term is not None and term.period.years < BOOKS else ():
        if rule.keep is None or rule.keep.law != "de/books" or rule.because is not None or rule.keep.because is not None:
            continue
        datum = vouchers_of(matter.policy, rule)
        if datum is not None:
            yield RULE.finding(rule.place, rule.id, label_de=datum.label.to("de"), label_en=datum.label.to("en"))


BOOKS = 10
