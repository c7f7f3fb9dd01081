"""Publishing: documents written to files.

Law: the same policy and day give the same bytes; a document in a language that was not declared is refused (ZE57). Nothing
is written while a promise that was published goes by another name (ZE181).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.app.workspace import Workspace
from zusage.model.errors import UsageError
from zusage.model.text import Language

if TYPE_CHECKING:
    from zusage.document.tree import Document
    from zusage.writer.order import Edition


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be written: names of papers and exports, languages, forms, one published document only, and where to."""

    papers: tuple[str, ...]
    languages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ("html",)
    document: str = ""
    into: Path = Path("build")
    controllers: Sequence[Mapping[str, str]] = field(default=())


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written, and how many promises are said in it."""

    path: Path
    promises: int
    missing: int = 0
    """How many places say that something is not declared."""
    ease: float | None = None
    """How easily the short layer reads (Flesch; German by Amstad), where there is one."""


def known_papers() -> tuple[str, ...]:
    """The names of everything that can be written."""
    from zusage.writer.catalogue import EXPORTS, PAPERS

    return (*PAPERS, *EXPORTS)


def write_papers(workspace: Workspace, as_of: date, asked: Asked) -> Iterator[File]:
    """Write everything that is asked for; a form that a document has nothing for is left out.

    Raises UsageError ZE56 (document), ZE57 (language), ZE660 (paper), ZE661 (form that is not installed), and
    DeclarationErrors ZE181.
    """
    from zusage.writer.catalogue import EXPORTS, PAPERS
    from zusage.writer.order import Order

    policy = workspace.policy
    refuse_renamed(workspace)
    _refuse(workspace, asked)
    asked.into.mkdir(parents=True, exist_ok=True)
    known = editions(workspace)
    for name in asked.papers:
        for language in spoken(policy.languages, asked.languages):
            order = Order(policy, language, as_of, asked.document, asked.controllers, known)
            if name in PAPERS:
                yield from _written(PAPERS[name].write(order), language, asked)
            else:
                for stem, value in EXPORTS[name].write(order).items():
                    path = asked.into / f"{stem}.{language}.{EXPORTS[name].suffix}"
                    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
                    yield File(path, 0)


def editions(workspace: Workspace) -> tuple[Edition, ...]:
    """The versions that were published, newest first, as far as the state beside the declaration knows them."""
    from zusage.adapters.store.peek import read_versions
    from zusage.writer.order import Edition

    return tuple(
        Edition(date.fromisoformat(version.since), version.policy, by=version.by)
        for version in read_versions(workspace.state)
    )


def write_notices(
    workspace: Workspace, as_of: date, languages: tuple[str, ...], forms: tuple[str, ...], document: str | None, into: Path
) -> Iterator[tuple[Path, int]]:
    """Write the published documents; yields file and number of promises said in it."""
    asked = Asked(("notice",), languages, forms, document or "", into)
    return ((file.path, file.promises) for file in write_papers(workspace, as_of, asked))


def spoken(declared: tuple[Language, ...], asked: tuple[str, ...]) -> list[Language]:
    """The declared languages that were asked for (none: all). Raises UsageError ZE57."""
    if missing := [language for language in asked if language not in declared]:
        raise UsageError("ZE57", language=missing[0], known=", ".join(declared))
    return [language for language in declared if not asked or language in asked]


def _refuse(workspace: Workspace, asked: Asked) -> None:
    documents, papers = workspace.policy.documents, known_papers()
    if asked.document and asked.document not in documents:
        raise UsageError("ZE56", document=asked.document, known=", ".join(documents))
    if unknown := [name for name in asked.papers if name not in papers]:
        raise UsageError("ZE660", paper=unknown[0], known=", ".join(papers))
    refuse_absent(asked.forms)


def refuse_absent(forms: Iterable[str]) -> None:
    """Raise UsageError ZE661 for a form whose package is not installed."""
    from zusage.document.forms import EXTRA, FORMS

    if absent := [form for form in forms if not FORMS[form].installed]:
        raise UsageError("ZE661", form=absent[0], extra=EXTRA)


def _written(documents: tuple[Document, ...], language: Language, asked: Asked) -> Iterator[File]:
    from zusage.document.forms import FORMS
    from zusage.document.tree import Missing, sentences, whole
    from zusage.writer.short import reading_ease

    for document in documents:
        said = [sentence for section in whole(document) for sentence in sentences(section.blocks)]
        promises = len({mark for sentence in said for mark in sentence.marks})
        gaps = sum(isinstance(part, Missing) for sentence in said for part in sentence.parts)
        for form in (FORMS[suffix] for suffix in asked.forms):
            if form.fits(document):
                path = asked.into / f"{document.id}.{language}.{form.suffix}"
                path.write_bytes(form.render(document))
                yield File(path, promises, gaps, reading_ease(document))


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
