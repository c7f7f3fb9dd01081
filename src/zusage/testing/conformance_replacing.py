"""The exam for stores that replace values and restrict rows; the same cases for the twin and every database.

Law: as in `zusage.testing.conformance`; a case looks at a store only through its connector.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from zusage.operators.mark import is_mark
from zusage.plan.act import Release, Replace, Restrict
from zusage.plan.change import Change, Reading
from zusage.plan.condition import ALWAYS, NEVER, Condition, Edge, Equals, Held, Not, both
from zusage.plan.connector import Connector, HeldScope, Order
from zusage.plan.look import Count, Linkable, Moment
from zusage.plan.receipt import Batch, RefusalKind
from zusage.plan.structure import Column, ForeignKey
from zusage.testing.conformance import OpenStore
from zusage.testing.sketches import FREE, NOW, Sketch, ago, delete, done, older, order, refused, table

CASES: dict[str, Callable[[OpenStore], None]] = {}
KEY = b"0123456789abcdef0123456789abcdef"
OTHER = b"fedcba9876543210fedcba9876543210"
ID, AT = Column("id", "integer", nullable=False), Column("at", "instant")


def case(check: Callable[[OpenStore], None]) -> Callable[[OpenStore], None]:
    """Register a case under its name."""
    CASES[check.__name__] = check
    return check


def people(*rows: dict[str, Any], columns: Sequence[Column] = (), **more: Any) -> Sketch:
    """People with a name and what else a case needs; the first half is old."""
    columns = (ID, AT, Column("name", "text"), *columns)
    filled = [{"id": number, "at": ago(40), **row} for number, row in enumerate(rows, 1)]
    return Sketch((table("people", *columns, **more),), {"people": filled})


def replacing(*changes: Change, condition: Condition | None = None, act: str = "r1", name: str = "people") -> Replace:
    """Replace values of old rows."""
    return Replace(act, "shop/r", name, changes, condition or older(30), "anonymise", Moment("at"), keyed="once")


def keyed(run: str = "run-1", **more: Any) -> Order:
    """An order that brings two secrets."""
    return order(run, keys={"once": KEY, "pseudonym:people": OTHER}, **more)


def column(store: Connector, name: str, of: str = "people") -> list[Any]:
    """A column in order of the id."""
    return [value for _, value in sorted(store.rows(of, ("id", name), None, {}), key=lambda row: str(row[0]).zfill(9))]


def open_rows(store: Connector, act: Replace) -> int:
    """How many rows a plan would find still to be replaced."""
    look = Count("c", act.table, act.condition, changes=act.changes)
    return store.look(look, {}, NOW).numbers["count"]


def twice(store: Connector, act: Replace, expected: int) -> None:
    """The rows are found, replaced once, and not found again, neither by a look nor by a second run."""
    assert open_rows(store, act) == expected
    receipt = store.apply(act, keyed())
    assert done(receipt) == ({act.table: expected} if expected else {}), receipt
    assert open_rows(store, act) == 0
    again = store.apply(act, keyed("run-2"))
    assert done(again) == {} and again.batches == 0


@case
def values_are_emptied_or_made_alike(open_store: OpenStore) -> None:
    """Nothing and constant; young rows and rows under a hold keep their values."""
    rows = [{"name": f"P{n}", "town": "Kiel"} for n in range(70)]
    sketch = people(*rows, {"at": ago(1), "name": "young", "town": "Kiel"}, columns=[Column("town", "text", length=10)])
    store = open_store(sketch)
    store.set_holds((HeldScope("h", "people", "3"),))
    free = both(older(30), Not(Held("people", "id")))
    twice(store, replacing(Change("name", "nothing"), Change("town", "constant", (("value", "–"),)), condition=free), 69)
    assert column(store, "name") == [None, None, "P2", *[None] * 67, "young"]
    assert column(store, "town")[:4] == ["–", "–", "Kiel", "–"]


@case
def values_are_shortened(open_store: OpenStore) -> None:
    """A postcode keeps two digits, an address its network, a date its year, an age its decade."""
    columns = [Column("zip", "text"), Column("ip", "text"), Column("born", "day"), Column("age", "integer")]
    columns.append(Column("seen", "instant"))
    day, seen = datetime(1983, 6, 17, tzinfo=UTC).date(), datetime(2025, 3, 9, 23, 59, 1, tzinfo=UTC)
    row = {"name": "A", "zip": "24103", "ip": "2001:db8:1:2::3, 81.2.69.142", "born": day, "age": 37, "seen": seen}
    store = open_store(people(row, {"name": "B"}, {**row, "age": -3}, columns=columns))
    act = replacing(
        Change("zip", "truncate", (("keep", "2"),)),
        Change("ip", "truncate", (("v4", "24"), ("v6", "48"))),
        Change("born", "truncate", (("to", "year"),)),
        Change("age", "bucket", (("size", "10"),)),
        Change("seen", "truncate", (("to", "month"),)),
    )
    twice(store, act, 2)
    assert column(store, "zip") == ["24", None, "24"] and column(store, "age") == [30, None, -10]
    assert column(store, "ip")[0] == "2001:db8:1::, 81.2.69.0"
    assert str(column(store, "born")[0]) == "1983-01-01"
    assert str(column(store, "seen")[0]).startswith("2025-03-01 00:00:00")


@case
def pseudonyms_join_across_tables(open_store: OpenStore) -> None:
    """The same key gives the same pseudonym everywhere; a key of an act gives another; both are known again."""
    email = Column("email", "text")
    tables = (table("people", ID, AT, email), table("orders", ID, AT, email))
    rows = {
        name: [{"id": n, "at": ago(40), "email": f"{n}@x.example"} for n in range(1, 4)] for name in ("people", "orders")
    }
    store = open_store(Sketch(tables, rows))
    shared = Change("email", "pseudonym", (("key", "people"),))
    twice(store, replacing(shared), 3)
    store.apply(replacing(shared, name="orders", act="r2"), keyed("run-3"))
    assert column(store, "email") == column(store, "email", "orders") and all(map(is_mark, column(store, "email")))
    assert len(set(column(store, "email"))) == 3
    twice(store, replacing(Change("email", "hash"), act="r3"), 0)


@case
def a_key_is_brought_or_nothing_happens(open_store: OpenStore) -> None:
    """Without its secret a keyed act is refused and changes nothing."""
    store = open_store(people({"name": "A"}))
    refused(store.apply(replacing(Change("name", "hash")), order()), RefusalKind.UNABLE)
    assert column(store, "name") == ["A"]


@case
def what_looks_like_a_pseudonym_is_replaced(open_store: OpenStore) -> None:
    """A name that a person chose to look like a pseudonym is no pseudonym."""
    store = open_store(people({"name": "zs_aaaaaaaaaaaaaaaa0000"}, {"name": "zs_abcdefghijklmnop"}))
    twice(store, replacing(Change("name", "hash")), 2)
    assert all(map(is_mark, column(store, "name")))


@case
def the_person_goes_from_the_text(open_store: OpenStore) -> None:
    """Name, address, number and account of the row's owner, in other spellings; other people stay."""
    person = table("people", ID, AT, *(Column(name, "text") for name in ("name", "email", "phone", "iban")))
    message = table("notes", ID, AT, Column("person_id", "integer"), Column("body", "text", length=120))
    known = {"name": "Jörg Müller", "email": "jm@x.example", "phone": "+49 4832 123456", "iban": "DE89370400440532013000"}
    people_rows = [{"id": 1, "at": ago(40), **known}, {"id": 2, "at": ago(40), "name": "Ada Berg"}]
    bodies = ["Herr MUELLER (JM@X.example, 04832/12 34 56) an Ada", "de89 3704 0044 0532 0130 00", "nichts", None]
    notes = [{"id": n, "at": ago(40), "person_id": 1, "body": body} for n, body in enumerate(bodies, 1)]
    notes.append({"id": 5, "at": ago(40), "person_id": 2, "body": "Müller an ada"})
    store = open_store(Sketch((person, message), {"people": people_rows, "notes": notes}))
    owner = (Edge("people", (("person_id", "id"),)),)
    act = replacing(
        Change("body", "remove", (), tuple(Reading(what, what, owner) for what in ("name", "email", "phone", "iban"))),
        name="notes",
    )
    twice(store, act, 3)
    found = ["Herr […] ([…], […]) an Ada", "[…]", "nichts", None, "Müller an […]"]
    assert column(store, "body", "notes") == found


