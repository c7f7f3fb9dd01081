"""ZU339: kept without an end (Art. 5(1)(e), 13(2)(a) GDPR).

Personal data without an end are the exception: a suppression list, evidence, totals. Everything else needs an event that
ends it, even if that event is far away.

Wrong:
    old: {data: [tickets], keep: {unlimited: {de: Wir brauchen es vielleicht noch.}}}
Right:
    old: {data: [tickets], keep: {unlimited: {de: Solange Sie Kunde sind}}, ends: {from: customer_left, delete: after 90 days}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.checker.lasting import data_of
from zusage.checker.rule import Matter, Rule
from zusage.checker.wording import words_of
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.rule import Unit

RULE = Rule(
    "ZU339",
    Severity.WARNING,
    Text(
        "Ohne Ende aufbewahrt",
        "kept without an end",
    ),
    Text(
        "„{label_de}“ wird ohne Ende aufbewahrt; das ist weder eine Sperrliste noch ein Nachweis.",
        '"{label_en}" is kept without an end; it is neither a suppression list nor evidence.',
    ),
    Text(
        "Nennen Sie das Ereignis, nach dem gelöscht wird: ends: {from: …, delete: after …}.",
        "Name the event after which it is deleted: ends: {from: …, delete: after …}.",
    ),
    "Art. 5(1)(e), 13(2)(a) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Unlimited rules on whole rows of people, without an event that ends them and without the look of a suppression list."""
    policy = matter.policy
    for rule in policy.rules:
        unlimited = rule.keep is not None and rule.keep.unlimited is not None
        if not unlimited or rule.ends is not None or rule.same_as or policy.activities[rule.activity].role == "processor":
            continue
        why = words_of(rule.keep.unlimited) if rule.keep is not None and rule.keep.unlimited is not None else ""
        data = [datum for datum in data_of(policy, rule) if not datum.aggregated]
        rows = any(_of_people(policy, unit) for unit in rule.units)
        if (
            data
            and rows
            and not any(_LISTS.search(words_of(datum.label) + " " + datum.table) for datum in data)
            and not _LISTS.search(why)
        ):
            label = data[0].label
            yield RULE.finding(rule.place, rule.id, label_de=label.to("de"), label_en=label.to("en"))


def _of_people(policy: Policy, unit: Unit) -> bool:
    use = policy.systems[unit.system].tables.get(unit.table)
    return use is not None and use.role in ("subject", "owned")


_LISTS = re.compile(r"sperr|suppress|block|widerspr|widerruf|opt.?out|robinson|unsubscri|nachweis|evidence|consent", re.I)
