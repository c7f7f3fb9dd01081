"""ZU347: suppression list is emptied (Art. 21(3), 6(1)(f) GDPR).

An objection to advertising has no end. When its entry goes, by a period or together with the account, the next import
writes to that person again.

Wrong:
    blocked: {data: [blocked], from: objected, delete: after 3 years}
Right:
    blocked: {data: [blocked], keep: {unlimited: {de: 'Ein Widerspruch gilt, bis Sie ihn zurücknehmen.'}}, survives: [erasure]}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import own_rules
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms
from zusage.policy.rule import Unit

RULE = Rule(
    "ZU347",
    Severity.WARNING,
    Text(
        "Sperrliste wird geleert",
        "suppression list is emptied",
    ),
    Text(
        "Einträge der Sperrliste {table} werden nach einer Frist gelöscht; danach gilt der Widerspruch nicht mehr.",
        "Entries of the suppression list {table} are deleted after a period; from then on the objection has no effect.",
    ),
    Text(
        "Behalten Sie die Sperrliste ohne Ende, am besten nur Prüfwerte: keep: {unlimited: …}, survives: [erasure].",
        "Keep the suppression list without an end, best as hashes only: keep: {unlimited: …}, survives: [erasure].",
    ),
    "Art. 21(3), 6(1)(f) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Rules that end rows or columns of a list of which the declaration assures that it suppresses, without a reason."""
    lists = set(_lists(matter.policy))
    for rule in own_rules(matter.policy) if lists else ():
        for unit in rule.units if rule.because is None else ():
            if (
                f"{unit.system}.{unit.table}" in lists
                and not _people(matter.policy, unit)
                and (rule.keep is None or rule.keep.unlimited is None)
            ):
                yield RULE.finding(rule.stages[-1].place, rule.id, table=f"{unit.system}.{unit.table}")
                break


def _people(policy: Policy, unit: Unit) -> bool:
    """Whether the list is a column of the people themselves, whose address goes with them."""
    use = policy.systems[unit.system].tables.get(unit.table)
    return use is not None and use.role == "subject"


def _lists(policy: Policy) -> Iterator[str]:
    for promise in policy.promises:
        if promise.kind == "suppresses" and isinstance(promise.terms, AssureTerms):
            named = promise.terms.parameters.get("list", ())
            yield from (str(place).rpartition(".")[0] for place in ((named,) if isinstance(named, str) else named))