@case
def values_are_read_before_they_go(open_store: OpenStore) -> None:
    """One act empties the name and removes it from the text of the same row: the text is judged on the row as it was."""
    store = open_store(people({"name": "Ada Berg", "note": "Frau Berg rief an"}, columns=[Column("note", "text")]))
    changes = (Change("name", "nothing"), Change("note", "remove", (), (Reading("name", "name"),)))
    twice(store, replacing(*changes), 1)
    assert column(store, "note") == ["Frau […] rief an"] and column(store, "name") == [None]


@case
def a_placeholder_takes_over(open_store: OpenStore) -> None:
    """References are turned to the row of nobody; where that row is missing, nothing changes."""
    users = table("users")
    link = Column("user_id", "integer", nullable=False)
    posts = table("posts", ID, AT, link, foreign_keys=(ForeignKey(("user_id",), "users", ("id",)),))
    rows = {"users": [{"id": 0, "at": ago(1)}, {"id": 7, "at": ago(90)}], "posts": [{"id": 1, "at": ago(40), "user_id": 7}]}
    store = open_store(Sketch((users, posts), rows))
    refused(
        store.apply(replacing(Change("user_id", "placeholder", (("row", "5"),)), name="posts"), order()),
        RefusalKind.CONSTRAINT,
    )
    twice(store, replacing(Change("user_id", "placeholder", (("row", "0"),)), name="posts", act="r2"), 1)
    assert column(store, "user_id", "posts") == [0]


