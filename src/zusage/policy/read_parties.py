"""Reading recipients and consents: who gets data, and what people agreed to.

Law: what the catalogue of services knows about a recipient fills what the declaration leaves out, never the other way
round; only what somebody read in a source, and address and country only where the name is that of the same company.
A consent without a way back is an error (Art. 7(3) GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.declaration.node import Entry, Node, Scalar
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.locate import Spot, locate_table
from zusage.policy.organisation import Consent, Contract, Recipient, Transfer
from zusage.policy.read_facts import read_agreement, read_sub_processors
from zusage.policy.reading import child, entries, field, fields, flag, items, number, pairs, scalars
from zusage.policy.scope import Scope
from zusage.reference.services import Service, service, services


def read_recipients(scope: Scope) -> dict[str, Recipient]:
    """All recipients by id."""
    return {entry.key: _recipient(scope, entry) for entry in entries(scope.root.get("recipients"))}


def _recipient(scope: Scope, entry: Entry) -> Recipient:
    node = entry.value
    known = _service(scope, child(node, "use"))
    same = known if known and known.called(field(node, "name"), field(node, "country")) else None
    stated = child(node, "parent") is not None or child(node, "under") is not None
    below = known if known and not stated and not known.is_parent(field(node, "name")) else None
    return Recipient(
        id=entry.key,
        name=field(node, "name") or (same.title if same else known.name if known else ""),
        country=field(node, "country") or _sure(same, "country"),
        role=field(node, "role") or (known.role if known else ""),
        use=field(node, "use"),
        address=field(node, "address") or _sure(same, "address"),
        contracts=tuple(read_contract(scope, item) for item in items(child(node, "contracts"))),
        evidence=tuple(read_contract(scope, item) for item in items(child(node, "evidence"))),
        transfer=_transfer(scope, child(node, "transfer")),
        hosts=fields(node, "hosts") or (known.hosts if known else ()),
        system=next(iter(scope.known_texts("system", child(node, "system"))), ""),
        category=scope.words(child(node, "category")),
        location=field(node, "location"),
        parent=_parent(scope, node) or _sure(below, "parent"),
        parent_country=field(child(node, "parent"), "country") or _sure(below, "parent_country"),
        under=_under(scope, node),
        region=field(node, "region"),
        members=fields(node, "members"),
        access_from=fields(node, "access_from"),
        agreement=read_agreement(scope, child(node, "agreement")),
        sub_processors=read_sub_processors(scope, child(node, "sub_processors")),
        passes_on_to=tuple(
            one for item in scalars(child(node, "passes_on_to")) for one in scope.known_texts("recipient", item)
        ),
        onward=tuple(said for item in items(child(node, "passes_on_to")) if (said := scope.words(child(item, "category")))),
        place=entry.place,
    )


def _service(scope: Scope, node: Node | None) -> Service | None:
    if not isinstance(node, Scalar):
        return None
    found = service(node.value.strip())
    if found is None:
        scope.unknown("ZE124", node.place, node.value.strip(), services(), kind="service")
    return found


def _parent(scope: Scope, node: Node) -> str:
    return field(child(node, "parent"), "name") or field(node, "parent") or _under(scope, node)


def _sure(known: Service | None, fact: str) -> str:
    return known.sure(fact) if known else ""


def _under(scope: Scope, node: Node) -> str:
    return next(iter(scope.known_texts("recipient", child(node, "under"))), "")


def read_contract(scope: Scope, node: Node) -> Contract:
    """A contract or another document on file."""
    renew = child(node, "renew")
    return Contract(
        kind=field(node, "kind"),
        dated=scope.day(child(node, "dated")),
        renew=scope.period(renew) if renew is not None else None,
        annexes=fields(node, "annexes"),
        clauses=fields(node, "clauses"),
        file=field(node, "file"),
        place=node.place,
    )


def _transfer(scope: Scope, node: Node | None) -> Transfer | None:
    if node is None:
        return None
    renew = child(node, "renew")
    checked = scope.day(child(node, "checked"))
    return Transfer(
        mechanism=field(node, "mechanism"),
        id=field(node, "id"),
        checked=checked,
        renew=scope.period(renew) if renew is not None else None,
        also=fields(node, "also"),
        listed_as=field(node, "listed_as"),
        covers=fields(node, "covers"),
        module=fields(node, "module"),
        copy=scope.words(child(node, "copy")),
        tia=scope.day(child(node, "tia")),
        ground=field(node, "ground"),
        recurring=flag(node, "recurring"),
        place=node.place,
    )


def read_consents(scope: Scope) -> dict[str, Consent]:
    """All consents by id."""
    return {entry.key: _consent(scope, entry) for entry in entries(scope.root.get("consents"))}


def _consent(scope: Scope, entry: Entry) -> Consent:
    node = entry.value
    proof, expires = child(node, "proof"), child(node, "expires")
    withdraw = fields(node, "withdraw")
    if not withdraw:
        scope.wrong("ZE161", entry.place, consent=entry.key)
    spot = _proof_place(scope, proof)
    return Consent(
        id=entry.key,
        label=scope.words(child(node, "label")) or Text(entry.key, entry.key),
        words=scope.words(child(node, "words")),
        by=field(node, "by"),
        double_opt_in=flag(node, "double_opt_in"),
        system=spot.system,
        table=spot.table,
        where=pairs(child(proof, "where")),
        given=field(proof, "given"),
        confirmed=field(proof, "confirmed"),
        withdrawn=field(proof, "withdrawn"),
        text=field(proof, "text"),
        withdraw=withdraw,
        expires=scope.period(expires) if expires is not None else None,
        address=field(proof, "address"),
        covers=scope.known_texts("activity", child(node, "covers")),
        applies_to=fields(node, "applies_to"),
        refuse=field(node, "refuse"),
        refuse_text=scope.words(child(node, "text_button")),
        separate=flag(node, "separate"),
        condition_of=next(iter(scope.known_texts("activity", child(node, "condition_of"))), ""),
        age=number(node, "age") if child(node, "age") is not None else None,
        parents=scope.words(child(node, "parents")),
        place=entry.place,
    )


def _proof_place(scope: Scope, proof: Node | None) -> Spot:
    written = child(proof, "in")
    spot = locate_table(scope, written) if isinstance(written, Scalar) else None
    return spot or Spot("")


def with_categories(recipients: dict[str, Recipient], activities: Mapping[str, Activity]) -> dict[str, Recipient]:
    """The recipients and, for every flow that only names a category, a recipient of that category."""
    found = dict(recipients)
    for activity in activities.values():
        for flow in activity.flows:
            if flow.recipient not in found:
                role = flow.role or ("authority" if flow.when_kind == "duty" else "controller")
                found[flow.recipient] = Recipient(flow.recipient, "", "", role, category=flow.category, place=flow.place)
    return found
