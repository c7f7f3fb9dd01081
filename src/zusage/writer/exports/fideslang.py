"""fideslang 3: organisation, datasets and systems, as tools for privacy engineering read them.

Law: a store is a system with one privacy declaration per activity and purpose; a store of tables is also a dataset.
Recipients are systems that data flow to. Categories of columns come from their names and are as fine as these allow. It
knows no events, acts, holds or device items; what it cannot hold stands under `meta.zusage` of the same object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from zusage.language.grammar import capitalised
from zusage.language.lists import join
from zusage.model.text import Text
from zusage.policy.activity import Activity, Datum, Purpose
from zusage.policy.organisation import Recipient
from zusage.policy.system import System, TableUse
from zusage.reference.fides_words import BASES, CONDITIONS, SPECIAL, SUBJECTS, USES, category
from zusage.writer.exports.parts import flows_of, iso, name_of, rules_of
from zusage.writer.order import Order

_KEY = re.compile(r"[^A-Za-z0-9_.<>-]+")
_STORES = ("sql",)
_NEEDED = ("contract", "instruction", "legal_obligation")


def fideslang(order: Order) -> Mapping[str, object]:
    """One manifest."""
    return {"fideslang": _Manifest(order).value()}


def key(text: str) -> str:
    """A text as a key of fideslang."""
    return _KEY.sub("_", text.strip()).strip("_") or "unnamed"


class _Manifest:
    """One policy on its way."""

    def __init__(self, order: Order) -> None:
        self._order, self._policy = order, order.policy
        self._organisation = key(order.policy.organisation.name)

    def value(self) -> dict[str, object]:
        policy = self._policy
        stores = [system for system in policy.systems.values() if system.connector in _STORES]
        holding = [system for system in policy.systems.values() if any(self._uses(system))]
        return {
            "organization": [self._about_us()],
            "dataset": [self._dataset(system) for system in stores],
            "system": [*map(self._store, holding), *map(self._recipient, policy.recipients.values())],
        }

    def _to(self, text: Text | None) -> str:
        return text.to(self._order.language) if text else ""

    def _object(self, id: str, name: str, description: str = "", **meta: object) -> dict[str, object]:
        return {
            "fides_key": key(id),
            "organization_fides_key": self._organisation,
            "name": name,
            **({"description": description} if description else {}),
            "meta": {"zusage": {"id": id, **{word: value for word, value in meta.items() if value}}},
        }

    def _about_us(self) -> dict[str, object]:
        us, policy = self._policy.organisation, self._policy
        people = {id: {"label": self._to(known.label), "kind": known.kind} for id, known in policy.subjects.items()}
        found = self._object(
            self._organisation, us.name, regime=policy.regime, policy=policy.digest, authority=us.authority, people=people
        )
        officer = us.officer
        contact = {"name": us.name, "address": us.address, "email": us.email, "phone": us.phone}
        return (
            found
            | {"controller": contact}
            | ({"data_protection_officer": _contact(officer.name, us.address, officer.email)} if officer else {})
            | ({"representative": _contact(us.representative, us.address, us.email)} if us.representative else {})
        )

    def _dataset(self, system: System) -> dict[str, object]:
        collections = [self._collection(system, table) for table in system.tables.values()]
        tables = {table.name: self._table(system, table) for table in system.tables.values()}
        found = self._object(system.id, capitalised(system.id), connector=system.connector, tables=tables)
        return found | {"collections": [collection for collection in collections if collection["fields"]]}

    def _collection(self, system: System, table: TableUse) -> dict[str, object]:
        columns = dict.fromkeys(self._columns(system, table))
        special = self._special(system, table.name)
        fields = [{"name": name, "data_categories": [special.get(name, category(name))]} for name in columns]
        return {"name": table.name, "fields": fields}

    def _table(self, system: System, table: TableUse) -> dict[str, object]:
        """What a table is, whose columns identify whom, and who owns its rows."""
        owners = [{"table": owner.table, "column": owner.column} for owner in table.owners]
        identity = {
            subject.id: list(columns)
            for subject in self._policy.subjects.values()
            for store, name, columns in subject.found_in
            if (store, name) == (system.id, table.name)
        }
        personal = list(table.personal) if table.personal is not None else None
        return {"role": table.role, "subject": table.subject, "owners": owners, "identity": identity, "personal": personal}

    def _columns(self, system: System, table: TableUse) -> Iterator[str]:
        yield from table.personal or ()
        for subject in self._policy.subjects.values():
            for store, name, columns in subject.found_in:
                if (store, name) == (system.id, table.name):
                    yield from (column.rpartition(":")[2] for column in columns)
        for activity in self._policy.activities.values():
            for datum in activity.data:
                if (datum.system, datum.table) == (system.id, table.name):
                    yield from datum.columns or ()
        yield from (owner.column for owner in table.owners if owner.column)

    def _special(self, system: System, table: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for activity in self._policy.activities.values():
            for datum in activity.data:
                if (datum.system, datum.table) == (system.id, table) and datum.special in SPECIAL:
                    found |= dict.fromkeys(datum.columns or (), SPECIAL[datum.special])
        return found

    def _uses(self, system: System) -> Iterator[tuple[Activity, tuple[Datum, ...]]]:
        for activity in self._policy.activities.values():
            data = tuple(d for d in activity.data if d.system == system.id or system.id in dict(d.also_in))
            if data:
                yield activity, data

    def _store(self, system: System) -> dict[str, object]:
        uses = list(self._uses(system))
        all_ = (known for activity, _ in uses for _, known in flows_of(self._policy, activity))
        flows = {known.id: known for known in all_ if known.role != "self"}
        abroad = [known.transfer.mechanism for known in flows.values() if known.transfer]
        departments = {activity.id: self._to(activity.department) for activity, _ in uses if activity.department}
        profiling = [f"{a.id}/{purpose.id}" for a, _ in uses for purpose in a.purposes if purpose.profiling]
        found = self._object(
            system.id, capitalised(system.id), connector=system.connector, location=system.location, host=system.host,
            departments=departments, profiling=profiling, joint=[a.id for a, _ in uses if a.role == "joint"],
            people={activity.id: list(activity.subjects) for activity, _ in uses},
            data={activity.id: {datum.id: self._place(datum) for datum in data} for activity, data in uses},
        )  # fmt: skip
        return found | {
            "system_type": "Service",
            "administrating_department": join(dict.fromkeys(departments.values()), self._order.language) or "Not defined",
            "egress": [{"fides_key": key(f"recipient.{id}"), "type": "system"} for id in flows] or None,
            "privacy_declarations": [
                self._declared(activity, purpose, data) for activity, data in uses for purpose in activity.purposes
            ],
            "dataset_references": [key(system.id)] if system.connector in _STORES else [],
            "processes_personal_data": True,
            "does_international_transfers": bool(abroad),
            "legal_basis_for_transfers": [word for word in _MECHANISMS if _MECHANISMS[word] in abroad],
            "uses_profiling": bool(profiling),
            "requires_data_protection_assessments": any(a.dpia is not None and a.dpia.needed for a, _ in uses),
            "joint_controller_info": join([a.id for a, _ in uses if a.role == "joint"], "en") or None,
        }

    def _place(self, datum: Datum) -> dict[str, object]:
        """What fideslang has no word for: the name of a kind of data, its table and columns."""
        also = [f"{system}.{table}" if table else system for system, table in datum.also_in]
        found: dict[str, object] = {
            "label": self._to(datum.label),
            "table": datum.table,
            "columns": list(datum.columns or ()),
            "also": also,
        }
        return found | ({"special": datum.special} if datum.special else {})

    def _declared(self, activity: Activity, purpose: Purpose, data: tuple[Datum, ...]) -> dict[str, object]:
        basis = _basis_of(activity, purpose)
        shared = [known for _, known in flows_of(self._policy, activity) if known.role != "self"]
        special = activity.special.condition if activity.special else ""
        return {
            "name": f"{activity.id}/{purpose.id}",
            "data_categories": _categories(data),
            "data_use": USES.get(
                purpose.kind, "essential.service" if basis in ("contract", "instruction") else "functional"
            ),
            "data_subjects": list(dict.fromkeys(self._person(id) for id in activity.subjects)),
            "features": [capitalised(self._to(purpose.text))],
            "legal_basis_for_processing": BASES.get(basis),
            "flexible_legal_basis_for_processing": False,
            "retention_period": self._kept(activity, data),
            "processes_special_category_data": bool(special),
            "special_category_legal_basis": CONDITIONS.get(special),
            "data_shared_with_third_parties": bool(shared),
            "third_parties": join([name_of(known, self._order.language) for known in shared], self._order.language) or None,
            "shared_categories": _categories(data) if shared else [],
            "egress": [key(f"recipient.{known.id}") for known in shared] or None,
            "impact_assessment_location": activity.dpia.file or None if activity.dpia else None,
        }

    def _person(self, id: str) -> str:
        known = self._policy.subjects.get(id)
        return SUBJECTS.get(known.kind, "customer") if known else "customer"

    def _kept(self, activity: Activity, data: tuple[Datum, ...]) -> str | None:
        rules = (rule for datum in data for rule in rules_of(self._policy, activity, datum))
        found = dict.fromkeys(iso(rule, self._order.as_of) or self._to(rule.undecided) for rule in rules)
        return ", ".join(period for period in found if period) or None

    def _recipient(self, known: Recipient) -> dict[str, object]:
        country = known.location or known.country
        mechanism = known.transfer.mechanism if known.transfer else ""
        found = self._object(f"recipient.{known.id}", name_of(known, self._order.language), recipient=known.id,
                             role=known.role, country=country, transfer=mechanism)  # fmt: skip
        return found | {
            "system_type": "Third party",
            "privacy_declarations": [],
            "legal_name": known.name or None,
            "legal_address": known.address or None,
            "does_international_transfers": bool(known.transfer),
            "legal_basis_for_transfers": [word for word, ours in _MECHANISMS.items() if ours == mechanism],
        }


_MECHANISMS = {"Adequacy Decision": "adequacy", "SCCs": "scc", "BCRs": "bcr", "Other": "dpf"}


def _contact(name: str, address: str, email: str) -> dict[str, str]:
    return {"name": name, "address": address, "email": email, "phone": ""}


def _basis_of(activity: Activity, purpose: Purpose) -> str:
    """The kind of the first basis that counts for a purpose."""
    return next((b.kind for b in activity.bases if not b.purposes or purpose.id in b.purposes), "")


def _categories(data: tuple[Datum, ...]) -> list[str]:
    found = dict.fromkeys(
        SPECIAL.get(datum.special) or category(column) for datum in data for column in (datum.columns or (datum.id,))
    )
    return list(found)
