"""Deriving what people are promised when they ask: the rights their bases give, objection, self-service.

Law: which rights exist follows from the bases of the activities for which we are responsible (Art. 15-22 GDPR); a processor
passes requests on. Portability and objection name the activities they are about.
"""

from __future__ import annotations

from collections.abc import Iterator

from zusage.declaration.node import Mapping, Node
from zusage.model.period import parse_period
from zusage.policy.activity import Activity
from zusage.policy.draft import Draft, Stated
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, Value
from zusage.policy.reading import child, entries, field, fields, pairs
from zusage.reference.words import rights_from

_SEVERAL = {"used-only-for", "right-honoured"}
_BY_ACTIVITY = {"portability", "objection", "withdrawal"}


def derive_rights(policy: Policy, root: Mapping, stated: Stated) -> Iterator[Draft]:
    """The rights that the organisation owes, how they are asked for, and how identity is checked."""
    own = [activity for activity in policy.activities.values() if activity.role != "processor"]
    given = {activity.id: rights_from({basis.kind for basis in activity.bases}) for activity in own}
    written = root.get("rights") or root
    for right in rights_from({basis.kind for activity in own for basis in activity.bases}) if own else ():
        parameters: dict[str, Value] = {"right": right, "within": str(policy.rights.answer_within)}
        parameters["covers"] = tuple(sorted(policy.rights.covers))
        if right in _BY_ACTIVITY:
            parameters["activities"] = tuple(sorted(id for id, rights in given.items() if right in rights))
        if not stated.covers("", "right-honoured", right):
            yield Draft(f"_/rights/{right}", "right-honoured", AssureTerms(parameters), written.place)
    yield from _asked(root.get("rights"), stated)


def _asked(node: Node | None, stated: Stated) -> Iterator[Draft]:
    for channel in entries(child(node, "channels")):
        if field(child(node, "channels"), channel.key) != "false" and not stated.covers(
            "", "channel-reachable", channel.key
        ):
            terms = AssureTerms({"channel": channel.key})
            yield Draft(f"_/rights/channel-{channel.key}", "channel-reachable", terms, channel.place)
    identity = child(node, "identity")
    if identity is not None:
        proof = parse_period(field(identity, "delete_proof").removeprefix("after ").removeprefix("within "))
        parameters = {"when": field(identity, "when"), "delete_proof": str(proof) if proof else ""}
        yield Draft("_/rights/identity", "identity-checked", AssureTerms(parameters), identity.place)


def derive_choices(activity: Activity, node: Node | None, stated: Stated) -> Iterator[Draft]:
    """What people can do about one activity: object, opt out, help themselves; and whom it concerns at all."""
    for ending, kind, parameters in _choices(activity, node):
        if kind in _SEVERAL or not stated.covers(activity.id, kind):
            yield Draft(f"{activity.id}/{ending}", kind, AssureTerms(parameters), activity.place, activity.id)


def _choices(activity: Activity, node: Node | None) -> Iterator[tuple[str, str, dict[str, Value]]]:
    if activity.objection is not None and activity.role != "processor":
        absolute = "true" if activity.objection.absolute else ""
        yield "rights/objection", "objection-honoured", {"effect": activity.objection.effect, "absolute": absolute}
    if activity.forward_to:
        within = str(activity.forward_within) if activity.forward_within else ""
        yield "rights/forward", "right-honoured", {"right": "forward", "to": activity.forward_to, "within": within}
    if (opt_out := child(node, "opt_out")) is not None:
        url = field(opt_out, "url") or field(opt_out, "requests_to")
        yield "rights/opt-out", "opt-out-works", {"url": url, "effect": field(opt_out, "effect")}
    if (own := child(node, "self_service")) is not None:
        change = tuple(sorted(fields(own, "change")))
        parameters: dict[str, Value] = {"change": change, "close": field(own, "close"), "erase": field(own, "erase")}
        yield "rights/self-service", "self-service", parameters
    if (group := child(node, "only_for")) is not None:
        yield "only-for/group", "only-for-group", {"group": pairs(child(group, "group")), "first": field(group, "first")}
    for excluded in entries(child(node, "excluded_purposes")):
        yield f"excluded/{excluded.key}", "used-only-for", _only(activity, excluded.key)


def _only(activity: Activity, excluded: str) -> dict[str, Value]:
    return {
        "data": tuple(sorted(datum.id for datum in activity.data)),
        "purposes": tuple(sorted(purpose.id for purpose in activity.purposes)),
        "excluded": excluded,
    }
