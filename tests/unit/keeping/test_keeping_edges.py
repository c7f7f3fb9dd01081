"""Ownership: paths, polymorphic edges, composite keys, cycles, holds over owners."""

from __future__ import annotations

from support.policies import owned, structure, subject, table
from zusage.keeping.edges import dependants, down_path, owner_ways, path
from zusage.keeping.holds import held
from zusage.plan.condition import Edge, Equals, Exists, Held, both, either
from zusage.plan.structure import ForeignKey, Structure, Table
from zusage.policy.system import Owner, TableUse

SHAPE = structure(
    table("contacts", "id:integer!"),
    table("talks", "id:integer!", "contact_id:integer!", fk=[("contact_id", "contacts")]),
    table("messages", "id:integer!", "talk_id:integer!", fk=[("talk_id", "talks")]),
    table("attachments", "id:integer!", "owner_type!", "owner_id:integer!"),
)
USES: dict[str, TableUse] = {
    use.name: use
    for use in (
        subject("contacts"),
        owned("talks", "contacts"),
        owned("messages", Owner("talks", "talk_id")),
        owned(
            "attachments",
            Owner("messages", "owner_id", "owner_type", "message"),
            Owner("talks", "owner_id", "owner_type", "talk"),
        ),
    )
}


def test_the_shortest_way_up_and_down():
    up = path(USES, SHAPE, "messages", "contacts")
    assert up is not None
    assert [w.edge for w in up] == [Edge("talks", (("talk_id", "id"),)), Edge("contacts", (("contact_id", "id"),))]
    down = down_path(USES, SHAPE, "contacts", "messages")
    assert down is not None
    assert [w.edge for w in down] == [Edge("talks", (("id", "contact_id"),)), Edge("messages", (("id", "talk_id"),))]
    assert path(USES, SHAPE, "contacts", "messages") is None
    assert path(USES, SHAPE, "contacts", "contacts") == ()


def test_a_polymorphic_edge_counts_only_for_its_type():
    first, second = owner_ways(USES, SHAPE, "attachments")
    assert (first.edge.table, first.when) == ("messages", Equals("owner_type", "message"))
    assert (second.edge.table, second.when) == ("talks", Equals("owner_type", "talk"))
    hanging = dependants(USES, SHAPE, "messages")
    assert [(d.table, d.owned, d.enforced, d.when) for d in hanging] == [
        ("attachments", True, False, Equals("owner_type", "message"))
    ]


def test_a_hold_reaches_everything_below_and_nothing_above():
    talk = Exists(
        Edge("talks", (("talk_id", "id"),)),
        either(Held("talks", "id"), Exists(Edge("contacts", (("contact_id", "id"),)), Held("contacts", "id"))),
    )
    assert held(USES, SHAPE, "messages") == either(Held("messages", "id"), talk)
    assert held(USES, SHAPE, "contacts") == Held("contacts", "id")


def test_a_cycle_of_owners_ends():
    shape = structure(
        table("a", "id:integer!", "b:integer", fk=[("b", "b")]), table("b", "id:integer!", "a:integer", fk=[("a", "a")])
    )
    uses = {u.name: u for u in (owned("a", "b"), owned("b", "a"))}
    assert held(uses, shape, "a") is not None
    assert path(uses, shape, "a", "missing") is None


def test_composite_keys_stay_whole():
    parent = Table("orders", (), ("shop", "number"))
    child = Table("items", (), ("id",), (ForeignKey(("shop", "number"), "orders", ("shop", "number")),))
    shape = Structure({"orders": parent, "items": child})
    (way,) = owner_ways({"items": owned("items", "orders")}, shape, "items")
    assert way.edge == Edge("orders", (("shop", "shop"), ("number", "number")))


def test_an_owner_that_cannot_be_resolved_joins_nothing():
    assert owner_ways({"contacts": owned("contacts", Owner("nowhere", "x"))}, SHAPE, "contacts") == ()
    assert both() == both(None)
