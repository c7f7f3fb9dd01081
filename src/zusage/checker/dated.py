"""Right then, wrong now: which findings of today were right on an earlier day.

Law: a finding of today was right on a day if the check of that day has not found the same. The same is a finding of the
same rule at the same place about the same subject; equal arguments are matched first, then the others one by one, so that
a finding whose numbers move with the days stays one and the same. What was accepted then was found then. Nothing excuses a
finding: it only says since when people could have known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from zusage.model.finding import Finding
from zusage.model.place import Place
from zusage.policy.organisation import Document
from zusage.policy.policy import Policy

Spot = tuple[str, Place, str]
Key = TypeVar("Key")


def overtaken(now: Iterable[Finding], then: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of today that the check of the earlier day has not found, in their order."""
    today, earlier = list(now), Counter(map(_exact, then))
    rest = [finding for finding in today if not _take(earlier, _exact(finding))]
    left: Counter[Spot] = Counter()
    for (spot, _), count in earlier.items():
        left[spot] += count
    return tuple(finding for finding in rest if not _take(left, _spot(finding)))


def marked(
    findings: tuple[Finding, ...], then: Mapping[date, Iterable[Finding]], days: Callable[[Finding], Iterable[date]]
) -> tuple[Finding, ...]:
    """The findings of today, each with the last of its days if it was right on all of them.

    A finding that stands in no document of such a day keeps what its rule says.
    """
    right = {day: {id(finding) for finding in overtaken(findings, found)} for day, found in then.items()}
    return tuple(_marked(finding, right, [day for day in days(finding) if day in right]) for finding in findings)


def _marked(finding: Finding, right: Mapping[date, set[int]], days: list[date]) -> Finding:
    if not days:
        return finding
    return replace(finding, right_on=max(days) if all(id(finding) in right[day] for day in days) else None)


def dates(policy: Policy, before: date) -> tuple[date, ...]:
    """The days of which documents are dated, those before a day only."""
    return tuple(sorted({doc.dated for doc in policy.documents.values() if doc.dated and doc.dated < before}))


def days_of(policy: Policy) -> Callable[[Finding], frozenset[date]]:
    """From a finding to the days of the documents in which it stands; documents without a date are of today."""
    every = frozenset(document.dated for document in policy.documents.values() if document.dated)
    own = {place: _days(document) for document in policy.documents.values() for place in _places(document)}
    activities: dict[str, frozenset[date]] = {}
    for id, activity in policy.activities.items():
        shown = [policy.documents[name] for name in activity.documents if name in policy.documents]
        activities[id] = frozenset().union(*map(_days, shown))
    for document in policy.documents.values():
        for id in document.includes:
            activities[id] = activities.get(id, frozenset()) | _days(document)

    def days(finding: Finding) -> frozenset[date]:
        if finding.place in own:
            return own[finding.place]
        return activities.get(finding.subject.partition("/")[0], every)

    return days


def _days(document: Document) -> frozenset[date]:
    return frozenset((document.dated,)) if document.dated else frozenset()


def _places(document: Document) -> list[Place]:
    return [document.place, *(statement.place for statement in document.statements)]


def _spot(finding: Finding) -> Spot:
    return (finding.rule, finding.place, finding.subject)


def _exact(finding: Finding) -> tuple[Spot, tuple[tuple[str, str], ...]]:
    return _spot(finding), tuple(sorted((key, str(value)) for key, value in finding.arguments.items()))


def _take(counts: Counter[Key], key: Key) -> bool:
    if counts[key] <= 0:
        return False
    counts[key] -= 1
    return True
