"""Undo, in words: what can be put back until when, what would be, and what was.

Law: counts, tables and promises; no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from zusage.app.quarantining import set_aside
from zusage.app.session import Session
from zusage.app.undoing import Undone
from zusage.model.text import Language
from zusage.plan.plan import Plan
from zusage.verdict.text import moment


def kept_lines(session: Session, language: Language, zone: ZoneInfo) -> Iterator[str]:
    """What can be put back, run by run."""
    german = language == "de"
    found = sorted(set_aside(session.state), key=lambda one: (one.run, str(one.target), one.promise))
    for one in found:
        until = moment(one.until, language, zone)
        yield f"{one.run}  {one.target}  {one.promise}: {one.units}, {'bis' if german else 'until'} {until}"
    if not found:
        yield "Es gibt nichts zurückzuholen." if german else "There is nothing to put back."


def plan_lines(plan: Plan, language: Language) -> Iterator[str]:
    """What would be put back."""
    for step in plan.steps:
        words = "Zeilen zurückholen" if language == "de" else "rows to put back"
        yield f"{step.target}  {getattr(step.act, 'table', '')}  {step.act.promise}: {step.estimate.due} {words}"
    yield f"Plan {plan.digest[:12]}"


def undone_lines(done: Undone, language: Language) -> Iterator[str]:
    """What was put back, and what was not."""
    german = language == "de"
    for receipt in done.receipts:
        for table, count in sorted(receipt.counts.items()):
            yield f"{receipt.target}  {table}: {count} {'zurückgeholt' if german else 'put back'}"
        if receipt.refusal is not None:
            words = "nicht zurückgeholt" if german else "not put back"
            yield f"{receipt.target}  {receipt.promise}: {words} ({receipt.refusal.kind}: {receipt.refusal.detail})"
    yield (
        "Die Regeln beginnen wieder mit dem Beobachten; gelöscht wird erst nach einer neuen Freigabe."
        if german
        else "The rules begin anew with observing; nothing is deleted before a new approval."
    )
