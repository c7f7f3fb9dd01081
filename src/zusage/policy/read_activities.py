"""Reading processing activities: purposes, bases, data, flows, device items (Art. 13, 14 and 30 GDPR).

Law: a part of another activity (`part_of`) takes subjects, bases and documents from it only where it states none; never its
retention or recipients. A purpose has at most one basis without a condition (Art. 13(1)(c)); beside it a legal obligation
may stand, because the statute itself is its condition. A processor has its customer's instruction and no basis of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.model.text import Text
from zusage.policy.activity import Activity, Basis, Datum, Objection, Purpose
from zusage.policy.locate import Spot, locate_table
from zusage.policy.read_bases import check_bases, read_bases
from zusage.policy.read_devices import read_devices
from zusage.policy.read_events import Calendar
from zusage.policy.read_facts import read_automated, read_dpia, read_further, read_self_service, read_special
from zusage.policy.read_flows import read_flows
from zusage.policy.read_where import read_where
from zusage.policy.reading import child, entries, fields, flag, items, scalars
from zusage.policy.reading import field as word
from zusage.policy.scope import Scope


@dataclass(slots=True)
class _Reader:
    scope: Scope
    calendar: Calendar
    written: dict[str, Entry]
    known: dict[str, Activity] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)

    def activity(self, id: str) -> Activity | None:
        """The activity, its parent first; a circle of parts is recorded."""
        if id in self.known or id not in self.written:
            return self.known.get(id)
        if id in self.open:
            path = " → ".join([*self.open[self.open.index(id) :], id])
            self.scope.wrong("ZE122", self.written[id].place, name=id, path=path)
            return None
        self.open.append(id)
        self.known[id] = self._read(self.written[id])
        self.open.pop()
        return self.known[id]

    def _read(self, entry: Entry) -> Activity:
        node, scope = entry.value, self.scope
        parent = self._named(child(node, "part_of"))
        role = word(node, "role", "controller")
        data = read_data(scope, child(node, "data"))
        purposes = tuple(_purpose(scope, one) for one in entries(child(node, "purposes")))
        bases = self._bases(node, parent, role, purposes)
        requests = child(node, "requests")
        within = child(requests, "within")
        return Activity(
            id=entry.key,
            title=scope.words(child(node, "title")) or Text(entry.key, entry.key),
            role=role,
            documents=self._documents(node, parent),
            subjects=scope.known_texts("subject", child(node, "subjects")) or (parent.subjects if parent else ()),
            purposes=purposes,
            bases=bases,
            data=data,
            flows=read_flows(scope, self.calendar, child(node, "recipients"), data),
            devices=read_devices(scope, child(node, "device")),
            part_of=parent.id if parent else "",
            on_behalf_of=next(iter(scope.known_texts("subject", child(node, "on_behalf_of"))), ""),
            joint_with=scope.known_texts("recipient", child(node, "with")),
            source=scope.words(child(node, "source")),
            objection=_objection(scope, child(node, "objection"), bases),
            forward_to=next(iter(scope.known_texts("subject", child(requests, "forward_to"))), ""),
            forward_within=scope.period(within) if within is not None else None,
            excluded_purposes=tuple(_excluded(scope, child(node, "excluded_purposes"))),
            automated=read_automated(scope, child(node, "automated_decision")),
            special=read_special(child(node, "special_category")),
            further=read_further(scope, child(node, "further_purpose")),
            dpia=read_dpia(scope, child(node, "dpia")),
            department=scope.words(child(node, "department")),
            since=scope.day(child(node, "since")),
            measures=scope.known_texts("measure", child(node, "measures")),
            self_service=read_self_service(child(node, "self_service")),
            source_public=flag(node, "source_public"),
            channels=fields(node, "channels"),
            existing_customers=fields(node, "existing_customers"),
            works_agreement=scope.words(child(node, "works_agreement")),
            staff_evaluation=flag(node, "staff_evaluation"),
            opt_out=word(child(node, "opt_out"), "url"),
            place=entry.place,
        )

    def _named(self, node: Node | None) -> Activity | None:
        if not isinstance(node, Scalar) or not self.scope.knows("activity", node):
            return None
        return self.activity(node.value.strip())

    def _documents(self, node: Node, parent: Activity | None) -> tuple[str, ...]:
        own = self.scope.known_texts("document", child(node, "documents"))
        return own or (parent.documents if parent else default_documents(self.scope))

    def _bases(self, node: Node, parent: Activity | None, role: str, purposes: tuple[Purpose, ...]) -> tuple[Basis, ...]:
        written = child(node, "basis")
        other = self._named(child(written, "same_as")) if isinstance(written, Mapping) else None
        if other is not None:
            return tuple(replace(basis, purposes=(), data=()) for basis in other.bases)
        bases = read_bases(self.scope, written)
        check_bases(self.scope, bases, role, purposes)
        return bases or (parent.bases if parent else ())


def read_activities(scope: Scope, calendar: Calendar) -> dict[str, Activity]:
    """All activities by id, in order of writing."""
    written = {entry.key: entry for entry in entries(scope.root.get("activities"))}
    reader = _Reader(scope, calendar, written)
    for id in written:
        reader.activity(id)
    return {id: reader.known[id] for id in written if id in reader.known}


def default_documents(scope: Scope) -> tuple[str, ...]:
    """`defaults.documents`, or else every document that is a notice."""
    written = scope.known_texts("document", child(scope.root.get("defaults"), "documents"))
    notices = (e.key for e in entries(scope.root.get("documents")) if word(e.value, "kind", "notice") == "notice")
    return written or tuple(notices)


def read_data(scope: Scope, node: Node | None) -> tuple[Datum, ...]:
    """The kinds of data of an activity, with their places."""
    return tuple(_datum(scope, entry) for entry in entries(node))


def _datum(scope: Scope, entry: Entry) -> Datum:
    node = entry.value
    spots = [spot for place in scalars(child(node, "in")) if (spot := locate_table(scope, place))] or [Spot("nowhere")]
    columns = child(node, "columns")
    special = child(node, "special")
    return Datum(
        id=entry.key,
        label=scope.words(child(node, "label")) or Text(entry.key, entry.key),
        system=spots[0].system,
        table=spots[0].table,
        columns=fields(node, "columns") if columns is not None else None,
        required=word(node, "required"),
        special="" if word(node, "special") in {"no", ""} and special is not None else word(node, "special"),
        aggregated=flag(node, "aggregated"),
        derived_from=fields(node, "derived_from"),
        if_missing=scope.words(child(node, "if_missing")),
        place=entry.place,
        also_in=tuple((spot.system, spot.table) for spot in spots[1:]),
        shared=flag(node, "shared"),
        criminal=flag(node, "criminal"),
        where=read_where(scope, child(node, "where")),
    )


def _purpose(scope: Scope, entry: Entry) -> Purpose:
    words = scope.words(child(entry.value, "text") or entry.value) or Text(entry.key, entry.key)
    profiling, kind = flag(entry.value, "profiling"), word(entry.value, "kind")
    return Purpose(entry.key, words, flag(entry.value, "anonymous"), profiling, kind, entry.place)


def _objection(scope: Scope, node: Node | None, bases: tuple[Basis, ...]) -> Objection | None:
    """What is declared, or what follows from the basis: public task and legitimate interests may be objected to."""
    if node is not None:
        excepted, purposes = scope.words(child(node, "except")), fields(node, "purposes")
        effect, absolute, by = word(node, "effect", "decide"), flag(node, "absolute"), fields(node, "by")
        return Objection(effect, absolute, excepted, purposes, declared=True, by=by, place=node.place)
    objectionable = any(basis.kind in {"legitimate_interests", "public_task"} for basis in bases)
    return Objection("decide") if objectionable else None


def _excluded(scope: Scope, node: Node | None) -> list[Text]:
    written = [entry.value for entry in entries(node)] or list(items(node))
    return [words for item in written if (words := scope.words(item)) is not None]
