"""ZU331: financial year not stated (Art. 958f CO, s. 132(1) BAO, Art. L123-22 Code de commerce).

With another financial year a date computed for 31 December may be too early.

Wrong:
    books: {data: [books], from: booked, keep: {law: ch/books}, delete: afterwards}
Right:
    organisation: {financial_year_ends: 06-30}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.rule import Matter, Rule
from zusage.checker.unread import by_term
from zusage.model.calendar import Clock
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text

RULE = Rule(
    "ZU331",
    Severity.INFO,
    Text(
        "Geschäftsjahr nicht genannt",
        "financial year not stated",
    ),
    Text(
        "Die Frist von „{rule}“ ({law}) zählt ab dem Ende des Geschäftsjahres; genannt ist keines, gerechnet wird mit dem 31. Dezember.",
        'The period of "{rule}" ({law}) counts from the end of the financial year; none is stated, 31 December is taken.',
    ),
    Text(
        "Schreiben Sie unter organisation: financial_year_ends: MM-TT",
        "Write under organisation: financial_year_ends: MM-DD",
    ),
    "Art. 958f CO, s. 132(1) BAO, Art. L123-22 Code de commerce",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that count by financial years where the organisation states none."""
    for rule in matter.policy.rules if matter.policy.organisation.year_ends is None else ():
        term = rule.keep.term(matter.as_of) if rule.keep is not None and not rule.same_as else None
        if rule.keep is not None and term is not None and term.clock not in (Clock.AT, Clock.END_OF_YEAR):
            yield by_term(RULE.finding(rule.place, rule.id, rule=rule.id, law=rule.keep.law), rule.keep, matter.as_of)
