"""The information that a recognised service for managing consents is handed (§ 18(3) no. 4 EinwV), as JSON.

Law: per consent what § 3(2) EinwV names: who stores or reads, third parties, which items, for what, for how long, how to
withdraw; and beside it the information of Art. 13 GDPR of the activities that rest on it. The ordinance prescribes no
format; this is ours, with keys in English. What is not declared is null and listed under `missing`.
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.kinds.speak import speak
from zusage.language.grammar import capitalised
from zusage.model.text import Text
from zusage.policy.activity import Activity, DeviceItem
from zusage.policy.organisation import Consent, Recipient
from zusage.policy.promise import Duty
from zusage.reference.authorities import authority
from zusage.reference.norms import LETTERS
from zusage.writer.exports.parts import flows_of, name_of, seat
from zusage.writer.order import Order

_BANNER = ("banner", "connection", "")


def einwv(order: Order) -> Mapping[str, object]:
    """One value; empty lists where no consent concerns a device."""
    return {"einwv": _Information(order).value()}


class _Information:
    """One policy on its way."""

    def __init__(self, order: Order) -> None:
        self._order, self._policy = order, order.policy
        self._missing: list[str] = []

    def value(self) -> dict[str, object]:
        consents = [self._consent(consent, activities) for consent, activities in self._asked()]
        necessary = [
            self._item(activity, item)
            for activity in self._policy.activities.values()
            for item in activity.devices
            if item.necessary is not None
        ]
        return {
            "basis": ["TDDDG-25", "TDDDG-26", "EinwV-3-2", "EinwV-18-3-4", "GDPR-13"],
            "as_of": self._order.as_of.isoformat(),
            "policy": self._policy.digest,
            "language": self._order.language,
            "provider": self._provider(),
            "consents": consents,
            "without_consent": necessary,
            "rights": self._rights(),
            "missing": self._missing,
        }

    def _to(self, text: Text | None) -> str | None:
        return text.to(self._order.language) if text else None

    def _asked(self) -> list[tuple[Consent, list[Activity]]]:
        """Consents that concern a device, with the activities that rest on them."""
        found = []
        for consent in self._policy.consents.values():
            activities = [a for a in self._policy.activities.values() if _rests(a, consent.id)]
            items = [item for activity in activities for item in activity.devices if item.consent == consent.id]
            if items or (consent.by in _BANNER and activities):
                found.append((consent, activities))
        return found

    def _provider(self) -> dict[str, object]:
        us = self._policy.organisation
        return {
            "name": us.name,
            "address": us.address,
            "country": seat(self._policy),
            "email": us.email,
            "representative": us.representative or None,
            "data_protection_officer": us.officer.email if us.officer else None,
        }

    def _consent(self, consent: Consent, activities: list[Activity]) -> dict[str, object]:
        items = [self._item(a, item) for a in activities for item in a.devices if item.consent == consent.id]
        if not items:
            self._missing.append(f"consents.{consent.id}.items")
        third = {known.id: known for activity in activities for _, known in flows_of(self._policy, activity)}
        return {
            "id": consent.id,
            "label": self._to(consent.label),
            "text": self._to(consent.words),
            "purposes": [self._purpose(activity, consent.id) for activity in activities],
            "items": items,
            "third_parties": [self._party(known) for known in third.values()],
            "valid_for": str(consent.expires) if consent.expires else None,
            "withdraw": list(consent.withdraw),
            "refusal": consent.refuse or None,
        }

    def _purpose(self, activity: Activity, consent: str) -> dict[str, object]:
        basis = next((b for b in activity.bases if b.consent == consent), None)
        covered = [p for p in activity.purposes if basis is None or not basis.purposes or p.id in basis.purposes]
        kept = [speak(p, self._policy, self._order.language) for p in self._policy.promises
                if p.activity == activity.id and p.duty is Duty.KEEP]  # fmt: skip
        return {
            "activity": activity.id,
            "title": self._to(activity.title),
            "purposes": [capitalised(self._to(purpose.text) or "") for purpose in covered],
            "legal_basis": f"GDPR-6-1-{LETTERS['consent']}" if basis else None,
            "data": [self._to(datum.label) for datum in activity.data],
            "kept": [sentence for sentence in kept if sentence],
            "automated_decision": activity.automated is not None,
        }

    def _item(self, activity: Activity, item: DeviceItem) -> dict[str, object]:
        known = self._policy.recipients.get(item.by)
        readers = [self._reader(id) for id in (item.by, *item.read_by)]
        lifetime = "session" if item.session else str(item.lifetime) if item.lifetime else None
        if lifetime is None and item.kind in ("cookie", "storage"):
            self._missing.append(f"{activity.id}.{item.id}.lifetime")
        return {
            "name": item.name,
            "kind": item.kind,
            "set_by": name_of(known, self._order.language) if known else self._policy.organisation.name,
            "read_by": list(dict.fromkeys(readers)),
            "party": item.party,
            "lifetime": lifetime,
            "activity": activity.id,
            "necessary_because": self._to(item.necessary),
        }

    def _reader(self, id: str) -> str:
        known = self._policy.recipients.get(id)
        return name_of(known, self._order.language) if known else self._policy.organisation.name

    def _party(self, known: Recipient) -> dict[str, object]:
        country = known.location or known.country
        if not country and known.role != "self":
            self._missing.append(f"recipients.{known.id}.country")
        return {
            "id": known.id,
            "name": name_of(known, self._order.language),
            "role": known.role,
            "country": country or None,
            "safeguard": known.transfer.mechanism if known.transfer else None,
        }

    def _rights(self) -> dict[str, object]:
        rights, watch = self._policy.rights, authority(self._policy.organisation.authority)
        return {
            "articles": ["GDPR-7-3", *(f"GDPR-{article}" for article in (15, 16, 17, 18, 20, 21, 77))],
            "email": rights.email,
            "form": rights.form or None,
            "answer_within": str(rights.answer_within),
            "authority": watch.name if watch else None,
        }


def _rests(activity: Activity, consent: str) -> bool:
    return any(b.consent == consent for b in activity.bases) or any(item.consent == consent for item in activity.devices)