@case
def what_the_shape_forbids_is_refused_before_a_row(open_store: OpenStore) -> None:
    """NOT NULL, UNIQUE, width, kind, key, reference and a missing column: refused as a constraint, nothing changed."""
    columns = [Column("email", "text", nullable=False), Column("code", "text", length=8), Column("n", "integer")]
    store = open_store(people({"name": "A", "email": "a", "code": "c", "n": 1}, columns=columns, unique=(("email",),)))
    wrong = (
        Change("email", "nothing"),
        Change("email", "constant", (("value", "x"),)),
        Change("code", "constant", (("value", "too long for it"),)),
        Change("code", "hash"),
        Change("n", "hash"),
        Change("id", "bucket", (("size", "10"),)),
        Change("gone", "nothing"),
    )
    for number, change in enumerate(wrong):
        receipt = store.apply(replacing(Change("name", "nothing"), change, act=f"w{number}"), keyed())
        refused(receipt, RefusalKind.CONSTRAINT)
    assert column(store, "name") == ["A"]


@case
def ceilings_and_batches_hold_for_replacing(open_store: OpenStore) -> None:
    """Batches as ordered, the ceiling keeps the rest as it is, and a second order goes on."""
    store = open_store(people(*({"name": f"P{n}"} for n in range(95))))
    act, heard = replacing(Change("name", "hash")), list[Batch]()
    limits = replace(FREE, max_rows=60)
    refused(store.apply(act, keyed(limits=limits, progress=heard.append)), RefusalKind.CEILING)
    replaced = sum(batch.counts["people"] for batch in heard)
    assert heard[0].counts == {"people": 30} and replaced <= 60 and open_rows(store, act) == 95 - replaced
    assert done(store.apply(act, keyed("run-2"))) == {"people": 95 - replaced}


@case
def a_resumed_run_finishes_with_the_same_key(open_store: OpenStore) -> None:
    """Stopped between batches and resumed: equal values before and after the stop have equal pseudonyms."""
    store = open_store(people(*({"name": f"P{n % 3}"} for n in range(90))))
    act, heard = replacing(Change("name", "hash")), list[Batch]()
    refused(store.apply(act, keyed(progress=heard.append, stopped=lambda: len(heard) >= 1)), RefusalKind.STOPPED)
    assert done(store.apply(act, keyed())) == {"people": 90} and len(set(column(store, "name"))) == 3


