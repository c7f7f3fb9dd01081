"""Metrics: the heartbeat and the figures of the last run and the last board, as Prometheus text.

Law: everything is read from our own state, so that the figures are those of the evidence; no store is asked. Labels hold
states, kinds and promise ids, never a person, a key or a value. The file is replaced as a whole. Silence says something: the
moments stand in it as timestamps, and what a board called kept counts as unproven once it is older than two run intervals.
Nothing leaves the machine unless ZUSAGE_OTLP names a collector of the operator's own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from zusage.app.history import active_holds
from zusage.app.publications import published_today
from zusage.app.session import Session
from zusage.kinds.base import State as Verdict
from zusage.model.errors import ConnectorError, UsageError, ZusageError
from zusage.plan.receipt import Receipt, RefusalKind
from zusage.verdict.board import ORDER, Board
from zusage.verdict.judge import hours_of

VARIABLE, FILE, OFF = "ZUSAGE_METRICS", ".zusage/metrics.prom", "off"
COLLECTOR = "ZUSAGE_OTLP"
KEPT = ("metrics", "last")
HARMLESS = frozenset({RefusalKind.HOLD.value, RefusalKind.DUTY.value})
"""Refusals that are no failure of a run: somebody or a law decided so."""

Sample = tuple[Mapping[str, str], int | float]


@dataclass(frozen=True, slots=True)
class Metric:
    """One family: name without prefix, type, what it says, and its samples."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


@dataclass
class _Receipts:
    """What the receipts of all runs add up to; refusals by run."""

    units: int = 0
    batches: int = 0
    by_run: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, dict[str, int]] = field(default_factory=dict)


def note_run(session: Session, seconds: float, batches: int, receipts: Iterable[Receipt] = ()) -> None:
    """Remember how long a run took, its longest batch and what it waited for, which no entry says."""
    figures = [receipt.figures for receipt in receipts]
    longest = max((int(told.get("longest_batch_ms", 0)) for told in figures), default=0)
    waited = sum(int(told.get("waited_ms", 0)) for told in figures)
    took = {"run_ms": int(seconds * 1000), "run_batches": batches, "longest_ms": longest, "waited_ms": waited}
    _note(session, took)


def note_board(session: Session, board: Board) -> None:
    """Remember how many systems a board saw, which its entry does not say."""
    _note(session, {"seen": len(board.systems_seen), "unseen": len(board.systems_unseen)})


def write_metrics(session: Session) -> Path | None:
    """Replace the file that ZUSAGE_METRICS names (`off`: none). Raises ConnectorError ZE73."""
    named = session.workspace.variables.get(VARIABLE, FILE)
    if named == OFF:
        return None
    file = session.workspace.root / named
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.write_text(metrics_text(session), encoding="utf-8")
        draft.chmod(0o644)
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise ConnectorError("ZE73", reason=error.strerror or "") from error
    return file


def push_metrics(session: Session) -> str:
    """Send the figures to the collector that ZUSAGE_OTLP names ("" and nothing sent without it).

    Raises ConnectorError ZE75 when it does not take them, UsageError ZE76 without the extra `telemetry`.
    """
    url = session.workspace.variables.get(COLLECTOR, "")
    if url:
        from zusage.adapters.telemetry import push

        push(url, [(f"zusage.{m.name}", m.kind, m.help, m.samples) for m in metrics_of(session)])
    return url


def metrics_failure(session: Session) -> ZusageError | None:
    """Write the file and send the figures; a failure is handed back, to be told after what matters more."""
    try:
        write_metrics(session)
        push_metrics(session)
    except (ConnectorError, UsageError) as error:
        return error
    return None


def is_alive(session: Session) -> bool:
    """Whether a run reached every target within the last two intervals and nobody has stopped everything."""
    figures = {metric.name: metric.samples for metric in metrics_of(session)}
    last = figures.get("last_success_timestamp_seconds", ())
    age = session.now.timestamp() - last[0][1] if last else float("inf")
    return age <= 2 * _interval(session) and not figures["stopped"][0][1]


def metrics_of(session: Session) -> tuple[Metric, ...]:
    """All families, in order."""
    return (*_of_runs(session), *_of_board(session), *_of_state(session))


def metrics_text(session: Session) -> str:
    """The figures as Prometheus reads them (text format 0.0.4)."""
    lines: list[str] = []
    for metric in metrics_of(session):
        name = f"zusage_{metric.name}"
        lines += [f"# HELP {name} {metric.help}", f"# TYPE {name} {metric.kind}"]
        lines += [f"{name}{_labels(labels)} {_number(value)}" for labels, value in metric.samples]
    return "\n".join(lines) + "\n"


