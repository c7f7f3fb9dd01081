"""Publishing: documents written to files, and the record of which of them are published.

Law: the same policy and day give the same bytes; a document in a language that was not declared is refused (ZE56). What is
recorded as published is what this declaration writes, byte for byte, or says that it is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from zusage.app.publications import NUMBER, Publication, in_force, read_publications, rendered
from zusage.app.workspace import Workspace
from zusage.language.dates import long_date
from zusage.model.errors import IntegrityError, UsageError
from zusage.model.text import Language
from zusage.policy.policy import Policy

if TYPE_CHECKING:
    from zusage.app.session import Session

LARGEST = 5_000_000


def write_notices(
    workspace: Workspace, as_of: date, languages: tuple[str, ...], forms: tuple[str, ...], document: str | None, into: Path
) -> Iterator[tuple[Path, int]]:
    """Write every asked-for document; yields file and number of promises said in it."""
    from zusage.document.html import render_html
    from zusage.document.markdown import render_markdown
    from zusage.writer.notice import notice_sentences, write_notice

    policy = workspace.policy
    refuse_renamed(workspace)
    if document is not None and document not in policy.documents:
        raise UsageError("ZE56", document=document, known=", ".join(policy.documents))
    into.mkdir(parents=True, exist_ok=True)
    for id in [document] if document else list(policy.documents):
        for language in _languages(policy.languages, languages):
            tree = write_notice(policy, id, language, as_of)
            count = len({ref.promise for ref in notice_sentences(policy, id, language)})
            for form in forms:
                file = into / f"{_name(policy.documents[id].kind, id, list(policy.documents))}.{language}.{form}"
                file.write_text(render_html(tree) if form == "html" else render_markdown(tree))
                yield file, count


def _languages(declared: tuple[Language, ...], asked: tuple[str, ...]) -> list[Language]:
    if missing := [language for language in asked if language not in declared]:
        raise UsageError("ZE57", language=missing[0], known=", ".join(declared))
    return [language for language in declared if not asked or language in asked]


def _name(kind: str, id: str, ids: list[str]) -> str:
    """The first notice is called notice; other documents by their id."""
    return "notice" if kind == "notice" and id == ids[0] else id


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


def refuse_renamed(workspace: Workspace) -> None:
    """Raise DeclarationErrors ZE181 when a promise of the published policy goes by another name without `was:`.

    Reads the state beside the declaration, if there is one, and changes nothing.
    """
    from zusage.adapters.store.peek import read_published
    from zusage.model.errors import DeclarationErrors
    from zusage.policy.tombstones import renamed_since

    known = read_published(workspace.state)
    if known and (errors := renamed_since(known.promises, workspace.policy, known.at[:10])):
        raise DeclarationErrors(errors)


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
    _languages(policy.languages, (language,))
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
