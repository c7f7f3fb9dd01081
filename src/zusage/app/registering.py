"""Registering: the record of which texts are published, from when until when.

Law: what is recorded is, byte for byte, what this declaration writes, or says that it is not. All files of a call are
recorded or none. The texts themselves stay in the archive and in every evidence bundle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from zusage.app.publications import NUMBER, Publication, in_force, is_change, read_publications, rendered
from zusage.app.publishing import refuse_renamed, spoken
from zusage.app.session import Session
from zusage.language.dates import long_date
from zusage.model.calendar import add_days
from zusage.model.errors import IntegrityError, UsageError
from zusage.model.text import Language
from zusage.policy.policy import Policy

LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Written:
    """What a file is: a document in a language and form, as written on a day; without a policy when a person wrote it."""

    document: str
    language: Language
    form: str
    day: date | None
    policy: str


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which a text is in force; `until` is the last one."""

    since: date
    until: date | None = None


def publish_files(
    session: Session, files: Iterable[Path], term: Term, role: str, as_is: tuple[str, Language] | None = None
) -> tuple[Publication, ...]:
    """Record that exactly these files are published; all or none. Texts stay in the archive.

    `as_is` (document, language) records a text that was not written from this declaration; it carries no policy, so the
    board goes on saying that the declaration is not published. Raises UsageError ZE56, ZE57, ZE70, ZE72, DeclarationErrors.
    """
    from zusage.ledger.kinds import policy_entry, published_entry
    from zusage.model.canonical import encode

    policy, state = session.workspace.policy, session.state
    if term.until is not None and term.until < term.since:
        raise UsageError("ZE72", since=term.since.isoformat(), until=term.until.isoformat())
    refuse_renamed(session.workspace)
    today = session.now.astimezone(ZoneInfo(policy.timezone)).date()
    contents = [(file, _read(file)) for file in files]
    known = [
        (content, _foreign(policy, file, *as_is) if as_is else _identify(policy, file, content, today))
        for file, content in contents
    ]
    entries = [policy_entry(policy.digest, session.now, state.archive.put("policy", encode(policy)), len(policy.promises))]
    done = []
    for content, what in known:
        digest = state.archive.put("published", content)
        done.append(
            Publication(
                what.document, what.language, digest, what.policy, what.form, term.since, term.until, session.now, what.day
            )
        )
        entries.append(
            published_entry(
                what.document,
                what.language,
                digest,
                session.now,
                what.policy,
                role,
                what.form,
                what.day,
                term.since,
                term.until,
            )
        )
    state.records.append(entries)
    state.records.checkpoint(session.now)
    return tuple(done)


def write_published(session: Session, day: date, into: Path | None) -> tuple[tuple[Publication, Path | None], ...]:
    """The texts that were in force on a day, written from the archive into a folder (None: only named).

    Raises UsageError ZE71 when there is none, IntegrityError ZE45 when the archive lost one.
    """
    found = in_force(read_publications(session.state), day)
    if not found:
        raise UsageError("ZE71", day=day.isoformat())
    if into is not None:
        into.mkdir(parents=True, exist_ok=True)
    return tuple((publication, _restore(session, publication, day, into) if into else None) for publication in found)


def too_soon(session: Session, done: Iterable[Publication]) -> dict[str, date]:
    """Documents that promise to be announced before they change and now begin earlier, with the first day that would fit.

    Only changes that are substantial are promised ahead; whether one is, people decide.
    """
    policy, known = session.workspace.policy, read_publications(session.state)
    today = session.now.astimezone(ZoneInfo(policy.timezone)).date()
    early: dict[str, date] = {}
    for publication in done:
        changes = policy.documents[publication.document].changes
        first = add_days(today, changes.before) if changes else today
        if publication.since < first and is_change(session.state.archive, publication, known):
            early[publication.document] = first
    return early


def _restore(session: Session, publication: Publication, day: date, into: Path) -> Path:
    content = session.state.archive.get(publication.content)
    if content is None:
        raise IntegrityError("ZE45", what="archive")
    ending = f".{publication.form}" if publication.form else ""
    file = into / f"{publication.document}.{publication.language}.{day.isoformat()}{ending}"
    file.write_bytes(content)
    return file


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise UsageError("ZE70", path=str(file), reason=error.strerror or "") from error
    if len(content) > LARGEST:
        raise UsageError("ZE70", path=str(file), reason=f"> {LARGEST} bytes")
    return content


def _foreign(policy: Policy, file: Path, document: str, language: Language) -> Written:
    if document not in policy.documents:
        raise UsageError("ZE56", document=document, known=", ".join(policy.documents))
    spoken(policy.languages, (language,))
    return Written(document, language, file.suffix.removeprefix("."), None, "")


def _identify(policy: Policy, file: Path, content: bytes, today: date) -> Written:
    """The document that this declaration writes with exactly these bytes. Raises UsageError ZE70."""
    text = content.decode(errors="replace")
    forms = [form for form in ("html", "md") if file.suffix in (f".{form}", "") or file.suffix not in (".html", ".md")]
    for document in policy.documents.values() if policy.digest[:NUMBER] in text else ():
        for language in policy.languages:
            for form in forms:
                for day in [document.dated] if document.dated else _days(text, language, today):
                    if rendered(policy, document.id, language, form, day) == text:
                        return Written(document.id, language, form, day, policy.digest)
    raise UsageError("ZE70", path=str(file), reason="")


def _days(text: str, language: Language, today: date) -> list[date]:
    """The days of the last year that the text mentions; a document without a date of its own bears the day of writing."""
    days = (today - timedelta(days=back) for back in range(366))
    return [day for day in days if long_date(day, language) in text]
