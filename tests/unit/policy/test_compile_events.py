"""Every form of an event becomes one Start."""

import pytest

from support.declared import WHOLE, compiled, edited
from zusage.model.period import Period
from zusage.plan.condition import ALWAYS, Equals, In, IsNull, Not, both
from zusage.policy.start import (
    AllGone,
    ColumnStart,
    Earliest,
    Latest,
    Matched,
    Plus,
    Removed,
    Silence,
    Start,
    Unseen,
    Withdrawn,
)

LEFT, MADE = ColumnStart("shop", "guests", "left_at"), ColumnStart("shop", "guests", "made_at")
FLEET = """\
  each:
    connector: sql
    url: env:E
    location: DE
    each: {row: shop.bills, key: id}
    tables: {t: {no_personal_data: true}}
"""
CONSENT = "consents: {news: {label: {de: n, en: n}, withdraw: [request]}}\n"
FORMS: list[tuple[str, Start]] = [
    ("{at: shop.guests.left_at}", LEFT),
    ("{all_gone: shop.bills, where: {state: [open, due]}, for: shop.guests, at: shop.bills.paid_at}",
     AllGone("shop", "bills", "guests", "paid_at", In("state", ("open", "due")))),
    ("{all_gone: shop.bills, for: shop.guests, at: shop.bills.paid_at}",
     AllGone("shop", "bills", "guests", "paid_at", ALWAYS)),
    ("{silence: {places: [shop.guests.seen_at, shop.bills.made_on], for: 24 months}}",
     Silence((("shop", "bills", "made_on"), ("shop", "guests", "seen_at")), Period(months=24))),
    ("{earliest_of: [{at: shop.guests.left_at}, {at: shop.guests.made_at}]}", Earliest((LEFT, MADE))),
    ("{latest_of: [left, {at: shop.guests.made_at}]}", Latest((LEFT, MADE))),
    ("{after: left, plus: 30 days}", Plus(LEFT, Period(days=30))),
    ("{withdrawn: news}", Withdrawn("news")),
    ("{removed: shop.bills}", Removed("shop", "bills")),
    ("{state: {shop.bills: {paid: true}}, seen_by: first_observed}", Unseen("state")),
    ("{requested: erasure}", Unseen("requested")),
    ("{granted: objection, against: sale}", Unseen("granted")),
    ("{received: brevo}", Unseen("received")),
    ("{manual: {de: von Hand, en: by hand}}", Unseen("manual")),
    (
        "{at: shop.guests.left_at, for: shop.bills, match: {shop.bills.no: shop.guests.no}}",
        Matched("shop", "guests", "left_at", "no", "shop", "bills", "no"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("written", "start"), FORMS, ids=[form[0][:30] for form in FORMS])
def test_a_form_has_one_start(written: str, start: Start) -> None:
    events = f"{CONSENT}events:\n  left: {{at: shop.guests.left_at}}\n  it: {written}\n"
    policy = compiled(edited(("activities:\n", f"{events}activities:\n")))
    assert policy.events["it"].start == start
    inline = compiled(edited(("activities:\n", f"{events}activities:\n"), ("{at: shop.bills.made_on}", "it")))
    assert inline.rules[1].start == start
    assert inline.rules[1].event == "it"


def test_an_event_for_instances_has_their_grain_and_its_words() -> None:
    event = "events: {over: {label: {de: dem Ende, en: the end}, at: shop.bills.until, for: each}}\n"
    policy = compiled(edited(("systems:\n", f"{event}systems:\n{FLEET}"), ("{at: shop.guests.left_at}", "over")))
    assert policy.rules[0].for_each == "each"
    assert policy.rules[0].start == ColumnStart("shop", "bills", "until")
    label = policy.events["over"].label
    assert label is not None and label.de == "dem Ende"


def test_a_column_of_a_built_in_collection_needs_no_table() -> None:
    log = "  log: {connector: logfiles, paths: [a.log], location: DE}\n"
    rule = "      l: {data: [l], from: {at: log.time}, delete: after 7 days}\n"
    text = edited(("systems:\n", "systems:\n" + log), ("    data:\n", "    data:\n      l: {label: l, in: log}\n")) + rule
    found = next(rule for rule in compiled(text).rules if rule.id == "sale/retention/l")
    assert found.start == ColumnStart("log", "lines", "time")
    assert [(unit.system, unit.table) for unit in found.units] == [("log", "lines")]


def test_where_is_joined_by_and_in_order_of_column() -> None:
    where = "where: {paid: set, note: empty, state: [a, b], live: true, count: 3, kind: guest}"
    policy = compiled(edited(("delete: after 30 days", f"delete: after 30 days, {where}")))
    assert policy.rules[0].where == both(
        Equals("count", 3),
        Equals("kind", "guest"),
        Equals("live", True),
        IsNull("note"),
        Not(IsNull("paid")),
        In("state", ("a", "b")),
    )


def test_nothing_written_is_no_condition() -> None:
    assert compiled(WHOLE).rules[0].where is None
