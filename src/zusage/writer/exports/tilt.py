"""TILT: the transparency information of one published document (Grünewald and Pallas 2021).

Law: one entry of `dataDisclosed` per kind of data and activity. TILT knows no activities, no processors, no act after a
period and no restriction or objection; what it cannot hold stands beside it under `zusage`.
What is not declared is an empty text and named in `zusage.missing`, because the schema demands the key.
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.kinds.speak import speak
from zusage.language.citations import gdpr
from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.language.terms import MECHANISMS, ROLES, term
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum
from zusage.policy.organisation import Recipient
from zusage.policy.promise import StageTerms
from zusage.policy.rule import Rule
from zusage.reference.authorities import authority
from zusage.reference.norms import norm_keys
from zusage.writer.exports.parts import basis_keys, flows_of, iso, rules_of, seat, shown
from zusage.writer.order import Order


def tilt(order: Order) -> Mapping[str, object]:
    """One value per published notice."""
    policy = order.policy
    ids = [id for id, known in policy.documents.items() if known.kind == "notice" and order.only in ("", id)]
    return {f"tilt-{id}": _Tilt(order, id).value() for id in ids}


class _Tilt:
    """One document on its way."""

    def __init__(self, order: Order, id: str) -> None:
        self._order, self._policy = order, order.policy
        self._document = order.policy.documents[id]
        self._activities = [activity for activity in shown(order.policy, id) if activity.role != "processor"]
        self._missing: list[str] = []

    def value(self) -> dict[str, object]:
        activities = self._activities
        found: dict[str, object] = {
            "meta": self._meta(),
            "controller": self._controller(),
            "dataProtectionOfficer": self._officer(),
            "dataDisclosed": [self._datum(activity, datum) for activity in activities for datum in activity.data],
            "thirdCountryTransfers": [self._transfer(known) for known in self._recipients() if known.transfer],
            **self._rights(),
            "sources": [self._source(activity) for activity in activities if activity.source],
            "automatedDecisionMaking": self._decisions(activities),
            "changesOfPurpose": [self._further(activity) for activity in activities if activity.further],
        }
        return found | {"zusage": {"policy": self._policy.digest, "document": self._document.id, "missing": self._missing}}

    def _to(self, text: Text | None) -> str:
        return text.to(self._order.language) if text else ""

    def _owed(self, value: str, what: str) -> str:
        """A value that the schema demands; where there is none, that is noted."""
        if not value:
            self._missing.append(what)
        return value

    def _meta(self) -> dict[str, object]:
        policy, document = self._policy, self._document
        day = (document.dated or self._order.as_of).isoformat()
        url = self._owed(next(iter(document.published_at), ""), "meta.url")
        return {
            "_id": f"{document.id}-{policy.digest[:16]}",
            "name": self._to(document.title),
            "created": day,
            "modified": day,
            "version": len(self._order.history) or 1,
            "language": self._order.language,
            "status": "active",
            "url": url,
            "_hash": policy.digest,
        }

    def _controller(self) -> dict[str, object]:
        us = self._policy.organisation
        return {
            "name": us.name,
            "address": us.address,
            "country": seat(self._policy),
            "representative": {
                "name": self._owed(us.representative, "controller.representative.name"),
                "email": us.email,
                **({"phone": us.phone} if us.phone else {}),
            },
        }

    def _officer(self) -> dict[str, object]:
        us, officer = self._policy.organisation, self._policy.organisation.officer
        return {
            "name": officer.name if officer else "",
            "address": us.address if officer else "",
            "country": seat(self._policy),
            "email": self._owed(officer.email if officer else "", "dataProtectionOfficer.email"),
        }

    def _datum(self, activity: Activity, datum: Datum) -> dict[str, object]:
        bases = [basis for basis in activity.bases if not basis.data or datum.id in basis.data]
        interests = [basis for basis in bases if basis.kind == "legitimate_interests"]
        return {
            "_id": f"{activity.id}/{datum.id}",
            "category": capitalised(self._to(datum.label)),
            "purposes": [
                {"purpose": purpose.id, "description": capitalised(self._to(purpose.text))} for purpose in activity.purposes
            ],
            "legalBases": [{"reference": key, "description": ""} for basis in bases for key in basis_keys(basis)],
            "legitimateInterests": [{"exists": True, "reasoning": self._to(basis.interest)} for basis in interests],
            "recipients": [
                self._recipient(known, self._to(flow.category)) for flow, known in flows_of(self._policy, activity, datum)
            ],
            "storage": [self._storage(rule) for rule in rules_of(self._policy, activity, datum)],
            "nonDisclosure": {
                "legalRequirement": datum.required == "law",
                "contractualRegulation": datum.required == "contract",
                "obligationToProvide": datum.required in ("law", "contract"),
                "consequences": self._to(datum.if_missing),
            },
            "zusage": {"activity": activity.id, "title": self._to(activity.title), "datum": datum.id, "role": activity.role},
        }

    def _recipient(self, known: Recipient, category: str) -> dict[str, object]:
        role = term(ROLES, known.role, self._order.language)
        country = known.country or known.location
        found = {
            "name": known.name,
            "address": known.address,
            "country": country if len(country) == 2 else "",
            "category": category or self._to(known.category) or role,
        }
        own = {"id": known.id, "role": known.role}
        if known.name and known.category:
            own["category"] = self._to(known.category)
        return {key: value for key, value in found.items() if value} | {"zusage": own}

    def _storage(self, rule: Rule) -> dict[str, object]:
        said = [
            speak(promise, self._policy, self._order.language)
            for promise in self._policy.promises
            if isinstance(promise.terms, StageTerms) and promise.terms.rule.id == rule.id
        ]
        words, period = " ".join(sentence for sentence in said if sentence), iso(rule, self._order.as_of)
        term_now = rule.keep.term(self._order.as_of) if rule.keep else None
        return {
            "temporal": [{"description": words, "ttl": period}] if period else [],
            "purposeConditional": [] if period else [words],
            "legalBasisConditional": list(norm_keys(term_now.statute)) if term_now else [],
            "aggregationFunction": "max",
            "zusage": {"rule": rule.id, "acts": [str(stage.action) for stage in rule.stages]},
        }

    def _recipients(self) -> list[Recipient]:
        used = dict.fromkeys(flow.recipient for activity in self._activities for flow in activity.flows)
        return [self._policy.recipients[id] for id in used if id in self._policy.recipients]

    def _transfer(self, known: Recipient) -> dict[str, object]:
        transfer = known.transfer
        if transfer is None:
            raise LookupError(known.id)
        all_ = {transfer.mechanism, *transfer.also}

        def entry(*mechanisms: str) -> dict[str, object]:
            words = [term(MECHANISMS, word, self._order.language) for word in mechanisms if word in all_]
            return {"available": bool(words), "description": ", ".join(words)}

        country = known.location or known.country
        return {
            **({"country": country} if len(country) == 2 else {}),
            "adequacyDecision": entry("adequacy", "dpf"),
            "appropriateGuarantees": entry("bcr"),
            "presenceOfEnforceableRightsAndEffectiveRemedies": {"available": bool(transfer.tia), "description": ""},
            "standardDataProtectionClause": entry("scc"),
            "zusage": {
                "recipient": known.id,
                "mechanism": transfer.mechanism,
                "also": list(transfer.also),
                **({"tia": transfer.tia.isoformat()} if transfer.tia else {}),
            },
        }

    def _rights(self) -> dict[str, object]:
        rights = self._policy.rights
        way = {"available": True, "email": rights.email, **({"url": rights.form} if rights.form else {})}
        watch = authority(self._policy.organisation.authority)
        watched: dict[str, object] = {
            "name": self._owed(watch.name if watch else "", "rightToComplain.supervisoryAuthority"),
            **({"address": watch.address, "email": watch.email, "phone": watch.phone} if watch else {}),
            "country": seat(self._policy),
        }
        fee = {"administrativeFee": {"amount": 0, "currency": "EUR"}} if rights.fee == "none" else {}
        return {
            "accessAndDataPortability": {**way, "description": self._norms(15, 20), **fee},
            "rightToInformation": {**way, "description": self._norms(15)},
            "rightToRectificationOrDeletion": {**way, "description": self._norms(16, 17)},
            "rightToDataPortability": {**way, "description": self._norms(20)},
            "rightToWithdrawConsent": {**way, "available": bool(self._consents()), "description": self._norms(7)},
            "rightToComplain": {
                "available": True,
                "description": self._norms(77),
                "supervisoryAuthority": {key: value for key, value in watched.items() if value or key == "name"},
            },
        }

    def _norms(self, *articles: int) -> str:
        return join([gdpr(article, self._order.language) for article in articles], self._order.language)

    def _consents(self) -> list[str]:
        return [basis.consent for activity in self._activities for basis in activity.bases if basis.consent]

    def _source(self, activity: Activity) -> dict[str, object]:
        told = {"description": self._to(activity.source), "url": "", "publiclyAvailable": activity.source_public}
        return {"_id": activity.id, "dataCategory": self._to(activity.title), "sources": [told]}

    def _decisions(self, activities: list[Activity]) -> dict[str, object]:
        found = [activity.automated for activity in activities if activity.automated]
        return {
            "inUse": bool(found),
            "logicInvolved": " ".join(self._to(decision.logic) for decision in found),
            "scopeAndIntendedEffects": " ".join(self._to(decision.consequences) for decision in found),
        }

    def _further(self, activity: Activity) -> dict[str, object]:
        further = activity.further
        told = further.told if further else None
        return {
            "description": self._to(activity.title),
            "affectedDataCategories": [self._to(datum.label) for datum in activity.data],
            **({"plannedDateOfChange": told.isoformat()} if told else {}),
            "urlOfNewVersion": next(iter(self._document.published_at), ""),
        }
