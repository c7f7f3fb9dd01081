"""Publishing: documents written to files.

Law: the same policy and day give the same bytes; a document in a language that was not declared is refused (ZE56). Nothing
is written while a promise that was published goes by another name (ZE181).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from zusage.app.workspace import Workspace
from zusage.model.errors import UsageError
from zusage.model.text import Language


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
        for language in spoken(policy.languages, languages):
            tree = write_notice(policy, id, language, as_of)
            count = len({ref.promise for ref in notice_sentences(policy, id, language)})
            for form in forms:
                file = into / f"{_name(policy.documents[id].kind, id, list(policy.documents))}.{language}.{form}"
                file.write_text(render_html(tree) if form == "html" else render_markdown(tree))
                yield file, count


def spoken(declared: tuple[Language, ...], asked: tuple[str, ...]) -> list[Language]:
    """The declared languages that were asked for (none: all). Raises UsageError ZE57."""
    if missing := [language for language in asked if language not in declared]:
        raise UsageError("ZE57", language=missing[0], known=", ".join(declared))
    return [language for language in declared if not asked or language in asked]


def _name(kind: str, id: str, ids: list[str]) -> str:
    """The first notice is called notice; other documents by their id."""
    return "notice" if kind == "notice" and id == ids[0] else id


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
