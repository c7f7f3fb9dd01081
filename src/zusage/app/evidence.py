"""Evidence: verify the ledger of a declaration, and hand it out as a bundle.

Law: verifying needs no declaration to compile and no store to answer. A ledger that does not verify is not exported.
"""

from __future__ import annotations

from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from zusage.app.quick import open_own_state
from zusage.app.session import Session
from zusage.engine.survey import PROBED
from zusage.ledger.tally import Scope, SystemLine
from zusage.model.text import Language
from zusage.verdict.judge import hours_of


def verify_state(path: Path, now: datetime, language: Language) -> tuple[bool, list[str]]:
    """Verify chain, tree and checkpoints; returns whether all fits, and the lines that say so."""
    state = open_own_state(path, now)
    try:
        report = state.records.verify()
        origin = state.origin
    finally:
        state.close()
    first = 0 if language == "de" else 1
    if not report.ok:
        problems = [f"  {problem.code}  {('Eintrag', 'entry')[first]} {problem.index}" for problem in report.problems[:20]]
        return False, [("Die Belege passen NICHT zusammen:", "The evidence does NOT hold together:")[first], *problems]
    sealed, unsealed = report.checkpoints, report.unsealed
    words = (
        f"{report.entries} Einträge, {sealed} Prüfsiegel, {unsealed} noch nicht besiegelt: Kette und Baum passen.",
        f"{report.entries} entries, {sealed} checkpoints, {unsealed} not sealed yet: chain and tree fit.",
    )
    return True, [words[first], f"{origin}"]


def export_bundle(session: Session, destination: Path) -> int:
    """Write the bundle; returns the number of entries in it. Raises UsageError ZE707, IntegrityError ZE45."""
    from zusage.adapters.store.export import export_bundle as write_bundle

    policy = session.workspace.policy
    lines = []
    for system in policy.systems.values():
        covered = system.connector in PROBED and not system.absent
        lines.append(SystemLine(system.id, system.connector, covered, "" if covered else f"no probe for {system.connector}"))
    scope = Scope(
        policy.organisation.name,
        tuple(lines),
        policy.digest,
        f"zusage {version('zusage')}",
        every=hours_of(policy.run.every),
    )
    write_bundle(session.state, scope, destination, session.now)
    return session.state.records.head().size
