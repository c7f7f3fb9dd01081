"""Reading `assure:`: promises that are stated as such, with parameters typed by `zusage.reference.kinds`.

Law: a parameter that names something of the declaration is resolved or an error; `all` and filters such as
`{role: processor}` become the ids they mean, so that a new recipient changes the promise. Lists of ids are sorted. Kinds
whose probe is still to come take free parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.policy.activity import Activity
from zusage.policy.draft import Draft, Stated
from zusage.policy.kinds import DUTIES
from zusage.policy.locate import locate_column, locate_table, tables_of
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Value
from zusage.policy.read_flows import read_ids
from zusage.policy.reading import child, entries, field, items, pairs, scalars, text, texts
from zusage.policy.scope import Scope
from zusage.reference.kinds import SHAPES

_PROBES = {"egress", "website"}
_NAMED_BY = ("consent", "consents", "documents", "recipients", "recipient", "channel", "right", "data")


def read_assurances(scope: Scope, policy: Policy) -> list[Draft]:
    """Everything stated under `assure:`, of the activities and of the organisation."""
    found = []
    for entry in entries(scope.root.get("activities")):
        activity = policy.activities.get(entry.key)
        if activity is not None:
            found += list(_read(scope, policy, activity, child(entry.value, "assure")))
    return found + list(_read(scope, policy, None, scope.root.get("assure")))


def stated_by(drafts: list[Draft]) -> Stated:
    """What the drafts cover, so that it is not derived once more."""
    covered = set()
    for draft in drafts:
        covered.add((draft.activity, draft.kind, ""))
        parameters = draft.terms.parameters if isinstance(draft.terms, AssureTerms) else {}
        for key in _NAMED_BY:
            value = parameters.get(key, ())
            covered |= {(draft.activity, draft.kind, str(name)) for name in ((value,) if isinstance(value, str) else value)}
    return Stated(frozenset(covered))


def _read(scope: Scope, policy: Policy, activity: Activity | None, node: Node | None) -> Iterator[Draft]:
    for item in items(node):
        for entry in entries(item):
            kind = entry.key.replace("_", "-")
            if kind not in DUTIES:
                scope.unknown("ZE124", entry.place, entry.key, (k.replace("-", "_") for k in DUTIES), kind="promise kind")
                continue
            slug = field(entry.value, "id", kind)
            id = f"{activity.id if activity else '_'}/assure/{slug}"
            parameters = _Reader(scope, policy, activity).parameters(entry)
            yield Draft(id, kind, AssureTerms(parameters), entry.place, activity.id if activity else "")


class _Reader:
    """Reads the parameters of one stated promise."""

    def __init__(self, scope: Scope, policy: Policy, activity: Activity | None) -> None:
        self.scope, self.policy, self.activity = scope, policy, activity
        self.forms: dict[str, Callable[[Node], Value]] = {
            "data": self._data,
            "columns": self._columns,
            "table": self._table,
            "system": lambda node: next(iter(scope.known_texts("system", node)), ""),
            "files": lambda node: next(iter(scope.known_texts("system", node)), ""),
            "systems": self._systems,
            "recipients": self._recipients,
            "consent": self._consent,
            "documents": lambda node: scope.known_texts("document", node),
            "purposes": self._purposes,
            "period": lambda node: str(scope.period(node)),
            "number": text,
            "word": _free_word,
            "words": _free_words,
            "hosts": lambda node: tuple(sorted(texts(node))),
            "where": pairs,
            "device": self._device,
        }

    def parameters(self, entry: Entry) -> dict[str, Value]:
        """The parameters by name, without the id of the promise."""
        types = {shape.name: shape.type for shape in SHAPES.get(entry.key, ())}
        written = [one for one in entries(entry.value) if one.key not in {"id", "was"}]
        return {one.key: self.forms.get(types.get(one.key, ""), _free)(one.value) for one in written}

    def _data(self, node: Node) -> Value:
        if self.activity is None:
            return texts(node)
        purposes = frozenset(purpose.id for purpose in self.activity.purposes)
        named = read_ids(self.scope, node, self.activity.data, purposes)
        return named or tuple(sorted(datum.id for datum in self.activity.data))

    def _columns(self, node: Node) -> Value:
        return tuple(sorted(found for name in scalars(node) if (found := self._column(name))))

    def _column(self, name: Scalar) -> str:
        """A column, or the table it stands in; a bare name means a column of that name anywhere."""
        parts = name.value.strip().split(".")
        if len(parts) == 1:
            return parts[0]
        if len(parts) == 2 and tables_of(self.scope, parts[0]):
            return self._table(name)
        spot = locate_column(self.scope, name)
        return ".".join(part for part in spot if part) if spot else ""

    def _table(self, node: Node) -> str:
        spot = locate_table(self.scope, node) if isinstance(node, Scalar) else None
        return ".".join(part for part in spot if part) if spot else ""

    def _systems(self, node: Node) -> Value:
        if texts(node) == ("all",):
            return tuple(sorted(s.id for s in self.policy.systems.values() if s.connector not in _PROBES))
        return tuple(sorted(self.scope.known_texts("system", node)))

    def _recipients(self, node: Node) -> Value:
        if not isinstance(node, Mapping):
            return tuple(sorted(self.scope.known_texts("recipient", node)))
        return tuple(sorted(id for id in self.policy.recipients if self._fits(id, dict(pairs(node)))))

    def _fits(self, id: str, wanted: dict[str, str]) -> bool:
        recipient = self.policy.recipients[id]
        mechanism = recipient.transfer.mechanism if recipient.transfer else ""
        third = "third" if recipient.transfer else recipient.country
        facts = {"role": {recipient.role}, "country": {recipient.country, third}, "mechanism": {mechanism}}
        return all(value in facts.get(key, set()) for key, value in wanted.items())

    def _consent(self, node: Node) -> Value:
        if text(node) == "consent":
            return "consent"
        return next(iter(self.scope.known_texts("consent", node)), "")

    def _purposes(self, node: Node) -> Value:
        known = {purpose.id for purpose in self.activity.purposes} if self.activity else set()
        for name in scalars(node):
            if self.activity is not None and name.value.strip() not in known:
                self.scope.unknown("ZE124", name.place, name.value.strip(), known, kind="purpose")
        return tuple(sorted(texts(node)))

    def _device(self, node: Node) -> Value:
        known = {item.id for item in self.activity.devices} if self.activity else set()
        for name in scalars(node):
            if self.activity is not None and name.value.strip() not in known:
                self.scope.unknown("ZE124", name.place, name.value.strip(), known, kind="device item")
        return tuple(sorted(texts(node)))


def _free_word(node: Node) -> Value:
    return text(node) if isinstance(node, Scalar) else pairs(node)


def _free_words(node: Node) -> Value:
    return pairs(node) if isinstance(node, Mapping) else texts(node)


def _free(node: Node) -> Value:
    return _free_word(node) if isinstance(node, Scalar | Mapping) else texts(node)
