"""Publications: which texts were published, and which one is in force on a day.

Law: the version in force on a day is the latest that began by then and has not ended; of two that began on one day the one
recorded later counts, and other forms of it (Markdown beside HTML) with it. A version says what holds today when it carries
today's policy, or when today's policy would be written in the very same words (only the version number differs). Text that
was published without a policy never does. Who asks about the past is told when it was recorded, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from zusage.engine.ports import Archive, State
from zusage.language.dates import long_date
from zusage.model.text import Language
from zusage.policy.policy import Policy

NUMBER = 12
"""So many digits of the policy's digest stand in a text as the number of its version."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One recorded text. `policy` is "" for a text that was not written from a declaration; `until` is its last day."""

    document: str
    language: str
    content: str
    policy: str
    form: str
    since: date
    until: date | None
    recorded: datetime
    written: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies in its time."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Published:
    """What is published today: per document its policy ("" = in words that no longer hold), and since when it is changed."""

    policies: Mapping[str, str]
    changed: Mapping[str, datetime]

    def covers(self, policy: Policy) -> bool:
        """Whether every document of the policy is published as it is written today."""
        return bool(policy.documents) and all(self.policies.get(id) == policy.digest for id in policy.documents)


def read_publications(state: State) -> tuple[Publication, ...]:
    """All recorded texts, in the order of recording."""
    return tuple(_publication(record.at, record.body) for record in state.records.read("published"))


def in_force(known: Iterable[Publication], day: date) -> tuple[Publication, ...]:
    """The versions in force on a day, all documents, languages and forms."""
    latest: dict[tuple[str, str], list[Publication]] = {}
    for publication in known:
        if not publication.holds_on(day):
            continue
        key = (publication.document, publication.language)
        others = latest.get(key, [])
        if others and publication.since < others[0].since:
            continue
        same = [o for o in others if (o.since, o.policy) == (publication.since, publication.policy)]
        latest[key] = [*(o for o in same if o.form != publication.form), publication]
    return tuple(publication for key in sorted(latest) for publication in latest[key])


def published_today(state: State, policy: Policy, now: datetime) -> Published:
    """What is published at `now`. A document that lacks a declared language counts as not published."""
    zone = ZoneInfo(policy.timezone)
    day, known = now.astimezone(zone).date(), read_publications(state)
    valid = in_force(known, day)
    policies: dict[str, str] = {}
    changed: dict[str, datetime] = {}
    for id in policy.documents:
        mine = [p for p in valid if p.document == id and p.language in policy.languages]
        current = [says_today(policy, p) for p in mine]
        if not all(current):
            policies[id] = next(p.policy for p, fits in zip(mine, current, strict=True) if not fits)
        elif {p.language for p in mine} == set(policy.languages):
            policies[id] = policy.digest
        since = [p.since for p in mine if is_change(state.archive, p, known)]
        if since:
            changed[id] = datetime.combine(max(since), time(), zone)
    return Published(policies, changed)


def says_today(policy: Policy, publication: Publication) -> bool:
    """Whether the text carries this policy, or says word for word what would be written from it."""
    if not publication.policy or publication.policy == policy.digest:
        return bool(publication.policy)
    if publication.document not in policy.documents or publication.written is None:
        return False
    language = spoken_in(publication.language)
    text = rendered(policy, publication.document, language, publication.form, publication.written)
    old = text.replace(policy.digest[:NUMBER], publication.policy[:NUMBER]).encode()
    return hashlib.sha256(old).hexdigest() == publication.content


def spoken_in(language: str) -> Language:
    """The language that an entry names."""
    return "de" if language == "de" else "en"


def rendered(policy: Policy, document: str, language: Language, form: str, day: date) -> str:
    """A document as `zusage write` writes it."""
    from zusage.document.html import render_html
    from zusage.document.markdown import render_markdown
    from zusage.writer.notice import write_notice

    tree = write_notice(policy, document, language, day)
    return render_html(tree) if form == "html" else render_markdown(tree)


def is_change(archive: Archive, publication: Publication, known: Iterable[Publication]) -> bool:
    """Whether an earlier version of the same form said something else."""
    words = _words(archive, publication)
    for earlier in known:
        same = (earlier.document, earlier.language, earlier.form) == (
            publication.document,
            publication.language,
            publication.form,
        )
        if same and earlier.since < publication.since and _words(archive, earlier) != words:
            return True
    return False


def _words(archive: Archive, publication: Publication) -> bytes | None:
    """The text without the number of its version and its own date."""
    content = archive.get(publication.content)
    if content is None or not publication.policy:
        return content
    dated = long_date(publication.written, spoken_in(publication.language)) if publication.written else ""
    for word in (publication.policy[:NUMBER], dated):
        content = content.replace(word.encode(), b"") if word else content
    return content


def _publication(at: datetime, body: Mapping[str, Any]) -> Publication:
    def day(name: str) -> date | None:
        return date.fromisoformat(str(body[name])) if body.get(name) else None

    return Publication(
        str(body["document"]),
        str(body["language"]),
        str(body["content"]),
        str(body.get("policy", "")),
        str(body.get("form", "")),
        day("since") or at.date(),
        day("until"),
        at,
        day("written"),
    )
