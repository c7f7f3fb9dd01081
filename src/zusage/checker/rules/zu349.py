"""ZU349: period of another country (Art. 6(3), 17(3)(b) GDPR).

A duty to keep binds those who are under its law. A German company that keeps by Swiss or French law keeps without a duty,
unless it has a branch there.

Wrong:
    books: {data: [books], from: booked, keep: {law: ch/books}, delete: afterwards}
Right:
    books: {data: [books], from: booked, keep: {law: de/books}, delete: afterwards}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU349",
    Severity.INFO,
    Text(
        "Frist eines anderen Landes",
        "period of another country",
    ),
    Text(
        "„{rule}“ bewahrt nach {law} auf; der Sitz ist aber {country}.",
        '"{rule}" keeps by {law}; the seat, however, is {country}.',
    ),
    Text(
        "Nennen Sie die Pflicht des eigenen Landes, oder sagen Sie, warum die fremde gilt (Niederlassung, Vertrag): because: …",
        "Name the duty of your own country, or say why the other one applies (branch, contract): because: …",
    ),
    "Art. 6(3), 17(3)(b) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Duties of another country than that of the seat, without a reason."""
    regime = matter.policy.regime.partition("/")[2].upper()
    seat = matter.policy.organisation.country or regime
    for rule in own_rules(matter.policy) if seat else ():
        keep = rule.keep
        if keep is None or keep.kind != "duty" or rule.because is not None or keep.because is not None:
            continue
        if keep.law.partition("/")[0].upper() not in (seat, regime):
            yield RULE.finding(rule.place, rule.id, rule=rule.id, law=keep.law, country=seat)
