"""The exam that every connector for stores with rows passes: the same cases for the twin, SQLite and PostgreSQL.

Law: a case gets one function that opens a store with a given structure and given rows, already set up, and looks at it only
through the connector. Each case is about one guarantee of `docs/spec/journal.md` or of `zusage.plan.condition`. A connector
of your own passes when `for case in CASES.values(): case(open_store)` raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from zusage.plan.act import Act, Child, Clear, File, Lock, Unlock
from zusage.plan.condition import (
    ALWAYS,
    NEVER,
    Before,
    Condition,
    CutOff,
    Edge,
    Equals,
    Exists,
    Feed,
    Held,
    In,
    IsNull,
    Not,
    both,
    either,
)
from zusage.plan.connector import Connector, HeldScope, Limits
from zusage.plan.look import Count, Keys, Moment, Moments, Profile
from zusage.plan.receipt import Batch, RefusalKind
from zusage.plan.structure import Column, ForeignKey
from zusage.testing.sketches import (
    CHILDREN,
    DOWN,
    FREE,
    NOW,
    UP,
    Sketch,
    ago,
    delete,
    done,
    events,
    left,
    older,
    order,
    refused,
    small_family,
    table,
)

OpenStore = Callable[[Sketch], Connector]
CASES: dict[str, Callable[[OpenStore], None]] = {}


def case(check: Callable[[OpenStore], None]) -> Callable[[OpenStore], None]:
    """Register a case under its name."""
    CASES[check.__name__] = check
    return check


@case
def equal_starts_never_make_a_batch_larger(open_store: OpenStore) -> None:
    """200 rows with one start, batches of 30: none is larger, all go, every number once."""
    store = open_store(events(*[ago(40)] * 200, ago(1)))
    heard: list[Batch] = []
    receipt = store.apply(delete(older(30), moment=Moment("at")), order(progress=heard.append))
    assert done(receipt) == {"events": 200} and receipt.batches == 7
    assert max(batch.counts["events"] for batch in heard) == 30
    assert [batch.number for batch in heard] == list(range(1, 8)) and left(store) == [201]


@case
def order_is_by_start(open_store: OpenStore) -> None:
    """The oldest rows go first."""
    store = open_store(events(*(ago(100 - number) for number in range(60))))
    limits = replace(FREE, batch=10, max_rows=10)
    refused(store.apply(delete(older(30), moment=Moment("at")), order(limits=limits)), RefusalKind.CEILING)
    assert left(store) == list(range(11, 61))


@case
def composite_keys(open_store: OpenStore) -> None:
    """Rows are told apart by all columns of their key."""
    columns = (Column("tenant", "integer", nullable=False), Column("no", "integer", nullable=False), Column("at", "instant"))
    rows = [{"tenant": t, "no": n, "at": ago(40 if n % 2 else 1)} for t in range(8) for n in range(10)]
    store = open_store(Sketch((table("events", *columns, key=("tenant", "no")),), {"events": rows}))
    assert done(store.apply(delete(older(30)), order(limits=replace(FREE, batch=7)))) == {"events": 40}
    assert set(left(store, column="no")) == {0, 2, 4, 6, 8}


@case
def text_keys(open_store: OpenStore) -> None:
    """Keys that look alike are different rows."""
    keys = ["a", "A", "ä", "a ", "%", "_", "'", '"', "\\", "ß", "ss", "日本", "0", "00", "NULL"]
    columns = (Column("id", "text", nullable=False), Column("at", "instant"))
    rows = [{"id": key, "at": ago(40 if number % 2 else 1)} for number, key in enumerate(keys)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    assert done(store.apply(delete(older(30), moment=Moment("at")), order(limits=replace(FREE, batch=2)))) == {"events": 7}
    assert left(store) == sorted(keys[::2])


@case
def uuid_keys(open_store: OpenStore) -> None:
    """Random keys, and a hold on one of them however it is spelt."""
    columns = (Column("id", "uuid", nullable=False), Column("at", "instant"))
    ids = [UUID(int=number * 0x1234567890ABCDEF1234567) for number in range(1, 41)]
    store = open_store(Sketch((table("events", *columns),), {"events": [{"id": key, "at": ago(40)} for key in ids]}))
    store.set_holds((HeldScope("h1", "events", str(ids[3])),))
    assert done(store.apply(delete(older(30)), order())) == {"events": 39}
    assert [str(value) for value in left(store)] == [str(ids[3])]


@case
def no_key_no_deletion(open_store: OpenStore) -> None:
    """A table whose rows cannot be told apart is refused."""
    store = open_store(Sketch((table(key=()),), {"events": [{"id": 1, "at": ago(40)}]}))
    refused(store.apply(delete(older(30)), order()), RefusalKind.UNABLE)
    assert left(store) == [1]


@case
def unreadable_starts_are_never_due(open_store: OpenStore) -> None:
    """NULL, the first of January of 1, 1900 and 1970, and the future stay; a real old start goes."""
    sentinels = [None, *(datetime(year, 1, 1, tzinfo=UTC) for year in (1900, 1970)), NOW + timedelta(days=400)]
    store = open_store(events(*sentinels, datetime(1970, 1, 3, tzinfo=UTC), datetime(1969, 12, 30, tzinfo=UTC)))
    assert done(store.apply(delete(older(0), moment=Moment("at")), order())) == {"events": 2}
    assert left(store) == [1, 2, 3, 4]


@case
def days_are_compared_as_days(open_store: OpenStore) -> None:
    """A day is due up to and including the day of the cut-off."""
    columns = (Column("id", "integer", nullable=False), Column("day", "day"))
    days = [date(2026, 10, 22), date(2026, 10, 23), date(2026, 10, 24), date(1900, 1, 1), None]
    rows = [{"id": number, "day": day} for number, day in enumerate(days)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    condition = Before("day", CutOff(ago(30), date(2026, 10, 23)))
    assert done(store.apply(delete(condition, moment=Moment("day")), order())) == {"events": 2}
    assert left(store) == [2, 3, 4]


@case
def the_cut_off_is_inclusive_to_the_microsecond(open_store: OpenStore) -> None:
    """Due is start <= cut-off, exactly."""
    tick = timedelta(microseconds=1)
    store = open_store(events(ago(30) - tick, ago(30), ago(30) + tick))
    assert done(store.apply(delete(older(30)), order())) == {"events": 2} and left(store) == [3]


@case
def names_are_taken_as_they_stand(open_store: OpenStore) -> None:
    """Reserved words, blanks, quotes, capitals and percent signs in names."""
    columns = (Column("Group By", "integer", nullable=False), Column('sel"ect', "instant"), Column("100%", "text"))
    shape = table('order "x"', *columns, key=("Group By",))
    rows = [{"Group By": number, 'sel"ect': ago(40), "100%": "a"} for number in range(5)]
    store = open_store(Sketch((shape,), {shape.name: [*rows, {"Group By": 9, 'sel"ect': ago(1), "100%": "a"}]}))
    condition = both(older(30, 'sel"ect'), Equals("100%", "a"))
    assert done(store.apply(delete(condition, name=shape.name, moment=Moment('sel"ect')), order())) == {shape.name: 5}
    assert left(store, shape.name, "Group By") == [9]


@case
def rows_that_refer_to_their_own_table(open_store: OpenStore) -> None:
    """Replies go before what they answer; what still has a living reply stays, and the act says so."""
    columns = (*table().columns, Column("answers", "integer"))
    own = table("events", *columns, foreign_keys=(ForeignKey(("answers",), "events", ("id",)),))
    rows = [{"id": 1, "at": ago(90), "answers": None}, {"id": 2, "at": ago(80), "answers": 1}]
    chain = [*rows, {"id": 3, "at": ago(70), "answers": 2}]
    store = open_store(Sketch((own,), {"events": chain}))
    assert done(store.apply(delete(older(30), moment=Moment("at")), order())) == {"events": 3}
    store = open_store(Sketch((own,), {"events": [*rows, {"id": 3, "at": ago(1), "answers": 1}]}))
    refused(store.apply(delete(older(30), moment=Moment("at")), order()), RefusalKind.FOREIGN_KEY)
    assert left(store) == [1, 3]


@case
def holds_cover_tables_rows_and_owners(open_store: OpenStore) -> None:
    """By row, over the owner, by table and by store; a hold without a word in the condition is respected as well."""
    store = open_store(small_family())
    messages = delete(both(older(5), Not(Exists(UP["conversations"], Held("conversations", "id")))), name="messages")
    store.set_holds((HeldScope("h1", "conversations", "10"),))
    assert done(store.apply(messages, order("r1"))) == {}
    store.set_holds((HeldScope("h1", "messages", "100"),))
    assert done(store.apply(delete(older(5), "a2", "messages"), order("r2"))) == {"messages": 1}
    for scope in (HeldScope("h1", "messages"), HeldScope("h1")):
        store.set_holds((scope,))
        assert done(store.apply(delete(older(5), "a3", "messages"), order("r3"))) == {}
    store.set_holds(())
    assert done(store.apply(delete(older(5), "a4", "messages"), order("r4"))) == {"messages": 1}


@case
def a_held_child_keeps_its_parent(open_store: OpenStore) -> None:
    """A row whose child would go along stays while the child is held."""
    store = open_store(small_family())
    store.set_holds((HeldScope("h1", "messages", "101"),))
    assert done(store.apply(delete(older(30), name="contacts", children=CHILDREN), order())) == {"contacts": 1}
    assert left(store, "contacts") == [1, 3] and left(store, "messages") == [100, 101]


@case
def a_hold_of_the_order_must_lie_in_the_store(open_store: OpenStore) -> None:
    """Nothing starts while a hold is known to us but not to the store."""
    store = open_store(events(ago(40)))
    receipt = store.apply(delete(older(30)), order(holds=(HeldScope("h9", "events", "7"),)))
    refused(receipt, RefusalKind.HOLD)
    assert left(store) == [1]


@case
def children_go_first_and_are_counted(open_store: OpenStore) -> None:
    """Two generations below the deleted rows, by our own statements."""
    for on_delete in ("NO ACTION", "CASCADE"):
        store = open_store(small_family(on_delete))
        receipt = store.apply(delete(older(30), name="contacts", children=CHILDREN), order())
        assert done(receipt) == {"contacts": 2, "conversations": 1, "messages": 2}
        assert left(store, "contacts") == [3] and left(store, "conversations") == [30] and left(store, "messages") == []


@case
def nothing_goes_along_undeclared(open_store: OpenStore) -> None:
    """A cascade, SET NULL or protecting foreign key of a table that the act does not name refuses the batch."""
    kinds = {"CASCADE": RefusalKind.CASCADE, "SET NULL": RefusalKind.CASCADE, "RESTRICT": RefusalKind.FOREIGN_KEY}
    for on_delete, kind in kinds.items():
        store = open_store(small_family(on_delete))
        refused(store.apply(delete(older(30), name="contacts"), order()), kind)
        assert left(store, "contacts") == [1, 2, 3] and left(store, "conversations", "parent") == [1, 3]
        only_first = (Child("conversations", DOWN["conversations"]),)
        refused(store.apply(delete(older(30), "a2", "contacts", children=only_first), order()), kind)
        assert left(store, "conversations") == [10, 30] and left(store, "messages", "parent") == [10, 10]


@case
def forbidden_children_refuse_the_batch(open_store: OpenStore) -> None:
    """`forbid` names tables that must be empty for the batch."""
    store = open_store(small_family())
    act = delete(older(30), name="contacts", forbid=(DOWN["conversations"],), children=CHILDREN)
    refused(store.apply(act, order()), RefusalKind.FOREIGN_KEY)
    assert left(store, "contacts") == [1, 2, 3] and left(store, "messages") == [100, 101]


@case
def files_go_before_their_row(open_store: OpenStore) -> None:
    """Every file of the batch is removed while its row is still there; without somebody to remove it nothing goes."""
    columns = (*table().columns, Column("path", "text"))
    rows = [{"id": n, "at": ago(40), "path": f"a/{n}" if n else None} for n in range(3)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    act = delete(older(30), files=(File("media", "path"),))
    refused(store.apply(act, order("r1")), RefusalKind.UNABLE)
    removed: list[tuple[str, str]] = []
    assert done(store.apply(act, order("r2", remove_file=lambda *file: removed.append(file)))) == {"events": 3}
    assert sorted(removed) == [("media", "a/1"), ("media", "a/2")]


@case
def ceilings_stop_before_the_batch(open_store: OpenStore) -> None:
    """Rows or share, whichever is larger; counted over the run, so that resuming does not start anew."""
    store = open_store(events(*[ago(40)] * 100))
    act = delete(older(30))
    refused(store.apply(act, order(limits=Limits(25, None, batch=10, batch_ms=0))), RefusalKind.CEILING)
    assert len(left(store)) == 80
    refused(store.apply(act, order(limits=Limits(25, None, batch=10, batch_ms=0))), RefusalKind.CEILING)
    assert len(left(store)) == 80
    refused(store.apply(act, order("run-2", limits=Limits(10, 0.5, batch=10, batch_ms=0))), RefusalKind.CEILING)
    assert len(left(store)) == 40
    assert done(store.apply(act, order("run-3", limits=Limits(40, 0.01, batch=10, batch_ms=0)))) == {"events": 40}


@case
def the_stop_flag_stops(open_store: OpenStore) -> None:
    """In the store, and from outside between two batches; afterwards the same run goes on where it stopped."""
    store = open_store(events(*[ago(40)] * 50))
    store.set_stop(True)
    refused(store.apply(delete(older(30)), order()), RefusalKind.STOPPED)
    store.set_stop(False)
    heard: list[Batch] = []
    stopping = order(limits=replace(FREE, batch=10), progress=heard.append, stopped=lambda: len(heard) >= 2)
    receipt = store.apply(delete(older(30)), stopping)
    refused(receipt, RefusalKind.STOPPED)
    assert receipt.counts == {"events": 20} and len(left(store)) == 30
    receipt = store.apply(delete(older(30)), order(limits=replace(FREE, batch=10)))
    assert done(receipt) == {"events": 50} and receipt.batches == 5
    assert [batch.number for _, batch in store.journal()] == [1, 2, 3, 4, 5]


@case
def nothing_is_due_after_apply(open_store: OpenStore) -> None:
    """A second run finds nothing and journals nothing."""
    store = open_store(events(ago(40), ago(1)))
    assert done(store.apply(delete(older(30)), order("r1"))) == {"events": 1}
    receipt = store.apply(delete(older(30)), order("r2"))
    assert done(receipt) == {} and receipt.batches == 0
    assert store.look(Count("c", "events", older(30)), {}, NOW).numbers["count"] == 0


@case
def the_journal_tells_every_batch_once(open_store: OpenStore) -> None:
    """Positions rise, and reading after a position gives the rest."""
    store = open_store(events(*[ago(40)] * 50))
    done(store.apply(delete(older(30)), order(limits=replace(FREE, batch=20))))
    entries = list(store.journal())
    positions = [position for position, _ in entries]
    assert positions == sorted(set(positions)) and sum(batch.counts["events"] for _, batch in entries) == 50
    assert list(store.journal(positions[0])) == entries[1:]
    assert entries[0][1] == Batch(store.target, "run-1", "act-1", "chat/events/delete", 1, {"events": 20}, NOW)


@case
def counts_and_moments_of_a_look(open_store: OpenStore) -> None:
    """Count, total, oldest and newest; over an edge as well; quality of a start column."""
    store = open_store(small_family())
    seen = store.look(Count("c", "contacts", older(30), Moment("at"), True), {}, NOW)
    assert seen.visible and dict(seen.numbers) == {"count": 2, "total": 3}
    assert seen.moments == {"oldest": ago(90), "newest": ago(80)}
    over = store.look(Count("c", "messages", ALWAYS, Moment("at", (UP["conversations"],))), {}, NOW)
    assert over.numbers["count"] == 2 and over.moments == {"oldest": ago(90), "newest": ago(90)}
    store = open_store(events(None, datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(days=1), ago(3)))
    quality = store.look(Moments("m", "events", "at"), {}, NOW)
    assert {name: quality.numbers[name] for name in ("examined", "null", "sentinel", "future")} == {
        "examined": 4,
        "null": 1,
        "sentinel": 1,
        "future": 1,
    }
    assert quality.moments["oldest"] == ago(3)


@case
def clearing_is_done_once(open_store: OpenStore) -> None:
    """Columns are emptied or set to the constant; a second run changes nothing; what the act does not name stays."""
    columns = (*table().columns, Column("name", "text"), Column("mail", "text", nullable=False))
    rows = [{"id": n, "at": ago(40 if n else 1), "name": "Ada", "mail": "a@x.example"} for n in range(50)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    act = Clear("act-1", "chat/events/clear", "events", (("name", None), ("mail", "")), older(30), Moment("at"))
    assert done(store.apply(act, order("r1"))) == {"events": 49}
    assert done(store.apply(act, order("r2"))) == {}
    assert sorted(map(str, (value for (value,) in store.rows("events", ("name",), None, {})))) == ["Ada"] + ["None"] * 49
    assert left(store, column="mail") == [""] * 49 + ["a@x.example"]


@case
def unknown_is_no_before_it_is_negated(open_store: OpenStore) -> None:
    """NULL fulfils nothing but IsNull, so Not of everything else is true for it."""
    columns = (*table().columns, Column("kind", "text"))
    rows: list[dict[str, Any]] = [
        {"id": 1, "at": None, "kind": None},
        {"id": 2, "at": ago(40), "kind": "a"},
        {"id": 3, "at": ago(1), "kind": "b"},
    ]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    expected: list[tuple[Condition, set[int]]] = [
        (older(30), {2}),
        (Not(older(30)), {1, 3}),
        (Equals("kind", "a"), {2}),
        (Not(Equals("kind", "a")), {1, 3}),
        (In("kind", ("a", "b")), {2, 3}),
        (Not(In("kind", ("a", "b"))), {1}),
        (In("kind", ()), set()),
        (IsNull("kind"), {1}),
        (Not(IsNull("kind")), {2, 3}),
        (either(Not(older(30)), Equals("kind", "a")), {1, 2, 3}),
        (Not(both(Not(older(30)), Not(Equals("kind", "b")))), {2, 3}),
        (ALWAYS, {1, 2, 3}),
        (NEVER, set()),
        (Not(Exists(Edge("events", (("kind", "kind"),)), Equals("id", 2))), {1, 3}),
    ]
    for condition, ids in expected:
        assert {value for (value,) in store.rows("events", ("id",), condition, {})} == ids, condition
        assert store.look(Count("c", "events", condition), {}, NOW).numbers["count"] == len(ids)


@case
def text_is_compared_bytewise(open_store: OpenStore) -> None:
    """No collation makes two texts one."""
    columns = (Column("id", "integer", nullable=False), Column("mail", "text"))
    mails = ["rene@x.example", "René@x.example", "RENE@x.example", "rene@x.example ", "reneé"]
    rows = [{"id": number, "mail": mail} for number, mail in enumerate(mails)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    for number, mail in enumerate(mails):
        assert [value for (value,) in store.rows("events", ("id",), Equals("mail", mail), {})] == [number]


@case
def feeds_of_many_keys(open_store: OpenStore) -> None:
    """100 000 keys of another system as one parameter, on a number and on a text; normalised where the feed says so."""
    columns = (*table().columns, Column("mail", "text"))
    rows = [{"id": number, "at": ago(40), "mail": f"Ada{number}@X.example"} for number in range(60)]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    numbers = Feed("f", "control", "instances", "id")
    feeds = {"f": [str(number) for number in range(30, 100_030)], "m": ["ada7@x.example", "ada8@x.example"]}
    assert done(store.apply(delete(In("id", numbers)), order(feeds=feeds))) == {"events": 30}
    mails = Feed("m", "control", "subscribers", "mail", None, "email")
    assert store.look(Count("c", "events", In("mail", mails)), feeds, NOW).numbers["count"] == 2
    assert store.look(Count("c", "events", Not(In("mail", mails))), feeds, NOW).numbers["count"] == 28


@case
def values_leave_as_keys_and_counts_only(open_store: OpenStore) -> None:
    """Keys stream values, a profile counts shapes."""
    columns = (*table().columns, Column("mail", "text"))
    rows = [{"id": n, "at": ago(40), "mail": mail} for n, mail in enumerate((" Ada@x.example", "x", "", None))]
    store = open_store(Sketch((table("events", *columns),), {"events": rows}))
    assert "ada@x.example" in set(store.keys(Keys("k", "events", "mail", Equals("id", 0), "email"), {}))
    profile = store.look(Profile("p", "events", "mail", ("email",)), {}, NOW)
    assert dict(profile.numbers) == {"examined": 4, "empty": 2, "email": 1}


@case
def a_lock_is_taken_and_taken_back(open_store: OpenStore) -> None:
    """A lock is journaled once, does not stop the engine itself, and ends with Unlock."""
    store = open_store(events(ago(40), ago(1)))
    acts: list[Act] = [Lock("l", "chat/lock", ("events",)), Unlock("u", "chat/lock", ("events",))]
    assert done(store.apply(acts[0], order())) == {"events": 1}
    assert done(store.apply(acts[0], order("run-2"))) == {}
    assert done(store.apply(delete(older(30)), order())) == {"events": 1}
    assert done(store.apply(acts[1], order())) == {"events": 1}
    assert done(store.apply(acts[1], order("run-2"))) == {}


@case
def a_plan_for_another_day_or_store_is_refused(open_store: OpenStore) -> None:
    """A cut-off in the future, another identity, another structure: nothing is deleted."""
    store = open_store(events(ago(40)))
    other = replace(store.identity(), marker="another")
    refused(store.apply(delete(older(-3)), order()), RefusalKind.CHANGED)
    refused(store.apply(delete(older(30)), order(identity=other)), RefusalKind.CHANGED)
    refused(store.apply(delete(older(30)), order(structure="0" * 64)), RefusalKind.CHANGED)
    assert left(store) == [1]
    planned = order(identity=store.identity(), structure=store.fingerprint())
    assert done(store.apply(delete(older(30)), planned)) == {"events": 1}
