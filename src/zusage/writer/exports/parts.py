"""What several machine-readable forms need of a policy: norms as short references, periods, recipients, places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zusage.model.text import Language
from zusage.policy.activity import Activity, Basis, Datum, Flow
from zusage.policy.organisation import Recipient
from zusage.policy.policy import Policy
from zusage.policy.rule import Rule
from zusage.reference.law import law
from zusage.reference.norms import LETTERS, norm_keys
from zusage.writer.concepts.kinds_of_data import waited


def basis_keys(basis: Basis) -> tuple[str, ...]:
    """A legal basis as keys: ("GDPR-6-1-c", "AO-147-3")."""
    first = f"GDPR-6-1-{LETTERS[basis.kind]}" if basis.kind in LETTERS else "GDPR-28-3-a"
    statutes = [known.statute.to("de") for id in basis.laws if (known := law(id))]
    return (first, *(key for statute in statutes for key in norm_keys(statute)))


def rules_of(policy: Policy, activity: Activity, datum: Datum) -> Iterator[Rule]:
    """The retention rules of a datum."""
    for rule in policy.rules:
        if rule.activity == activity.id and (datum.id in rule.data or datum.system in rule.whole):
            yield rule


def iso(rule: Rule, as_of: date) -> str:
    """How long a rule keeps, or is proposed to keep, as an ISO 8601 period; "" where it names no length.

    A time inside the start counts: "at once, 30 days after the end" is 30 days."""
    if rule.undecided is not None:
        return str(rule.proposed) if rule.proposed is not None else ""
    term = rule.keep.term(as_of) if rule.keep else None
    kept = term.period if term else None
    last = waited(rule.start) + rule.stages[-1].period if rule.stages else None
    if kept is None and last is None:
        return ""
    if kept is None:
        return str(last)
    return str(kept + last) if last else str(kept)


def flows_of(policy: Policy, activity: Activity, datum: Datum | None = None) -> Iterator[tuple[Flow, Recipient]]:
    """The flows of an activity, or of one datum of it, with their recipients."""
    for flow in activity.flows:
        known = policy.recipients.get(flow.recipient)
        if known and (datum is None or not flow.data or datum.id in flow.data):
            yield flow, known


def shown(policy: Policy, document: str) -> tuple[Activity, ...]:
    """The activities that a published document shows."""
    included = policy.documents[document].includes
    return tuple(a for a in policy.activities.values() if document in a.documents or a.id in included)


def seat(policy: Policy) -> str:
    """The country of the controller: declared, or that of the regime."""
    return policy.organisation.country or {"ch": "CH"}.get(policy.regime, policy.regime.rpartition("/")[2].upper())


def name_of(known: Recipient, language: Language) -> str:
    """The name of a recipient, or its category."""
    return known.name or (known.category.to(language) if known.category else known.id)
