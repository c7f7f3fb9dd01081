"""What every stream connector owes the engine: structure, identity, journal, holds, stop, and honest answers."""

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest

from support.streams import FREE, NOW, FileNotebook, before, line, opening, order
from zusage.adapters.connectors import descriptors, open_connector
from zusage.model.errors import ConnectorError
from zusage.plan.act import Clear, Delete, Drop, Lock, Shorten
from zusage.plan.condition import ALWAYS, NEVER, Condition, Held, Not, both
from zusage.plan.connector import Connector, HeldScope, Limits
from zusage.plan.look import Count, Keys, Level, Look, Moment, Moments, Profile, Reach, Roles, Trial
from zusage.plan.receipt import RefusalKind
from zusage.plan.target import Identity

OLD, NEW = NOW - timedelta(days=9), NOW - timedelta(days=1)
CUT = NOW - timedelta(days=7)
TABLES = {"logfiles": "lines", "files": "objects", "mail": "messages", "register": "entries"}
TIMES = {"logfiles": "time", "files": "time", "mail": "sent_at", "register": "dated"}
MAIL = "From: a@x.example\nTo: canary@x.example\nDate: {:%a, %d %b %Y %H:%M:%S} +0000\nX-Kind: news\n\nText\n"


def build(name: str, folder: Path) -> Connector:
    """Three old units and two new ones in the store of that kind."""
    folder = folder / "store"
    folder.mkdir()
    if name == "logfiles":
        (folder / "access.log.2.gz").write_bytes(gzip.compress(line("203.0.113.77", OLD) * 2))
        (folder / "access.log.1").write_bytes(line("203.0.113.77", OLD) + line("203.0.113.77", NEW) * 2)
        options: dict = {"paths": (str(folder / "access.log*"),)}
    elif name == "register":
        entries = [f"- {{kind: avv, recipient: canary, dated: {at:%Y-%m-%d}}}\n" for at in (OLD, OLD, OLD, NEW, NEW)]
        (folder / "register.yml").write_text("".join(entries))
        options = {"path": str(folder / "register.yml")}
    else:
        for number, at in enumerate((OLD, OLD, OLD, NEW, NEW)):
            path = folder / f"canary{number}.eml"
            path.write_text(MAIL.format(at))
            os.utime(path, (at.timestamp(), at.timestamp()))
        options = {"path": str(folder)}
    return open_connector(name, opening(FileNotebook(folder.parent / "notebook"), name, **options))


@pytest.fixture(params=sorted(TABLES))
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def store(name: str, tmp_path: Path) -> Connector:
    return build(name, tmp_path)


def count(store: Connector, name: str, condition: Condition) -> int:
    return store.look(Count("c", TABLES[name], condition), {}, NOW).numbers["count"]


def test_structure_is_the_descriptor_and_its_fingerprint_is_stable(store: Connector, name: str) -> None:
    structure = store.structure()
    collections = descriptors()[name].collections
    assert {t: {c.name: c.kind for c in table.columns} for t, table in structure.tables.items()} == collections
    assert store.fingerprint() == store.fingerprint() and store.identity() == store.identity()
    store.set_up()
    assert list(store.journal()) == []


def test_counts_moments_and_keys(store: Connector, name: str) -> None:
    table, column = TABLES[name], TIMES[name]
    due = before(column, CUT)
    seen = store.look(Count("c", table, due, Moment(column), total=True), {}, NOW)
    assert (seen.visible, seen.numbers["count"], seen.numbers["total"]) == (True, 3, 5)
    assert seen.moments["oldest"].date() == seen.moments["newest"].date() == OLD.date()
    assert count(store, name, ALWAYS) == 5 and count(store, name, NEVER) == 0 and count(store, name, Not(due)) == 2
    quality = store.look(Moments("m", table, column), {}, NOW).numbers
    assert quality["examined"] == 5 and quality["null"] == quality["future"] == 0
    first = next(iter(descriptors()[name].collections[table]))
    assert len(list(store.keys(Keys("k", table, first, due), {}))) == 3
    assert store.look(Keys("k", table, first, due), {}, NOW).numbers["count"] == 3
    assert len(list(store.rows(table, (first, column), due, {}))) == 3