def _of_runs(session: Session) -> Iterator[Metric]:
    done = _add_up(session)
    finished = [(record.at, record.body) for record in session.state.records.read("run_finished")]
    good = [at for at, body in finished if not body["missed"] and not _failures(done, str(body["run"]))]
    yield _gauge("run_interval_seconds", "Declared interval of the routine run.", _interval(session))
    if finished:
        at, body = finished[-1]
        run = str(body["run"])
        refused = done.refusals.get(run, {})
        yield _gauge("last_run_timestamp_seconds", "When a run last finished.", at.timestamp())
        yield _gauge("last_run_units", "Units deleted, shortened or locked by the last run.", done.by_run.get(run, 0))
        yield _gauge("last_run_targets_visited", "Targets that the last run worked on.", len(body["visited"]))
        yield _gauge("last_run_targets_missed", "Targets that the last run could not reach.", len(body["missed"]))
        samples = tuple(({"kind": kind.value}, refused.get(kind.value, 0)) for kind in RefusalKind)
        yield Metric("last_run_refusals", "gauge", "Acts that the last run refused or left, by kind.", samples)
    if good:
        help = "When a run last reached every target and was refused nothing but by hold or duty."
        yield _gauge("last_success_timestamp_seconds", help, good[-1].timestamp())
    yield Metric("units_total", "counter", "Units deleted, shortened or locked since the ledger began.", (({}, done.units),))
    yield Metric("batches_total", "counter", "Batches committed since the ledger began.", (({}, done.batches),))
    kept = session.state.vault.get(*KEPT) or {}
    if "run_ms" in kept:
        seconds, batches = int(kept["run_ms"]) / 1000, int(kept["run_batches"])
        yield _gauge("last_run_seconds", "Duration of the last run.", seconds)
        if batches:
            yield _gauge("last_run_batch_seconds", "Mean time per batch of the last run.", seconds / batches)
    if "longest_ms" in kept:
        yield _gauge("last_run_longest_batch_seconds", "Longest batch of the last run.", int(kept["longest_ms"]) / 1000)
        yield _gauge("last_run_waited_seconds", "What it waited for lag, load or locks.", int(kept["waited_ms"]) / 1000)


def _of_board(session: Session) -> Iterator[Metric]:
    at: datetime | None = None
    verdicts: Mapping[str, Any] = {}
    for record in session.state.records.read("board"):
        at, verdicts = record.at, record.body["verdicts"]
    if at is None:
        return
    old = (session.now - at).total_seconds() > 2 * _interval(session)
    states = [_aged(str(verdict["state"]), old) for verdict in verdicts.values()]
    numbers = [verdict.get("numbers", {}) for verdict in verdicts.values()]
    yield _gauge("last_board_timestamp_seconds", "When the promises were last judged.", at.timestamp())
    samples = tuple(({"state": state.value}, states.count(state.value)) for state in ORDER)
    yield Metric("promises", "gauge", "Promises per state; kept ones decay to unproven with age.", samples)
    broken = tuple(({"promise": id}, 1) for id, v in sorted(verdicts.items()) if v["state"] == Verdict.BROKEN.value)
    yield Metric("promise_broken", "gauge", "Promises that are broken.", broken)
    yield _gauge("overdue_units", "Units past their deadline.", sum(int(n.get("overdue", 0)) for n in numbers))
    yield _gauge("held_units", "Units kept longer by a hold or duty.", sum(int(v.get("held", 0)) for v in verdicts.values()))
    kept = session.state.vault.get(*KEPT) or {}
    if "seen" in kept:
        yield _gauge("systems_seen", "Declared systems that the last board saw.", int(kept["seen"]))
        yield _gauge("systems_unseen", "Declared systems, or targets of them, that it did not see.", int(kept["unseen"]))


def _of_state(session: Session) -> Iterator[Metric]:
    state, policy, now = session.state, session.workspace.policy, session.now
    holds = active_holds(state)
    yield _gauge("holds", "Holds in force.", len(holds))
    yield _gauge("holds_review_overdue", "Holds whose review date has passed.", sum(h.review < now for h in holds))
    yield _gauge("stopped", "1 while the stop flag is up.", int(state.vault.get("stop", "all") is not None))
    covered = published_today(state, policy, now).covers(policy)
    yield _gauge("published", "1 when every document is published as it is declared today.", int(covered))
    restored = sum(1 for _ in state.records.read("restore_noticed"))
    yield Metric("restores_total", "counter", "Targets found to have been restored or cloned.", (({}, restored),))
    yield _gauge("ledger_entries", "Entries of the ledger.", state.records.head().size)
    seals = [record.at for record in state.records.read("checkpoint")]
    if seals:
        yield _gauge("ledger_checkpoint_timestamp_seconds", "When the ledger was last sealed.", seals[-1].timestamp())


def _add_up(session: Session) -> _Receipts:
    done = _Receipts()
    for record in session.state.records.read("receipt"):
        body, run = record.body, str(record.body["run"])
        units = sum(int(count) for count in body["counts"].values())
        done.units += units
        done.by_run[run] = done.by_run.get(run, 0) + units
        done.batches += int(body.get("batches", 0))
        if refusal := body.get("refusal"):
            kinds = done.refusals.setdefault(run, {})
            kinds[str(refusal["kind"])] = kinds.get(str(refusal["kind"]), 0) + 1
    return done


def _failures(done: _Receipts, run: str) -> set[str]:
    return set(done.refusals.get(run, {})) - HARMLESS


def _interval(session: Session) -> int:
    return int(hours_of(session.workspace.policy.run.every).total_seconds())


def _aged(state: str, old: bool) -> str:
    return Verdict.UNPROVEN.value if old and state == Verdict.KEPT.value else state


def _note(session: Session, values: Mapping[str, int]) -> None:
    session.state.vault.put(*KEPT, {**(session.state.vault.get(*KEPT) or {}), **values})


def _gauge(name: str, help: str, value: int | float) -> Metric:
    return Metric(name, "gauge", help, (({}, value),))


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}" if labels else ""


def _number(value: int | float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"
