"""ZU354: proofs of another consent in the same table have no period (Art. 5(1)(e), 7(1) GDPR).

A rule that begins with the withdrawal of a consent reaches the rows of this consent only. Where one table holds the proofs
of several consents, those of the others stay for ever unless a rule begins with their own withdrawal.

Wrong:
    events: {unsubscribed: {label: {de: der Abmeldung, en: unsubscribing}, withdrawn: newsletter}, unread: {label: {de: dem Widerruf, en: the withdrawal}, withdrawn: reading}}
    consents: {newsletter: {proof: {where: {kind: letter}}}, reading: {label: {de: Auswertung, en: analysis}, by: form, withdraw: [request], proof: {in: app.consents, where: {kind: reading}, given: given_at, withdrawn: withdrawn_at}}}
    activities: {contract: {retention: {master: {delete: null, clear: after 90 days, columns: [name, email]}}}, news: {title: {de: Werbung, en: Advertising}, subjects: [customer], purposes: {news: {de: Neuigkeiten, en: news}}, basis: {consent: newsletter}, data: {proof: {label: {de: Nachweise, en: evidence}, in: app.consents}}, retention: {proof: {data: [proof], from: unsubscribed, keep: 3 years, delete: afterwards}}}}
Right:
    events: {unsubscribed: {label: {de: der Abmeldung, en: unsubscribing}, withdrawn: newsletter}, unread: {label: {de: dem Widerruf, en: the withdrawal}, withdrawn: reading}}
    consents: {newsletter: {proof: {where: {kind: letter}}}, reading: {label: {de: Auswertung, en: analysis}, by: form, withdraw: [request], proof: {in: app.consents, where: {kind: reading}, given: given_at, withdrawn: withdrawn_at}}}
    activities: {contract: {retention: {master: {delete: null, clear: after 90 days, columns: [name, email]}}}, news: {title: {de: Werbung, en: Advertising}, subjects: [customer], purposes: {news: {de: Neuigkeiten, en: news}}, basis: {consent: newsletter}, data: {proof: {label: {de: Nachweise, en: evidence}, in: app.consents}}, retention: {proof: {data: [proof], where: {kind: letter}, from: unsubscribed, keep: 3 years, delete: afterwards}, reading: {data: [proof], where: {kind: reading}, from: unread, keep: 3 years, delete: afterwards}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.checker.lasting import ENDS, own_rules, starts_in
from zusage.checker.rule import Matter, Rule
from zusage.model.finding import Finding, Severity
from zusage.model.text import Text
from zusage.plan.condition import Condition, Equals, both
from zusage.policy.disjoint import are_disjoint
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule as Retention
from zusage.policy.start import Withdrawn

RULE = Rule(
    "ZU354",
    Severity.WARNING,
    Text("Nachweise einer anderen Einwilligung bleiben", "proofs of another consent stay"),
    Text(
        "„{rule}“ beginnt mit dem Widerruf von „{consent}“ und erreicht in „{table}“ nur deren Nachweise; die Nachweise zu "
        "„{other}“ haben keine Frist und bleiben.",
        '"{rule}" begins with the withdrawal of "{consent}" and reaches only its proofs in "{table}"; the proofs of "{other}" '
        "have no period and stay.",
    ),
    Text(
        "Ergänzen Sie eine Regel, die mit dem Widerruf dieser Einwilligung beginnt: from: {withdrawn: …}",
        "Add a rule that begins with the withdrawal of that consent: from: {withdrawn: …}",
    ),
    "Art. 5(1)(e), 7(1) GDPR",
)


def check(matter: Matter) -> Iterator[Finding]:
    """Consents whose proofs share a table with those of a consent by whose withdrawal a rule begins."""
    policy = matter.policy
    for other in policy.consents.values():
        if not other.system or any(_reaches(policy, rule, other) for rule in policy.rules):
            continue
        for rule in own_rules(policy):
            found = next((s.consent for s in starts_in(rule.start) if isinstance(s, Withdrawn)), "")
            if found in policy.consents and found != other.id and _is_about(rule, other):
                table = f"{other.system}.{other.table}"
                names = {"rule": rule.id, "consent": found, "other": other.id}
                yield RULE.finding(rule.place, rule.id, table=table, **names)
                break


def _is_about(rule: Retention, consent: Consent) -> bool:
    return any((unit.system, unit.table) == (consent.system, consent.table) for unit in rule.units)


def _reaches(policy: Policy, rule: Retention, consent: Consent) -> bool:
    """Whether the rule is, at some time, about the proofs of the consent, or ends the rows that own them."""
    if consent.system in rule.whole or (_ends_owners(policy, rule, consent) and not _is_about(rule, consent)):
        return True
    if not _is_about(rule, consent) or are_disjoint(rule.where, _rows(consent)):
        return False
    starts = [start for start in starts_in(rule.start) if isinstance(start, Withdrawn)]
    told_apart = [policy.consents[s.consent] for s in starts if s.consent in policy.consents]
    return not told_apart or any(not are_disjoint(_rows(one), _rows(consent)) for one in told_apart)


def _ends_owners(policy: Policy, rule: Retention, consent: Consent) -> bool:
    use = policy.systems[consent.system].tables.get(consent.table) if consent.system in policy.systems else None
    owners = {(consent.system, owner.table) for owner in use.owners} if use is not None else set()
    ends = rule.where is None and any(stage.action in ENDS for stage in rule.stages)
    return ends and any((unit.system, unit.table) in owners and unit.columns is None for unit in rule.units)


def _rows(consent: Consent) -> Condition:
    return both(*(Equals(column, value) for column, value in consent.where))
