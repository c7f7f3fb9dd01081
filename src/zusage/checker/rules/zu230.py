"""ZU230: nobody is to get these data, but somebody does (Art. 5(1)(a), 13(1)(e) GDPR).

A promise not to disclose holds for the data wherever they are used. One service that gets the same column for another
purpose breaks it, and so does a host that the promise does not name.

Wrong:
    activities: {contract: {assure: [{not_disclosed: {data: [master]}}]}}
Right:
    activities: {contract: {assure: [{not_disclosed: {data: [master], except: [hoster]}}]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.listing import listing
from zusage.checker.parties import flows_of, role_of
from zusage.checker.rule import Matter, Rule
from zusage.checker.stated import Stated, same_data, stated
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.policy.read_rules import places_of

RULE = Rule(
    "ZU230",
    Severity.ERROR,
    Text(
        "Niemand soll diese Daten erhalten, jemand erhält sie aber",
        "nobody is to get these data, but somebody does",
    ),
    Text(
        "Versprochen ist, {data_de} niemandem weiterzugeben; erklärt ist die Weitergabe an {recipients_de}.",
        "It is promised to disclose {data_en} to nobody; it is declared that they go to {recipients_en}.",
    ),
    Text(
        "Nennen Sie die Empfänger als Ausnahme (except: […]), geben Sie ihnen andere Daten, oder streichen Sie das Versprechen.",
        "Name the recipients as exceptions (except: […]), give them other data, or delete the promise.",
    ),
    "Art. 5(1)(a), 13(1)(e) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Data promised to be disclosed to nobody that flow to recipients which the promise does not except."""
    for one in stated(matter.policy, "not-disclosed"):
        data = frozenset(one.words("data"))
        found = [*_flows(matter.policy, one, data), *_hosts(matter.policy, one, data)]
        against = [id for id in found if id not in one.words("except")]
        if against:
            about = listing("data", sorted(data))
            yield RULE.finding(one.promise.place, one.activity.id, **about, **listing("recipients", against))


def _flows(policy: Policy, one: Stated, data: frozenset[str]) -> Iterator[str]:
    """Recipients of the same data; what a statute demands, and where a consent may be asked, consent, is no breach."""
    without = one.words("without")
    for activity, ids in same_data(policy, one.activity, data):
        for flow, recipient in flows_of(policy, activity):
            asked = bool(without) and (flow.when_kind == "consent" or all(b.kind == "consent" for b in activity.bases))
            gets = bool(ids) and (not flow.data or bool(ids & set(flow.data)))
            if gets and flow.when_kind != "duty" and not asked and role_of(flow, recipient) != "self":
                yield recipient.id


def _hosts(policy: Policy, one: Stated, data: frozenset[str]) -> Iterator[str]:
    """Who hosts the systems in which the data are."""
    for datum in (datum for datum in one.activity.data if datum.id in data):
        for system in (policy.systems[name] for name, _ in places_of(datum) if name in policy.systems):
            yield from (id for id in (system.host, system.kept_by) if id in policy.recipients)
