"""The short form means exactly one full form, and invents no fact of law."""

from __future__ import annotations

from datetime import date

import pytest

from support.declarations import DESCRIPTORS
from zusage.declaration.edit import follow
from zusage.declaration.expand import expand
from zusage.declaration.format import plain
from zusage.declaration.node import Declaration
from zusage.declaration.read import parse_declaration
from zusage.declaration.shape import check_shape
from zusage.model.errors import DeclarationErrors
from zusage.policy.compiler import compile_policy

TEN_LINES = """\
zusage: 1
organisation: {name: Kleinwerk GmbH, address: "Weg 1, 20095 Hamburg", email: dsb@kleinwerk.example, authority: de/hh}
systems:
  shop:
    connector: sql
    url: env:SHOP_URL
    location: DE
    tables:
      customers: {subject: customer via email, for: Vertrag mit Ihnen, basis: contract, keep: 30 days after terminated_at}
      tickets: {for: Beantwortung Ihrer Fragen, basis: contract, keep: 2 years after tickets.closed_at}
"""


def read(text: str) -> Declaration:
    return parse_declaration([("a.yml", text.encode())])


def at(declaration: Declaration, *path: str) -> object:
    node = follow(declaration.root, *path)
    return None if node is None else plain(node)


def test_ten_lines_are_a_whole_declaration() -> None:
    assert TEN_LINES.count("\n") == 10
    declaration = read(TEN_LINES)
    assert check_shape(declaration, DESCRIPTORS) == []
    full = expand(declaration)
    assert check_shape(full, DESCRIPTORS) == []
    policy = compile_policy(full, DESCRIPTORS, date(2026, 11, 22)).policy
    ids = {promise.id for promise in policy.promises}
    assert {"customers/retention/customers", "tickets/retention/tickets"} <= ids
    assert policy.subjects["customer"].found_in == (("shop", "customers", ("email",)),)
    assert policy.systems["shop"].tables["tickets"].owners[0].table == "customers"


def test_what_the_lines_become() -> None:
    full = expand(read(TEN_LINES))
    assert at(full, "activities", "tickets") == {
        "title": "tickets",
        "subjects": ["customer"],
        "purposes": {"tickets": "Beantwortung Ihrer Fragen"},
        "basis": "contract",
        "data": {"tickets": {"label": "tickets", "in": "shop.tickets"}},
        "retention": {"tickets": {"data": ["tickets"], "from": {"at": "shop.tickets.closed_at"}, "delete": "after 2 years"}},
    }
    assert at(full, "systems", "shop", "tables", "customers") == {"subject": "customer"}
    assert at(full, "rights", "covers") == ["shop"]


@pytest.mark.parametrize(
    ("keep", "rule"),
    [
        ("30 days after left_at", {"from": {"at": "shop.customers.left_at"}, "delete": "after 30 days"}),
        ("P6M after left_at", {"from": {"at": "shop.customers.left_at"}, "delete": "after P6M"}),
        ("30 days after shop.tickets.closed_at", {"from": {"at": "shop.tickets.closed_at"}, "delete": "after 30 days"}),
        ("30 days after gone", {"from": "gone", "delete": "after 30 days"}),
        ("until left_at", {"from": {"at": "shop.customers.left_at"}, "delete": "at once"}),
        (
            "de/vouchers after left_at",
            {"from": {"at": "shop.customers.left_at"}, "keep": {"law": "de/vouchers"}, "delete": "afterwards"},
        ),
    ],
)
def test_ways_to_keep(keep: str, rule: dict[str, object]) -> None:
    text = TEN_LINES.replace("30 days after terminated_at", keep) + "events: {gone: {at: shop.customers.left_at}}\n"
    assert at(expand(read(text)), "activities", "customers", "retention", "customers") == {"data": ["customers"], **rule}


def test_rule_joins_the_activity_that_claims_the_table() -> None:
    text = TEN_LINES.replace(
        "for: Beantwortung Ihrer Fragen, basis: contract, ", "owned_by: customers via customer_id, "
    ) + (
        "activities:\n  support:\n    title: Hilfe\n    subjects: [customer]\n    purposes: {help: Hilfe}\n"
        "    basis: contract\n"
        "    data: {questions: {label: Fragen, in: shop.tickets}}\n"
    )
    full = expand(read(text))
    assert at(full, "activities", "support", "retention", "tickets", "data") == ["questions"]
    assert at(full, "activities", "tickets") is None


def test_tables_can_share_an_activity() -> None:
    text = TEN_LINES.replace("tickets: {for", "tickets: {activity: customers, for")
    full = expand(read(text))
    assert at(full, "activities", "customers", "purposes") == {
        "customers": "Vertrag mit Ihnen",
        "tickets": "Beantwortung Ihrer Fragen",
    }
    assert at(full, "activities", "customers", "basis") == "contract"
    assert set(at(full, "activities", "customers", "retention")) == {"customers", "tickets"}  # type: ignore[call-overload]


def test_new_nodes_have_the_place_of_their_line() -> None:
    activity = follow(expand(read(TEN_LINES)).root, "activities", "tickets", "retention", "tickets", "delete")
    assert activity is not None
    assert (activity.place.file, activity.place.line) == ("a.yml", 10)


def test_full_form_stays_as_it_is() -> None:
    full = expand(read(TEN_LINES))
    assert expand(full) is full
    declaration = read("zusage: 1\nsystems: {a: {connector: sql, tables: {t: {subject: x}}}}\n")
    assert expand(declaration) is declaration


def test_nothing_is_invented() -> None:
    with pytest.raises(DeclarationErrors) as errors:
        expand(read(TEN_LINES.replace("for: Beantwortung Ihrer Fragen, basis: contract, ", "")))
    assert [(error.code, error.arguments["missing"]) for error in errors.value.errors] == [
        ("ZE155", "for"),
        ("ZE155", "basis"),
    ]
