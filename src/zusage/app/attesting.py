"""Attesting: a role's dated statement for a promise that no machine can see.

Law: the statement is bound to the promise as it is worded today; a later wording needs a new one. Only the digest of the
document is recorded, never its content.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from zusage.app.session import Session
from zusage.ledger.kinds import attestation_entry
from zusage.model.errors import UsageError


def attest(session: Session, promise: str, role: str, until: datetime, file: Path) -> None:
    """Record the statement. Raises UsageError ZE42 for an unknown promise, ZE55 for a date that has passed."""
    promises = session.workspace.policy.promises
    known = next((p for p in promises if p.id == promise), None)
    if known is None:
        near = get_close_matches(promise, [p.id for p in promises], 1)
        raise UsageError("ZE42", promise=promise, near=near[0] if near else "")
    if until <= session.now:
        raise UsageError("ZE55", until=until.date().isoformat())
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    session.state.records.append([attestation_entry(promise, known.digest, role, session.now, until, digest)])
    session.state.records.checkpoint(session.now)
