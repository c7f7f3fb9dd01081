"""ZU232: only these fields are to be collected, but more are declared (Art. 5(1)(a), 5(1)(c) GDPR).

Who is told that an e-mail address is enough does not expect age and place in the next table. Both are declared, and one of
them is wrong.

Wrong:
    activities: {contract: {assure: [{collected_only: {form: /signup, table: app.customers, fields: [email]}}]}}
Right:
    activities: {contract: {assure: [{collected_only: {form: /signup, table: app.customers, fields: [name, email]}}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.rule import Matter, Rule
from zusage.checker.stated import stated
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU232",
    Severity.ERROR,
    Text(
        "Nur diese Felder sollen erhoben werden, erklärt sind mehr",
        "only these fields are to be collected, but more are declared",
    ),
    Text(
        "Versprochen ist, in „{table}“ nur {fields_de} zu erheben; erklärt ist dort mehr, nämlich {columns_de}.",
        'It is promised to collect only {fields_en} in "{table}"; more is declared there, namely {columns_en}.',
    ),
    Text(
        "Erheben Sie diese Angaben nicht mehr, oder nennen Sie sie im Versprechen.",
        "Stop collecting these details, or name them in the promise.",
    ),
    "Art. 5(1)(a), 5(1)(c) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Tables of which only some fields are to be collected, with declared columns that are no such field."""
    for one in stated(matter.policy, "collected-only"):
        table, fields = "".join(one.words("table")), one.words("fields")
        system, _, name = table.partition(".")
        allowed = {*fields, *one.words("bookkeeping")}
        more = [column for column in _columns(matter.policy, system, name) if column not in allowed] if name else []
        if more:
            words = {**listing("fields", fields), **listing("columns", more)}
            yield RULE.finding(one.promise.place, one.activity.id, table=table, **words)


def _columns(policy: Policy, system: str, table: str) -> Iterator[str]:
    for activity in policy.activities.values():
        for datum in activity.data:
            if (system, table) in places_of(datum):
                yield from datum.columns or ()
