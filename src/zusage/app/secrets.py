"""Secrets of keyed operators: made at first need, kept in the vault, and destroyed with an entry that says so.

Law: a secret lies in the vault only, encrypted; the ledger knows that it was made and destroyed, never what it was.
One of an act is destroyed when the act has ended, and at the latest at the end of the next run; while it is there,
nobody may call the result anonymised. One that a declaration names (`pseudonym: {key: customers, for: 2 years}`)
lives for its declared time, counted from when it was made, and is then made anew. A run that crashed and is resumed
finds the same secret.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from zoneinfo import ZoneInfo

from zusage.engine.ports import State
from zusage.engine.reaching import lives_on, secrets_of
from zusage.ledger.kinds import secret_destroyed_entry, secret_made_entry
from zusage.model.calendar import Term, end_of
from zusage.model.period import parse_period
from zusage.plan.act import Act
from zusage.plan.target import TargetId
from zusage.policy.policy import Policy

KIND = "secret"
_ONE_AT_A_TIME = Lock()


class Secrets:
    """The secrets of one run."""

    def __init__(self, state: State, policy: Policy, run: str, now: datetime) -> None:
        self._state, self._policy, self._run, self._now = state, policy, run, now

    def of(self, act: Act, target: TargetId) -> Mapping[str, bytes]:
        """The secrets that the act needs on the target."""
        return {name: self._secret(name, target, life) for name, life in secrets_of(act).items()}

    def forget(self, act: Act, target: TargetId) -> None:
        """Destroy those that end with the act."""
        for name in secrets_of(act):
            if not lives_on(name):
                self._destroy(_id(name, target))

    def sweep(self) -> None:
        """Destroy everything that has outlived its time: what a crashed run left, and names whose declared life is over."""
        for id, value in list(self._state.vault.all(KIND)):
            until = str(value.get("until", ""))
            over = bool(until) and datetime.fromisoformat(until) <= self._now
            if over or (not until and str(value["run"]) != self._run and not lives_on(id)):
                self._destroy(id)

    def _secret(self, name: str, target: TargetId, life: str) -> bytes:
        id = _id(name, target)
        with _ONE_AT_A_TIME:
            known = self._state.vault.get(KIND, id)
            if known is None:
                known = {"hex": secrets.token_hex(32), "run": self._run, "until": self._until(life)}
                self._state.records.append([secret_made_entry(id, self._run, self._now, str(known["until"]))])
                self._state.vault.put(KIND, id, known)
        return bytes.fromhex(str(known["hex"]))

    def _until(self, life: str) -> str:
        period = parse_period(life) if life else None
        return "" if period is None else end_of(self._now, Term(period), ZoneInfo(self._policy.timezone)).isoformat()

    def _destroy(self, id: str) -> None:
        with _ONE_AT_A_TIME:
            if self._state.vault.delete(KIND, id):
                self._state.records.append([secret_destroyed_entry(id, self._run, self._now)])


def living_secrets(state: State) -> frozenset[str]:
    """The secrets that were made and not destroyed, from the ledger alone."""
    alive: dict[str, int] = {}
    for record in state.records.read("secret_made"):
        alive[str(record.body["secret"])] = record.index
    for record in state.records.read("secret_destroyed") if alive else ():
        if record.index > alive.get(str(record.body["secret"]), record.index):
            del alive[str(record.body["secret"])]
    return frozenset(alive)


def _id(name: str, target: TargetId) -> str:
    return name if lives_on(name) else f"{name}@{target}"