@case
def only_the_receipt_says_what_was_reached(open_store: OpenStore) -> None:
    """No store says anonymised: a hash is a pseudonym, everything else is shortened until somebody has looked."""
    store = open_store(people({"name": "A", "town": "Kiel"}, columns=[Column("town", "text")]))
    assert store.apply(replacing(Change("town", "nothing")), keyed()).reached == "shortened"
    hashed = replacing(Change("name", "hash"), Change("town", "nothing"), act="r2")
    assert store.apply(hashed, keyed()).reached == "pseudonymised"


@case
def rows_that_can_be_told_apart_are_counted(open_store: OpenStore) -> None:
    """Uniqueness and the smallest group, over rows that fulfil a condition; empty is a value like any other."""
    towns = ["Kiel", "Kiel", "kiel", None, None, "Bonn"]
    rows = [{"name": "N", "town": town} for town in towns]
    store = open_store(people(*rows, columns=[Column("town", "text")]))
    seen = store.look(Linkable("l", "people", ("name", "town")), {}, NOW).numbers
    assert seen == {"rows": 6, "groups": 4, "unique": 2, "smallest": 1}
    seen = store.look(Linkable("l", "people", ("town",), Equals("town", "Kiel")), {}, NOW).numbers
    assert seen == {"rows": 2, "groups": 1, "unique": 0, "smallest": 2}
    seen = store.look(Linkable("l", "people", ("town",), Equals("town", "Ulm")), {}, NOW).numbers
    assert seen == {"rows": 0, "groups": 0, "unique": 0, "smallest": 0}
    assert store.look(Linkable("l", "people", (), ALWAYS), {}, NOW).numbers["groups"] == 1


@case
def rows_are_marked_and_released(open_store: OpenStore) -> None:
    """Marked once, counted by their mark, released when the condition ends; nothing of the rows changes."""
    store = open_store(people(*({"name": f"P{n}"} for n in range(70)), {"at": ago(1), "name": "young"}))
    act = Restrict("m1", "shop/m", "people", older(30))
    open_ones = Count("c", "people", older(30), marks=("shop/m", False))
    assert store.look(open_ones, {}, NOW).numbers["count"] == 70
    assert done(store.apply(act, order())) == {"people": 70} and column(store, "name")[0] == "P0"
    assert store.look(open_ones, {}, NOW).numbers["count"] == 0
    again = store.apply(act, order("run-2"))
    assert done(again) == {} and again.batches == 0
    loose = Count("c", "people", Not(older(50)), marks=("shop/m", True))
    assert store.look(loose, {}, NOW).numbers["count"] == 70
    assert done(store.apply(Release("m2", "shop/m", "people", older(50)), order("run-3"))) == {"people": 70}
    assert store.look(loose, {}, NOW).numbers["count"] == 0


@case
def a_ceiling_holds_for_marks(open_store: OpenStore) -> None:
    """Restricting takes rows from sight, so it has the ceilings of a deletion."""
    store = open_store(people(*({"name": f"P{n}"} for n in range(95))))
    limits = replace(FREE, max_rows=60)
    refused(store.apply(Restrict("m1", "shop/m", "people", older(30)), order(limits=limits)), RefusalKind.CEILING)
    left = store.look(Count("c", "people", older(30), marks=("shop/m", False)), {}, NOW).numbers["count"]
    assert left >= 35


@case
def a_mark_goes_with_its_row(open_store: OpenStore) -> None:
    """A key has no reason to outlive the row that it names."""
    store = open_store(people({"name": "A"}, {"name": "B", "at": ago(1)}))
    assert done(store.apply(Restrict("m1", "shop/m", "people", ALWAYS), order())) == {"people": 2}
    assert done(store.apply(delete(older(30), name="people"), order("run-2"))) == {"people": 1}
    again = Restrict("m2", "shop/m", "people", ALWAYS)
    assert done(store.apply(again, order("run-3"))) == {}
    assert done(store.apply(Release("m3", "shop/m", "people", NEVER), order("run-4"))) == {"people": 1}
