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
from functools import cache

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
_Pattern = tuple[Row, tuple[str, ...], re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the table in a text, as it is written there."""

    said: Said
    row: Row
    found: str


def mentions(matter: Matter, ids: frozenset[str]) -> Iterator[Mention]:
    """Every text with one of these rows in it; in the name of a host only scripts count."""
    return (one for one in _all_mentions(matter.policy, matter.as_of) if one.row.id in ids)


def _all_mentions(policy: Policy, on: date) -> tuple[Mention, ...]:
    """The mentions of all rows on that day; many rules ask one after the other, so those of the last policy are kept."""
    for known, day, found in _LAST:
        if known is policy and day == on:
            return found
    found = tuple(_mentions(policy, on))
    _LAST[:] = [(policy, on, found)]
    return found


_LAST: list[tuple[Policy, date, tuple[Mention, ...]]] = []


def _mentions(policy: Policy, on: date) -> Iterator[Mention]:
    """Only rows that have a stem anywhere in the declaration are looked for in each of its texts."""
    texts = tuple((one, words_of(one.text)) for one in spoken(policy))
    low = "\n".join(words for _, words in texts).lower()
    rows = ((row, stems) for row, stems in _patterns(on) if any(stem in low for stem in stems))
    likely = tuple(
        (row, stems, _compiled(str(row.facts["pattern"]), bool(row.facts.get("case_sensitive")))) for row, stems in rows
    )
    for one, words in texts if likely else ():
        for row, found in _hits(words, likely):
            if one.part != "host" or row.facts.get("kind") == "script":
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


def _hits(words: str, patterns: tuple[_Pattern, ...]) -> tuple[tuple[Row, str], ...]:
    """The rows whose name is in the words, and how it is written there; a name inside a longer one does not count."""
    low, spans = words.lower(), []
    for row, stems, pattern in patterns:
        match = pattern.search(words) if any(stem in low for stem in stems) else None
        if match is not None and not _PAST.search(words[max(0, match.start() - _AROUND) : match.end() + _AROUND]):
            spans.append((match.start(), match.end(), row, match[0]))
    longest = [one for one in spans if not any(_inside(one, other) for other in spans)]
    return tuple((row, found) for _, _, row, found in sorted(longest, key=lambda one: one[0]))


def _inside(one: tuple[int, int, Row, str], other: tuple[int, int, Row, str]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]


@cache
def _patterns(on: date) -> tuple[tuple[Row, tuple[str, ...]], ...]:
    rows = (row for row in in_force("outdated", on).values() if row.facts.get("level") != "none")
    return tuple((row, stems_of(str(row.facts["pattern"]))) for row in rows)


@cache
def _compiled(pattern: str, case_sensitive: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", 0 if case_sensitive else re.IGNORECASE)


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
