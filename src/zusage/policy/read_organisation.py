"""Reading who is responsible: organisation, run, documents, subjects, holds, rights.

Law: values only; every name that is meant as a reference is resolved or recorded as unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zusage.declaration.node import Entry, Mapping, Node, Scalar
from zusage.model.period import AT_ONCE, Period
from zusage.model.place import NOWHERE
from zusage.model.text import Text
from zusage.policy.locate import locate_table
from zusage.policy.organisation import Changes, Document, HoldKind, Officer, Organisation, Rights, Statement, Subject
from zusage.policy.read_facts import read_informed, read_layers, read_representative
from zusage.policy.read_times import read_time
from zusage.policy.reading import child, entries, field, fields, flag, items, number
from zusage.policy.scope import Scope
from zusage.reference.authorities import authorities


def read_organisation(scope: Scope) -> Organisation:
    """The controller; an unknown authority is recorded."""
    node = scope.root.get("organisation")
    written = child(node, "authority")
    authority = field(node, "authority")
    if isinstance(written, Scalar) and authority not in authorities():
        scope.unknown("ZE124", written.place, authority, authorities(), kind="authority")
    officer = child(node, "data_protection_officer")
    return Organisation(
        name=field(node, "name"),
        address=field(node, "address"),
        email=field(node, "email"),
        authority=authority,
        phone=field(node, "phone"),
        representative=field(node, "representative"),
        register=field(node, "register"),
        officer=Officer(field(officer, "email"), field(officer, "name")) if officer is not None else None,
        kind=field(node, "kind"),
        year_ends=read_year_end(scope),
        tax_owner=field(node, "tax_owner"),
        country=field(node, "country") or field(scope.root, "regime", "eu/de").rpartition("/")[2].upper(),
        eu_representative=read_representative(child(node, "eu_representative")),
        people_processing=number(node, "people_processing") if child(node, "people_processing") is not None else None,
        works_council=flag(node, "works_council"),
        place=node.place if node is not None else NOWHERE,
    )


def read_year_end(scope: Scope) -> tuple[int, int] | None:
    """Month and day on which the financial year ends; None where nothing is written."""
    written = field(scope.root.get("organisation"), "financial_year_ends")
    month, _, day = written.partition("-")
    return (int(month), int(day)) if written else None


def read_documents(scope: Scope) -> dict[str, Document]:
    """All documents by id."""
    return {entry.key: _document(scope, entry) for entry in entries(scope.root.get("documents"))}


def _document(scope: Scope, entry: Entry) -> Document:
    node = entry.value
    changes = child(node, "changes")
    return Document(
        id=entry.key,
        title=scope.words(child(node, "title")) or Text(entry.key, entry.key),
        kind=field(node, "kind", "notice"),
        published_at=fields(node, "published_at"),
        dated=scope.day(child(node, "dated")),
        address_form=field(node, "address_form", "Sie"),
        changes=_changes(scope, changes) if changes is not None else None,
        statements=tuple(_statements(scope, child(node, "statements"))),
        place=entry.place,
        layers=read_layers(scope, child(node, "layers")),
        includes=scope.known_texts("activity", child(node, "includes")),
    )


def _changes(scope: Scope, node: Node) -> Changes:
    for name in (name for name in items(child(node, "notify")) if isinstance(name, Scalar)):
        scope.knows("subject", name)
    before = scope.period(child(node, "before"), AT_ONCE)
    return Changes(field(node, "notify"), fields(node, "by"), field(node, "when", "any"), before)


def _statements(scope: Scope, node: Node | None) -> list[Statement]:
    found = []
    for item in items(node):
        words = scope.words(child(item, "text") or item)
        if words is not None:
            found.append(Statement(words, field(item, "claim"), item.place))
    return found


def read_subjects(scope: Scope) -> dict[str, Subject]:
    """All groups of data subjects by id."""
    found = {}
    for entry in entries(scope.root.get("subjects")):
        label = scope.words(child(entry.value, "label")) or Text(entry.key, entry.key)
        found_in = _found_in(scope, child(entry.value, "found_in"))
        found[entry.key] = Subject(
            entry.key,
            label,
            tuple((system, table, tuple(map(_identifier, written))) for system, table, written in found_in),
            flag(entry.value, "minors"),
            field(entry.value, "kind"),
            read_informed(scope, child(entry.value, "informed")),
            entry.place,
            tuple(key for one in found_in for key in _keys(*one)) or None,
        )
    return found


def _found_in(scope: Scope, node: Node | None) -> list[tuple[str, str, tuple[Node, ...]]]:
    """System, table and what is written about it."""
    spots = ((locate_table(scope, Scalar(entry.place, entry.key)), entry.value) for entry in entries(node))
    return [(spot.system, spot.table, tuple(items(value))) for spot, value in spots if spot is not None]


def _keys(system: str, table: str, written: Iterable[Node]) -> Iterator[tuple[str, str, str, str]]:
    """The environment variables with the keys of the columns that hold keyed digests."""
    for item in written:
        column, key = field(item, "hash_of"), field(item, "key").removeprefix("env:")
        if column and key:
            yield system, table, column, key


def _identifier(node: Node) -> str:
    """A column, or `hash_of:email` / `pseudonym_of:email` where only that is stored."""
    if isinstance(node, Mapping):
        kind = next((key for key in ("hash_of", "pseudonym_of") if node.get(key) is not None), "")
        return f"{kind}:{field(node, kind)}"
    return node.value.strip() if isinstance(node, Scalar) else ""


def read_holds(scope: Scope) -> dict[str, HoldKind]:
    """All kinds of hold by id."""
    found = {}
    for entry in entries(scope.root.get("holds")):
        label = scope.words(child(entry.value, "label")) or Text(entry.key, entry.key)
        review = scope.period(child(entry.value, "review"), Period(days=90))
        found[entry.key] = HoldKind(entry.key, label, review, field(entry.value, "approver"), entry.place)
    return found


def read_rights(scope: Scope) -> Rights:
    """How requests are made; without `rights:` the organisation's own address counts."""
    node = scope.root.get("rights")
    channels = child(node, "channels")
    email = field(channels, "email") or field(scope.root.get("organisation"), "email")
    within = scope.period(child(node, "answer_within"), Period(months=1))
    covers = scope.known_texts("system", child(node, "covers"))
    written = child(node, "answer_within") or node
    place = written.place if written is not None else NOWHERE
    identity, fee = child(node, "identity"), child(node, "fee")
    proof = child(identity, "delete_proof")
    return Rights(
        email=email,
        post=flag(channels, "post"),
        answer_within=within,
        covers=covers,
        phone=field(channels, "phone"),
        form=field(channels, "form"),
        identity=field(identity, "when"),
        propagate=tuple(entry.key for entry in entries(child(node, "propagate"))),
        tells=fields(node, "tells"),
        fee=field(node, "fee"),
        declared=node is not None,
        delete_proof=read_time(scope, proof)[1] if proof is not None else None,
        place=place,
        identity_place=identity.place if identity is not None else NOWHERE,
        fee_place=fee.place if fee is not None else NOWHERE,
    )
