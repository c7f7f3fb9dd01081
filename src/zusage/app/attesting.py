"""Attesting: a role's dated statement for a promise that no machine can see.

Law: the statement is bound to the promise as it is worded today; a later wording needs a new one. Only the digest of the
document is recorded, never its content. A statement on a tax year is bound to the year instead (`zusage.app.stating`).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from zusage.app.session import Session
from zusage.app.stating import TAX, check_statement, year_of
from zusage.ledger.kinds import attestation_entry
from zusage.model.canonical import digest as digest_of_words
from zusage.model.errors import UsageError


def attest(session: Session, promise: str, role: str, until: datetime, file: Path) -> None:
    """Record the statement. Raises UsageError ZE42 for an unknown promise, ZE55 for a date that has passed, ZE68 for a
    statement on a tax year (`tax/2017`) that would not count."""
    if until <= session.now:
        raise UsageError("ZE55", until=until.date().isoformat())
    year = year_of(promise)
    if year is None:
        digest = _digest_of(session, promise)
    else:
        check_statement(session.workspace.policy, year, role, until, session.now)
        digest = digest_of_words({"statement": TAX, "year": year})
    with file.open("rb") as stream:
        content = hashlib.file_digest(stream, "sha256").hexdigest()
    session.state.records.append([attestation_entry(promise.strip(), digest, role, session.now, until, content)])
    session.state.records.checkpoint(session.now)


def _digest_of(session: Session, promise: str) -> str:
    promises = session.workspace.policy.promises
    known = next((p for p in promises if p.id == promise), None)
    if known is None:
        near = get_close_matches(promise, [p.id for p in promises], 1)
        raise UsageError("ZE42", promise=promise, near=near[0] if near else "tax/2017" if promise.startswith("tax") else "")
    return known.digest