def test_every_declared_look_is_answered_and_no_other_pretends(store: Connector, name: str) -> None:
    table, column = TABLES[name], TIMES[name]
    looks: list[Look] = [
        Count("i", table, ALWAYS),
        Profile("i", table, column, ("date",)),
        Keys("i", table, column),
        Moments("i", table, column),
        Level("i", table),
        Trial("i", table, "p"),
        Roles("i"),
        Reach("i", "x"),
    ]
    for look in looks:
        assert store.look(look, {}, NOW).visible == (type(look).__name__ in descriptors()[name].looks)


def test_unknown_names_are_errors_and_never_zero(store: Connector, name: str) -> None:
    with pytest.raises(ConnectorError, match="ZE610"):
        store.look(Count("c", "customers", ALWAYS), {}, NOW)
    with pytest.raises(ConnectorError, match="ZE610"):
        store.look(Profile("p", TABLES[name], "password", ("argon2",)), {}, NOW)
    with pytest.raises(ConnectorError):
        store.mark(TABLES[name], ("id", "1"), {"state": "purged"})


def test_acts_outside_the_descriptor_are_refused_and_change_nothing(store: Connector, name: str) -> None:
    table = TABLES[name]
    acts = [
        Delete("a", "p", table, ALWAYS),
        Shorten("a", "p", table, "client_ip", ALWAYS),
        Clear("a", "p", table, (("x", None),), ALWAYS),
        Lock("a", "p", (table,)),
        Drop("a", "p"),
    ]
    for act in acts:
        if type(act).__name__ not in descriptors()[name].acts:
            receipt = store.apply(act, order())
            assert receipt.refusal is not None and receipt.refusal.kind is RefusalKind.UNABLE and not receipt.counts
    assert count(store, name, ALWAYS) == 5 and list(store.journal()) == []


@pytest.mark.parametrize("deleting", ["files", "logfiles"])
class TestDelete:
    """The law of Delete on streams."""

    def act(self, name: str) -> Delete:
        return Delete("a1", "promise/x", TABLES[name], both(before("time", CUT), Not(Held(TABLES[name], "file"))))

    def test_exactly_the_due_units_go_once(self, deleting: str, tmp_path: Path) -> None:
        store = build(deleting, tmp_path)
        heard: list[int] = []
        receipt = store.apply(self.act(deleting), order(limits=FREE, progress=lambda batch: heard.append(batch.number)))
        table = TABLES[deleting]
        assert receipt.refusal is None and receipt.counts == {table: 3} and (receipt.run, receipt.act) == ("r1", "a1")
        assert count(store, deleting, ALWAYS) == 2 and count(store, deleting, before("time", CUT)) == 0
        batches = [batch for _, batch in store.journal()]
        assert sum(batch.counts[table] for batch in batches) == 3 and heard == [batch.number for batch in batches]
        positions = [position for position, _ in store.journal()]
        assert list(store.journal(positions[-1])) == []
        assert store.apply(self.act(deleting), order(limits=FREE)).counts == receipt.counts
        assert store.apply(self.act(deleting), order("r2", limits=FREE)).counts == {}
        assert [batch for _, batch in store.journal()] == batches
        assert "canary" not in (tmp_path / "notebook").read_text() and "203.0" not in (tmp_path / "notebook").read_text()

    def test_hold_stop_ceiling_and_wrong_target(self, deleting: str, tmp_path: Path) -> None:
        store = build(deleting, tmp_path)
        store.set_holds((HeldScope("h", TABLES[deleting]),))
        assert store.apply(self.act(deleting), order(limits=FREE)).counts == {}
        store.set_holds(())
        store.set_stop(True)
        assert store.apply(self.act(deleting), order(limits=FREE)).refusal.kind is RefusalKind.STOPPED  # type: ignore[union-attr]
        store.set_stop(False)
        few = Limits(max_rows=0, max_share=0.1)
        assert store.apply(self.act(deleting), order(limits=few)).refusal.kind is RefusalKind.CEILING  # type: ignore[union-attr]
        other = order(limits=FREE, identity=Identity("x", "y", "z"))
        assert store.apply(self.act(deleting), other).refusal.kind is RefusalKind.CHANGED  # type: ignore[union-attr]
        assert store.apply(self.act(deleting), order(limits=FREE, structure="0")).refusal.kind is RefusalKind.CHANGED  # type: ignore[union-attr]
        assert count(store, deleting, ALWAYS) == 5 and list(store.journal()) == []
        planned = order(limits=FREE, identity=store.identity(), structure=store.fingerprint())
        assert store.apply(self.act(deleting), planned).counts == {TABLES[deleting]: 3}
