"""The record of processing and the texts of consent as JSON-LD in the Data Privacy Vocabulary (DPV 2) of a W3C group.

Law: an activity is a `dpv:PersonalDataProcess` of the record with the particulars of Art. 30(1) or (2) GDPR; a consent is a
`dpv:ConsentNotice` with what a record after ISO/IEC TS 27560 says of the notice, and names nobody who consented. Every node
has an id, so that the graph means the same in any order.
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.kinds.speak import speak
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, Purpose
from zusage.policy.organisation import Consent, Recipient
from zusage.policy.promise import StageTerms
from zusage.policy.rule import Rule
from zusage.reference.norms import LETTERS
from zusage.writer.exports.dpv_words import CONTEXT, MEASURES, PURPOSES, ROLES, SUBJECTS, TRANSFERS
from zusage.writer.exports.parts import flows_of, iso, name_of, rules_of, seat
from zusage.writer.order import Order

Node = dict[str, object]


def dpv(order: Order) -> Mapping[str, object]:
    """The record, and the notices of consent."""
    graph = _Graph(order)
    return {"dpv-record": graph.record(), "dpv-consents": graph.consents()}


class _Graph:
    """One policy on its way."""

    def __init__(self, order: Order) -> None:
        self._order, self._policy = order, order.policy

    def record(self) -> Node:
        policy = self._policy
        used = dict.fromkeys(flow.recipient for activity in policy.activities.values() for flow in activity.flows)
        nodes = [
            self._whole(),
            self._us(),
            *(self._group(id) for id in policy.subjects),
            *(self._recipient(policy.recipients[id]) for id in used if id in policy.recipients),
            *(self._measure(id) for id in policy.measures),
            *(self._process(activity) for activity in policy.activities.values()),
        ]
        return {"@context": CONTEXT, "@graph": nodes}

    def consents(self) -> Node:
        return {"@context": CONTEXT, "@graph": [self._us(), *map(self._consent, self._policy.consents.values())]}

    def _words(self, text: Text | None) -> list[Node]:
        """A text in every language that it has."""
        if text is None or isinstance(text, str):
            return [{"@value": text}] if text else []
        return [
            {"@value": text.to(language), "@language": language} for language in self._policy.languages if text.to(language)
        ]

    def _whole(self) -> Node:
        policy = self._policy
        return {
            "@id": f"zusage:policy:{policy.digest}",
            "@type": "dpv:RecordsOfActivities",
            "dct:modified": {"@value": self._order.as_of.isoformat(), "@type": "xsd:date"},
            "dpv:hasResponsibleEntity": {"@id": "zusage:us"},
            "dpv:hasProcess": [{"@id": _id("activity", id)} for id in policy.activities],
        }

    def _us(self) -> Node:
        us = self._policy.organisation
        found: Node = {
            "@id": "zusage:us",
            "@type": "dpv:DataController",
            "dpv:hasName": us.name,
            "dpv:hasAddress": us.address,
            "dpv:hasContact": us.email,
            "dpv:hasCountry": seat(self._policy),
        }
        if us.officer:
            found["dpv:hasDataProtectionOfficer"] = {
                "@type": "dpv:DataProtectionOfficer", "dpv:hasContact": us.officer.email,
            }  # fmt: skip
        return found

    def _group(self, id: str) -> Node:
        known = self._policy.subjects[id]
        return {
            "@id": _id("people", id),
            "@type": f"dpv:{SUBJECTS.get(known.kind, 'DataSubject')}",
            "dct:title": self._words(known.label),
        }

    def _recipient(self, known: Recipient) -> Node:
        country = known.location or known.country
        found: Node = {
            "@id": _id("recipient", known.id),
            "@type": f"dpv:{ROLES[known.role][1]}",
            "dpv:hasName": name_of(known, self._order.language),
        }
        if country:
            found["dpv:hasCountry"] = country
        if known.transfer and known.transfer.mechanism in TRANSFERS:
            found["dpv:hasLegalBasis"] = {"@id": f"eu-gdpr:{TRANSFERS[known.transfer.mechanism]}"}
        return found

    def _measure(self, id: str) -> Node:
        known = self._policy.measures[id]
        return {"@id": _id("measure", id), "@type": f"dpv:{MEASURES.get(known.goal, 'TechnicalOrganisationalMeasure')}",
                "dct:title": self._words(known.label)}  # fmt: skip

    def _process(self, activity: Activity) -> Node:
        policy = self._policy
        measures = activity.measures or tuple(policy.measures)
        found: Node = {
            "@id": _id("activity", activity.id),
            "@type": "dpv:PersonalDataProcess",
            "dct:title": self._words(activity.title),
            "dpv:hasPurpose": [self._purpose(activity, purpose) for purpose in activity.purposes],
            "dpv:hasLegalBasis": [{"@id": basis} for basis in _bases(activity)],
            "dpv:hasDataSubject": [{"@id": _id("people", id)} for id in activity.subjects],
            "dpv:hasPersonalData": [self._datum(activity, datum) for datum in activity.data],
            "dpv:hasTechnicalOrganisationalMeasure": [{"@id": _id("measure", id)} for id in measures],
        }
        towards: dict[str, list[Node]] = {}
        for _, known in flows_of(policy, activity):
            towards.setdefault(f"dpv:{ROLES[known.role][0]}", []).append({"@id": _id("recipient", known.id)})
        ours = "dpv:hasDataProcessor" if activity.role == "processor" else "dpv:hasDataController"
        towards.setdefault(ours, []).insert(0, {"@id": "zusage:us"})
        found |= towards
        if activity.department:
            found["dpv:hasOrganisationalUnit"] = self._words(activity.department)
        if activity.source:
            found["dpv:hasDataSource"] = self._words(activity.source)
        if activity.dpia is not None:
            found["dpv:hasAssessment"] = {"@type": f"eu-gdpr:DPIA{'Required' if activity.dpia.needed else 'NotRequired'}"}
        return found

    def _purpose(self, activity: Activity, purpose: Purpose) -> Node:
        return {
            "@id": _id("purpose", f"{activity.id}/{purpose.id}"),
            "@type": f"dpv:{PURPOSES.get(purpose.kind, 'Purpose')}",
            "dct:description": self._words(purpose.text),
        }

    def _datum(self, activity: Activity, datum: Datum) -> Node:
        special = datum.special not in ("", "no")
        return {
            "@id": _id("datum", f"{activity.id}/{datum.id}"),
            "@type": "dpv:SpecialCategoryPersonalData" if special else "dpv:PersonalData",
            "dct:title": self._words(datum.label),
            "dpv:hasStorageCondition": [self._kept(rule) for rule in rules_of(self._policy, activity, datum)],
        }

    def _kept(self, rule: Rule) -> Node:
        said = [
            capitalised(speak(promise, self._policy, self._order.language))
            for promise in self._policy.promises
            if isinstance(promise.terms, StageTerms) and promise.terms.rule.id == rule.id
        ]
        period = iso(rule, self._order.as_of)
        length = {"dpv:hasDuration": {"@value": period, "@type": "xsd:duration"}} if period else {}
        return {
            "@id": _id("rule", rule.id),
            "@type": "dpv:StorageDuration" if period else "dpv:StorageCondition",
            "dct:description": [{"@value": " ".join(said), "@language": self._order.language}],
            **length,
        }

    def _consent(self, consent: Consent) -> Node:
        activities = [a for a in self._policy.activities.values() if any(b.consent == consent.id for b in a.bases)]
        found: Node = {
            "@id": _id("consent", consent.id),
            "@type": "dpv:ConsentNotice",
            "dct:title": self._words(consent.label),
            "dct:description": self._words(consent.words),
            "dpv:hasDataController": {"@id": "zusage:us"},
            "dpv:hasProcess": [self._process(activity) for activity in activities],
            "dpv:hasRight": [{"@id": "eu-gdpr:A7-3"}],
        }
        if consent.expires:
            found["dpv:hasDuration"] = {"@value": str(consent.expires), "@type": "xsd:duration"}
        return found


def _id(kind: str, id: str) -> str:
    return f"zusage:{kind}:{id}"


def _bases(activity: Activity) -> list[str]:
    kinds = dict.fromkeys(basis.kind for basis in activity.bases)
    found = [f"eu-gdpr:A6-1-{LETTERS[kind]}" for kind in kinds if kind in LETTERS]
    return [*found, *([f"eu-gdpr:A9-2-{activity.special.condition}"] if activity.special else [])]
