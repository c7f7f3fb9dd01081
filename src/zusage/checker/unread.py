"""How loud a finding may be that rests on a period of law.

Law: a period that nobody has read the source of makes no finding louder than info.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zusage.keeping.doubt import is_unread
from zusage.model.finding import Finding, Severity
from zusage.policy.rule import Keep


def by_term(finding: Finding, keep: Keep | None, on: date) -> Finding:
    """The finding, as info where the duty's period on that day was not read."""
    return replace(finding, severity=Severity.INFO) if is_unread(keep, on) else finding
