"""Deriving what a consent promises, and what is promised about the end device (Art. 7 GDPR, § 25 TDDDG).

Law: every consent can be withdrawn; one with a proof is proven; one that expires is remembered until then; an activity that
rests on a consent waits for it. Hosts are part of that promise where the consent is the activity's only basis, or where the
flow itself names the consent.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.policy.activity import Activity, Basis
from zusage.policy.draft import Draft, Stated
from zusage.policy.organisation import Consent
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Value


def derive_consents(policy: Policy, stated: Stated) -> Iterator[Draft]:
    """The promises of every consent of the organisation."""
    for consent in policy.consents.values():
        for ending, kind, parameters in _promised(consent):
            if not stated.covers_anywhere(kind, consent.id):
                terms = AssureTerms({"consent": consent.id, **parameters})
                id, documents = f"_/consents/{consent.id}/{ending}", _documents(policy, consent)
                yield Draft(id, kind, terms, consent.place, "", documents)


def _promised(consent: Consent) -> Iterator[tuple[str, str, dict[str, Value]]]:
    yield "withdrawable", "consent-withdrawable", {"withdraw": tuple(sorted(consent.withdraw))}
    if consent.system:
        yield "proven", "consent-proven", _proof(consent)
    if consent.expires is not None:
        yield "remembered", "choice-remembered", {"expires": str(consent.expires)}


def _proof(consent: Consent) -> dict[str, Value]:
    columns = (consent.given, consent.confirmed, consent.withdrawn, consent.text)
    return {
        "table": f"{consent.system}.{consent.table}",
        "fields": tuple(column for column in columns if column),
        "where": consent.where,
        "double_opt_in": "true" if consent.double_opt_in else "",
    }


def _documents(policy: Policy, consent: Consent) -> tuple[str, ...]:
    resting = [a for a in policy.activities.values() if any(basis.consent == consent.id for basis in a.bases)]
    return tuple(id for id in policy.documents if any(id in activity.documents for activity in resting))


def derive_waiting(policy: Policy, activity: Activity, stated: Stated) -> Iterator[Draft]:
    """One promise for every consent on which the activity rests: nothing happens before it."""
    for basis in activity.bases:
        if basis.consent and not stated.covers(activity.id, "consent-before", basis.consent):
            parameters: dict[str, Value] = {
                "consent": basis.consent,
                "hosts": _hosts(policy, activity, basis),
                "device": tuple(sorted(item.id for item in activity.devices if item.consent == basis.consent)),
            }
            id = f"{activity.id}/consents/{basis.consent}"
            yield Draft(id, "consent-before", AssureTerms(parameters), basis.place, activity.id)


def _hosts(policy: Policy, activity: Activity, basis: Basis) -> tuple[str, ...]:
    alone = len(activity.bases) == 1
    waiting = (flow for flow in activity.flows if alone or (flow.when_kind, flow.when_ref) == ("consent", basis.consent))
    return tuple(sorted({host for flow in waiting for host in policy.recipients[flow.recipient].hosts}))


def derive_devices(activity: Activity) -> Iterator[Draft]:
    """How long each device item lives."""
    for item in activity.devices:
        if item.session or item.lifetime is not None:
            lifetime = "session" if item.lifetime is None else str(item.lifetime)
            terms = AssureTerms({"device": item.id, "name": item.name, "lifetime": lifetime})
            yield Draft(f"{activity.id}/device/{item.id}", "device-lifetime", terms, item.place, activity.id)
