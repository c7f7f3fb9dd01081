"""Quarantining: what a run deletes is kept, encrypted, for as long as its undo window lasts, and no longer.

Law: one key for each run and target, in the vault; who destroys it has destroyed the copy, wherever its bytes lie. It is
destroyed by the first run after the window, by `zusage undo --expire`, or when everything was put back; then the files go,
then the ledger hears of it. A file of a batch that was never committed is removed once the journal of its store has said so.
Ledger, names of files and vault ids hold run, target, promise and counts, nobody's data.

    vault: quarantine, "20261122T030000-ab12cd@shop"  ->  key, until, latest, acts
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from zusage.kinds.base import SetAside
from zusage.ledger.entry import New
from zusage.ledger.kinds import quarantine_ended_entry, quarantine_filled_entry, quarantine_opened_entry
from zusage.model.canonical import plain
from zusage.model.decoding import decode
from zusage.model.errors import ConnectorError, UsageError
from zusage.plan.act import Act, Child, Delete, Restore
from zusage.plan.target import TargetId

if TYPE_CHECKING:
    from zusage.adapters.store.quarantine import StoredQuarantine
    from zusage.adapters.store.state import OpenedState
    from zusage.app.session import Session
    from zusage.engine.ports import State

KIND = "quarantine"
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Kept:
    """A run and target whose key is there: its window, and table and children of its acts."""

    run: str
    target: TargetId
    until: datetime
    latest: datetime
    key: bytes
    acts: Mapping[str, tuple[str, str, tuple[Child, ...]]]
    """Promise, table and children by act."""

    def __repr__(self) -> str:
        return f"Kept({self.run}, {self.target})"


class Quarantines:
    """Where the acts of one run set rows aside, or take them from."""

    def __init__(self, state: OpenedState, run: str, now: datetime) -> None:
        self._state, self._run, self._now = state, run, now
        self._opened: dict[tuple[str, TargetId], StoredQuarantine] = {}

    def of(self, act: Act, target: TargetId) -> StoredQuarantine | None:
        """The quarantine of an act; made with its key when an act with a window first needs it."""
        with _ONE_AT_A_TIME:
            if isinstance(act, Delete) and act.undo is not None:
                return self._stored(self._kept(act, target))
            if isinstance(act, Restore):
                found = _read(self._state.vault.get(KIND, _id(act.run, target)))
                return self._stored(found) if found is not None and self._now < found.until else None
            return None

    def _kept(self, act: Delete, target: TargetId) -> Kept:
        assert act.undo is not None
        id = _id(self._run, target)
        known = dict(self._state.vault.get(KIND, id) or {})
        if not known:
            known = {"hex": secrets.token_hex(32), "run": self._run, "target": [target.system, target.instance]}
            known |= {"until": act.undo.until.isoformat(), "latest": act.undo.latest.isoformat(), "acts": {}}
        if act.id not in known["acts"]:
            until, latest = datetime.fromisoformat(known["until"]), datetime.fromisoformat(known["latest"])
            self._state.records.append([quarantine_opened_entry(self._run, target, act.promise, self._now, until, latest)])
            known["acts"] = {**known["acts"], act.id: [act.promise, act.table, plain(act.children)]}
            self._state.vault.put(KIND, id, known)
        found = _read(known)
        assert found is not None
        return found

    def _stored(self, kept: Kept) -> StoredQuarantine:
        key = (kept.run, kept.target)
        if key not in self._opened:
            self._opened[key] = stored(self._state, kept)
        return self._opened[key]


def stored(state: OpenedState, kept: Kept) -> StoredQuarantine:
    """The files of a run and target."""
    from zusage.adapters.store.quarantine import StoredQuarantine

    return StoredQuarantine(state.folder, kept.run, kept.target, kept.key)


def kept_runs(state: State) -> tuple[Kept, ...]:
    """All runs and targets whose key is there."""
    return tuple(kept for _, value in state.vault.all(KIND) if (kept := _read(value)) is not None)


def expire(session: Session) -> int:
    """Destroy the keys whose window is over, and what a crash left of destroyed ones; how many."""
    over = [kept for kept in kept_runs(session.state) if kept.until <= session.now]
    for kept in over:
        end(session, kept, "expired")
    _finish_ended(session)
    return len(over)


def end(session: Session, kept: Kept, how: str) -> None:
    """Key, files, entry: in this order."""
    from zusage.adapters.store.quarantine import remove_folder

    session.state.vault.delete(KIND, _id(kept.run, kept.target))
    remove_folder(session.state.folder, kept.run, kept.target)
    units = _filled(session.state).get((kept.run, str(kept.target)), {})
    session.state.records.append([quarantine_ended_entry(kept.run, kept.target, session.now, how, units)])


def tidy(session: Session, gone: Iterable[TargetId] = ()) -> None:
    """After a run: tell what is set aside, remove what was never committed, end what is over, and what was in instances
    that are `gone` as a whole."""
    expire(session)
    ended = {target.instance for target in gone if target.instance}
    for kept in kept_runs(session.state) if ended else ():
        if kept.target.instance in ended:
            end(session, kept, "expired")
    known, entries = _filled(session.state), list[New]()
    living = kept_runs(session.state)
    batches = batches_of(session.state, living)
    for kept in living:
        files, units = stored(session.state, kept), dict[str, int]()
        committed = batches[kept.run, kept.target]
        for act, promise, number in committed:
            if counts := _counts(files, act, number):
                units[promise] = units.get(promise, 0) + sum(counts.values())
        if files.files() - {files.file(act, number) for act, _, number in committed}:
            _remove_orphans(session, kept, files, committed)
        if not files.files():
            end(session, kept, "empty")
        elif units != known.get((kept.run, str(kept.target)), {}):
            entries.append(quarantine_filled_entry(kept.run, kept.target, session.now, units))
    if entries:
        session.state.records.append(entries)


def batches_of(state: State, living: Sequence[Kept]) -> dict[tuple[str, TargetId], list[tuple[str, str, int]]]:
    """Act, promise and number of every batch by run and target, in the order in which they were committed."""
    found: dict[tuple[str, TargetId], list[tuple[str, str, int]]] = {(one.run, one.target): [] for one in living}
    keys = {(one.run, str(one.target)): (one.run, one.target) for one in living}
    for record in state.records.read("batch") if living else ():
        body = record.body
        if key := keys.get((str(body["run"]), str(body["target"]))):
            found[key].append((str(body["act"]), str(body["promise"]), int(body["number"])))
    return found


def set_aside(state: State) -> tuple[SetAside, ...]:
    """What was deleted and not yet destroyed, from the ledger alone."""
    opened = list(state.records.read("quarantine_opened"))
    if not opened:
        return ()
    ended = {(str(r.body["run"]), str(r.body["target"])): r.index for r in state.records.read("quarantine_ended")}
    filled = _filled(state)
    found: dict[tuple[str, str, str], SetAside] = {}
    for record in opened:
        run, text, promise = (str(record.body[name]) for name in ("run", "target", "promise"))
        if record.index > ended.get((run, text), -1):
            system, _, instance = text.partition("/")
            units = filled.get((run, text), {}).get(promise, 0)
            until, latest = (datetime.fromisoformat(str(record.body[name])) for name in ("until", "latest"))
            found[run, text, promise] = SetAside(promise, run, TargetId(system, instance), units, until, latest)
    return tuple(found.values())


def _finish_ended(session: Session) -> None:
    """What a crash left between the end of a key and its entry."""
    from zusage.adapters.store.quarantine import folder_name, folders, remove_folder

    living = {(kept.run, kept.target) for kept in kept_runs(session.state)}
    for run, target in {(one.run, one.target) for one in set_aside(session.state)} - living:
        remove_folder(session.state.folder, run, target)
        units = _filled(session.state).get((run, str(target)), {})
        session.state.records.append([quarantine_ended_entry(run, target, session.now, "expired", units)])
    names = {folder_name(run, target) for run, target in living}
    for folder in folders(session.state.folder):
        if folder.name not in names:
            _empty(folder)


def _remove_orphans(
    session: Session, kept: Kept, files: StoredQuarantine, committed: Sequence[tuple[str, str, int]]
) -> None:
    """Only what the journal of the store does not know: a batch may be committed and not yet collected."""
    try:
        journal = session.stores.open(kept.target).journal()
        known = {files.file(batch.act, batch.number) for _, batch in journal if batch.run == kept.run}
    except (ConnectorError, UsageError):
        return
    known |= {files.file(act, number) for act, _, number in committed}
    for file in files.files() - known:
        file.unlink()


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def _counts(files: StoredQuarantine, act: str, number: int) -> Mapping[str, int] | None:
    """A damaged file still counts as one unit: something is there."""
    try:
        return files.counts(act, number)
    except LookupError:
        return {"": 1}


def _filled(state: State) -> dict[tuple[str, str], dict[str, int]]:
    return {
        (str(r.body["run"]), str(r.body["target"])): {str(p): int(n) for p, n in r.body["units"].items()}
        for r in state.records.read("quarantine_filled")
    }


def _id(run: str, target: TargetId) -> str:
    return f"{run}@{target}"


def _read(value: Mapping[str, Any] | None) -> Kept | None:
    if value is None:
        return None
    acts = {
        str(id): (str(promise), str(table), decode(tuple[Child, ...], children))
        for id, (promise, table, children) in value["acts"].items()
    }
    until, latest = (datetime.fromisoformat(str(value[name])) for name in ("until", "latest"))
    return Kept(str(value["run"]), TargetId(*value["target"]), until, latest, bytes.fromhex(str(value["hex"])), acts)
