"""Tally: what the first page of an evidence bundle counts, gathered while the entries stream by.

Law: pure and small: it keeps counts, run moments, holds and digests, never entries. Only entries inside the period count.
A run that should have happened and did not is shown by the gap it leaves (gap longer than one and a half intervals).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from zusage.ledger.entry import Entry


@dataclass(frozen=True, slots=True)
class SystemLine:
    """A declared system (or one that is known not to be covered) and whether evidence about it was gathered."""

    id: str
    label: str
    covered: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the ledger cannot know about itself: who, which systems, how often a run was due, software, queries.

    `every` is the planned interval of runs; `queries` are (promise or look, text of the query); `limits` are further
    sentences (German, English) about what the bundle does not show.
    """

    organisation: str
    systems: tuple[SystemLine, ...]
    policy: str = ""
    software: str = ""
    code: str = ""
    every: timedelta | None = None
    since: datetime | None = None
    until: datetime | None = None
    queries: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, str], ...] = ()


@dataclass
class Tally:
    """Counts of one period."""

    scope: Scope
    first: datetime | None = None
    last: datetime | None = None
    kinds: Counter[str] = field(default_factory=Counter)
    done: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: Counter[tuple[str, str]] = field(default_factory=Counter)
    started: dict[str, datetime] = field(default_factory=dict)
    finished: list[datetime] = field(default_factory=list)
    missed: Counter[str] = field(default_factory=Counter)
    policies: list[tuple[datetime, str]] = field(default_factory=list)
    approvals: list[tuple[datetime, str, str, bool | None]] = field(default_factory=list)
    """When, what (a plan's digest, or "" for routine runs), by which role, and whether it was a second person's."""
    holds: dict[str, tuple[datetime, str, str, datetime | None]] = field(default_factory=dict)
    attested: list[tuple[datetime, str, str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Count one entry when it lies in the period; digests of archived texts count always."""
        body, at = entry.body, entry.at
        if entry.kind in ("policy", "published"):
            self.texts.append(str(body["content"]))
        if (self.scope.since and at < self.scope.since) or (self.scope.until and at > self.scope.until):
            return
        self.first, self.last = min(self.first or at, at), max(self.last or at, at)
        self.kinds[entry.kind] += 1
        handler = getattr(self, f"_{entry.kind}", None)
        if handler:
            handler(at, body)

    def gaps(self) -> list[tuple[datetime, datetime, int]]:
        """Stretches without a finished run, and how many runs are missing in each."""
        every, start, end = self.scope.every, self.scope.since or self.first, self.scope.until or self.last
        if not every or not start or not end:
            return []
        points = [start, *sorted(self.finished), end]
        return [(a, b, missing) for n, (a, b) in enumerate(pairwise(points)) if (missing := self._missing(a, b, n, every))]

    def _missing(self, a: datetime, b: datetime, number: int, every: timedelta) -> int:
        """How many runs were due strictly between two points; the ends of the period are no runs."""
        if (b - a) <= every * 1.5:
            return 0
        return (b - a) // every if number in (0, len(self.finished)) else round((b - a) / every) - 1

    def planned(self) -> int | None:
        """How many runs the period should have seen, or None when no interval was promised."""
        start, end = self.scope.since or self.first, self.scope.until or self.last
        if not self.scope.every or not start or not end:
            return None
        return max((end - start) // self.scope.every, 0)

    def _policy(self, at: datetime, body: dict[str, str]) -> None:
        self.policies.append((at, body["policy"]))

    def _plan_approved(self, at: datetime, body: dict[str, str]) -> None:
        self.approvals.append((at, body["plan"], body["role"], self._second(body)))

    def _standing_approved(self, at: datetime, body: dict[str, str]) -> None:
        self.approvals.append((at, "", body["role"], self._second(body)))

    @staticmethod
    def _second(body: Mapping[str, object]) -> bool | None:
        """None for plans that were released without an approval of their own (made-up data, earlier versions)."""
        return body.get("second") is True if "approval" in body else None

    def _run_started(self, at: datetime, body: dict[str, str]) -> None:
        self.started[body["run"]] = at

    def _run_finished(self, at: datetime, body: dict[str, dict[str, str]]) -> None:
        self.started.pop(str(body["run"]), None)
        self.finished.append(at)
        self.missed.update(body["missed"].keys())

    def _receipt(self, _: datetime, body: dict[str, dict[str, str]]) -> None:
        if refusal := body.get("refusal"):
            self.refusals[str(body["promise"]), refusal["kind"]] += 1

    def _batch(self, _: datetime, body: dict[str, dict[str, int]]) -> None:
        system = str(body["target"]).split("/", 1)[0]
        self.done[str(body["promise"]), system] += sum(body["counts"].values())

    def _hold_added(self, at: datetime, body: dict[str, str]) -> None:
        self.holds[body["hold"]] = (at, body["kind"], body["role"], None)

    def _hold_released(self, at: datetime, body: dict[str, str]) -> None:
        if hold := self.holds.get(body["hold"]):
            self.holds[body["hold"]] = (*hold[:3], at)

    def _attestation(self, at: datetime, body: dict[str, str]) -> None:
        self.attested.append((at, body["promise"], body["role"], body["until"]))
