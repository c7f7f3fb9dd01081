"""Reading recipients and consents: who gets data, and what people agreed to.

Law: what the catalogue of services knows about a recipient fills what the declaration leaves out, never the other way
round. A consent without a way back is an error (Art. 7(3) GDPR).
"""

from __future__ import annotations

from collections.abc import Mapping

from zusage.declaration.node import Entry, Node, Scalar
from zusage.model.text import Text
from zusage.policy.activity import Activity
from zusage.policy.locate import Spot, locate_table
from zusage.policy.organisation import Consent, Contract, Recipient, Transfer
from zusage.policy.reading import child, entries, field, fields, flag, items, pairs
from zusage.policy.scope import Scope
from zusage.reference.services import Service, service, services


def read_recipients(scope: Scope) -> dict[str, Recipient]:
    """All recipients by id."""
    return {entry.key: _recipient(scope, entry) for entry in entries(scope.root.get("recipients"))}


def _recipient(scope: Scope, entry: Entry) -> Recipient:
    node = entry.value
    known = _service(scope, child(node, "use"))
    return Recipient(
        id=entry.key,
        name=field(node, "name") or (known.entity or known.name if known else ""),
        country=field(node, "country") or (known.country if known else ""),
        role=field(node, "role") or (known.role if known else ""),
        use=field(node, "use"),
        address=field(node, "address"),
        contracts=tuple(_contract(scope, item) for item in items(child(node, "contracts"))),
        evidence=tuple(_contract(scope, item) for item in items(child(node, "evidence"))),
        transfer=_transfer(scope, child(node, "transfer")),
        hosts=fields(node, "hosts"),
        system=next(iter(scope.known_texts("system", child(node, "system"))), ""),
        category=scope.words(child(node, "category")),
        location=field(node, "location"),
        parent=field(child(node, "parent"), "name") or field(node, "parent") or _under(scope, node),
        place=entry.place,
    )


def _service(scope: Scope, node: Node | None) -> Service | None:
    if not isinstance(node, Scalar):
        return None
    found = service(node.value.strip())
    if found is None:
        scope.unknown("ZE124", node.place, node.value.strip(), services(), kind="service")
    return found


def _under(scope: Scope, node: Node) -> str:
    return next(iter(scope.known_texts("recipient", child(node, "under"))), "")


def _contract(scope: Scope, node: Node) -> Contract:
    renew = child(node, "renew")
    return Contract(
        kind=field(node, "kind"),
        dated=scope.day(child(node, "dated")),
        renew=scope.period(renew) if renew is not None else None,
        annexes=fields(node, "annexes"),
        clauses=fields(node, "clauses"),
        file=field(node, "file"),
    )


def _transfer(scope: Scope, node: Node | None) -> Transfer | None:
    if node is None:
        return None
    renew = child(node, "renew")
    checked = scope.day(child(node, "checked"))
    return Transfer(field(node, "mechanism"), field(node, "id"), checked, scope.period(renew) if renew is not None else None)


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
