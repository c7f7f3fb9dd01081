"""Outdated: names in texts that the law, their owner or the market has given up, from the table `outdated`.

Law: a name counts from the day on which it was given up, with word borders, in any typography; never inside a longer name
that still exists, and never where the text itself says that it is a thing of the past. A row that nobody has verified gives
an info at most. The days before are kept with the finding: right then, wrong now.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from zusage.checker.rule import Matter, Rule
from zusage.checker.texts import Said, said
from zusage.checker.wording import words_of
from zusage.model.finding import Argument, Finding, Severity
from zusage.model.text import Text
from zusage.policy.policy import Policy
from zusage.reference.tables import Row, in_force

_PAST = re.compile(
    r"ungültig|unwirksam|aufgehoben|nicht mehr|früher|vormals|ehemals|ehemalig|bis \d{4}|außer kraft|eingestellt|nachfolge"
    r"|abgelöst|ersetzt|invalid|no longer|former|repealed|discontinued|replaced|successor|until \d{4}",
    re.IGNORECASE,
)
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the table in a text, as it is written there."""

    said: Said
    row: Row
    found: str


def mentions(matter: Matter, ids: frozenset[str]) -> Iterator[Mention]:
    """Every text with one of these rows in it; in the name of a host only scripts count."""
    for one in spoken(matter.policy):
        for row, found in _hits(words_of(one.text), matter.as_of):
            if row.id in ids and (one.part != "host" or row.facts.get("kind") == "script"):
                yield Mention(one, row, found)


def found_by(rule: Rule, mention: Mention, **more: Argument) -> Finding:
    """The finding of a rule about a mention, as loud as its row and not louder than the rule, with the last right day."""
    row = mention.row
    levels = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    wanted = row.facts.get("level")
    level = Severity(wanted) if wanted in levels and row.confidence == "sourced" else Severity.INFO
    severity = min(level, rule.severity, key=levels.index)
    now_de, now_en = str(row.facts["now"]), str(row.facts["now_en"])
    finding = rule.finding(
        mention.said.place, mention.said.subject, found=mention.found, now_de=now_de, now_en=now_en, **more
    )
    before = row.valid_from - timedelta(days=1) if row.valid_from else None
    return replace(finding, severity=severity, right_on=before)


def spoken(policy: Policy) -> Iterator[Said]:
    """All texts of a declaration, and the names and hosts of its recipients; what the catalogue says is none of them."""
    yield from said(policy)
    for recipient in policy.recipients.values():
        for name in filter(None, () if recipient.use else (recipient.name, recipient.parent)):
            yield Said(recipient.place, "", "name", Text(name))
        for host in () if recipient.use else recipient.hosts:
            yield Said(recipient.place, "", "host", Text(host))


@lru_cache(maxsize=65536)
def _hits(words: str, on: date) -> tuple[tuple[Row, str], ...]:
    """The rows whose name is in the words, and how it is written there; a name inside a longer one does not count."""
    low, spans = words.lower(), []
    for row, stems, pattern in _patterns(on):
        match = pattern.search(words) if any(stem in low for stem in stems) else None
        if match is not None and not _PAST.search(words[max(0, match.start() - _AROUND) : match.end() + _AROUND]):
            spans.append((match.start(), match.end(), row, match[0]))
    longest = [one for one in spans if not any(_inside(one, other) for other in spans)]
    return tuple((row, found) for _, _, row, found in sorted(longest, key=lambda one: one[0]))


def _inside(one: tuple[int, int, Row, str], other: tuple[int, int, Row, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]


@cache
def _patterns(on: date) -> tuple[tuple[Row, tuple[str, ...], re.Pattern[str]], ...]:
    rows = [row for row in in_force("outdated", on).values() if row.facts.get("level") != "none"]
    return tuple((row, stems_of(str(row.facts["pattern"])), _compiled(row)) for row in rows)


def _compiled(row: Row) -> re.Pattern[str]:
    flags = 0 if row.facts.get("case_sensitive") else re.IGNORECASE
    return re.compile(rf"(?<!\w)(?:{row.facts['pattern']})(?!\w)", flags)


def stems_of(pattern: str) -> tuple[str, ...]:
    """Small letters one of which is in every text that the pattern finds: a quick look before the slow one."""
    written = re.sub(r"\\([^A-Za-z0-9])", lambda escaped: chr(0xE000 + ord(escaped[1])), pattern)
    while (simpler := re.sub(r"\([^()]*\)[?*]?", "\0", written)) != written:
        written = simpler
    stems = []
    for branch in written.split("|"):
        plain = re.sub(r"\[[^\]]*\][?*]?|\\[A-Za-z][?*+]?|.\?|.\{[^}]*\}|.\*", "\0", branch)
        stem = max(re.split(r"[\0+.{}]", plain), key=len)
        stems.append("".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xE100 else c for c in stem).lower())
    return tuple(stems)
