"""Stating: a role says once a year that no tax audit, objection or assessment is open for a year and all before.

Law: the statement counts for data of that year and earlier years, from the day it is made until its own end, at most
thirteen months; then it has to be made again, because a case may have been opened meanwhile. It is recorded like every
attestation: role, dates and the digest of the signed document. A year that has not ended cannot be stated. Where the
declaration names the role (`tax_owner`), no other counts.

Example: `zusage attest tax/2017 --by finance --until 2027-03-31 --file statement.pdf` frees what the duty released.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from zusage.engine.ports import State
from zusage.model.calendar import Term, end_of
from zusage.model.errors import UsageError
from zusage.model.period import Period
from zusage.policy.policy import Policy

TAX = "tax"
GOOD_FOR = Period(months=13)
_YEAR = re.compile(r"tax/(\d{4})")


def year_of(word: str) -> int | None:
    """The year that `tax/2017` names; None for any other word."""
    match = _YEAR.fullmatch(word.strip())
    return int(match[1]) if match else None


def check_statement(policy: Policy, year: int, role: str, until: datetime, now: datetime) -> None:
    """Raises UsageError ZE68 where the statement would not count: other role, open year, too long."""
    owner = policy.organisation.tax_owner
    zone = ZoneInfo(policy.timezone)
    if owner and role != owner:
        raise UsageError("ZE68", year=year, reason_de=f"zuständig ist {owner}", reason_en=f"the role for it is {owner}")
    if year >= now.astimezone(zone).year:
        raise UsageError("ZE68", year=year, reason_de="das Jahr ist noch nicht zu Ende", reason_en="the year has not ended")
    if until > end_of(now, Term(GOOD_FOR), zone):
        raise UsageError(
            "ZE68", year=year, reason_de="sie gilt höchstens 13 Monate", reason_en="it is good for 13 months at most"
        )


def statements(state: State, policy: Policy, now: datetime) -> dict[str, date]:
    """For each matter, the day up to which statements in force cover what began."""
    owner, years = policy.organisation.tax_owner, list[int]()
    for record in state.records.read("attestation"):
        year = year_of(str(record.body["promise"]))
        in_force = record.at <= now < datetime.fromisoformat(str(record.body["until"]))
        if year is not None and in_force and owner in ("", record.body["role"]):
            years.append(year)
    return {TAX: date(max(years), 12, 31)} if years else {}
