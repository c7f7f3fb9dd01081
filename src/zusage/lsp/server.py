"""The language server: what an editor asks, answered by the same reading and the same rules as `zusage check`.

Law: speaks over standard input and output only, opens no port, asks no network and writes nothing. Texts that are not saved
count as they stand in the editor. A fault in an answer leaves the editor working.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from zusage.app.drafts import Draft, declaration_of, look_at
from zusage.declaration.node import Mapping
from zusage.lsp.cursor import locate, word_at
from zusage.lsp.diagnostics import diagnostics
from zusage.lsp.offers import offers
from zusage.lsp.words import defined, explained
from zusage.model.text import Language

_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "word": lsp.CompletionItemKind.EnumMember,
    "service": lsp.CompletionItemKind.Module,
    "law": lsp.CompletionItemKind.Constant,
    "authority": lsp.CompletionItemKind.Constant,
    "rule": lsp.CompletionItemKind.Value,
    "name": lsp.CompletionItemKind.Reference,
}


@dataclass(slots=True)
class Desk:
    """What the server remembers: unsaved texts by path, the last readable tree of each declaration, and who was told."""

    today: Callable[[], date]
    language: Language
    texts: dict[Path, str] = field(default_factory=dict)
    trees: dict[Path, Mapping] = field(default_factory=dict)
    told: dict[Path, frozenset[str]] = field(default_factory=dict)

    def look(self, source: Path) -> Draft:
        """One look at a declaration as it stands now."""
        draft = look_at(source, self.texts, self.today())
        if draft.tree is not None:
            self.trees[source] = draft.tree
        return draft

    def tree(self, file: Path) -> Mapping | None:
        """The last readable tree of the declaration that a file belongs to."""
        source = declaration_of(file)
        if source is not None and source not in self.trees:
            self.look(source)
        return self.trees.get(source) if source is not None else None

    def lines(self, file: Path) -> list[str]:
        """The lines of a file as they stand in the editor."""
        return self.texts[file].split("\n") if file in self.texts else file.read_text(encoding="utf-8").split("\n")


def create_server(today: Callable[[], date], language: Language) -> LanguageServer:
    """A server that is ready to be started with `start_io`."""
    server = LanguageServer("zusage", version("zusage"), text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    desk = Desk(today, language)
    _watch(server, desk)
    _answer(server, desk)
    return server


def _watch(server: LanguageServer, desk: Desk) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        desk.texts[_path(params.text_document.uri)] = params.text_document.text
        _tell(server, desk, _path(params.text_document.uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        file = _path(params.text_document.uri)
        desk.texts[file] = server.workspace.get_text_document(params.text_document.uri).source
        _tell(server, desk, file)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        _tell(server, desk, _path(params.text_document.uri))

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        desk.texts.pop(_path(params.text_document.uri), None)


def _answer(server: LanguageServer, desk: Desk) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[":", " ", "/", "[", "{", ","]))
    def complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        file, at = _path(params.text_document.uri), params.position
        cursor = locate(desk.lines(file), at.line, at.character)
        span = lsp.Range(lsp.Position(at.line, cursor.start), at)
        found = offers(cursor, desk.tree(file), desk.today(), desk.language)
        items = [
            lsp.CompletionItem(
                label=offer.text,
                kind=_KINDS[offer.kind],
                detail=offer.meaning or None,
                text_edit=lsp.TextEdit(span, offer.text + (": " if offer.kind == "key" else "")),
            )
            for offer in found
        ]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        file, at = _path(params.text_document.uri), params.position
        word, path, span = _under(desk, file, at)
        said = explained(word, path, desk.tree(file), desk.today(), desk.language) if word else ""
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, said), span) if said else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        file = _path(params.text_document.uri)
        word, path, _ = _under(desk, file, params.position)
        place = defined(word, path, desk.tree(file)) if word else None
        if place is None:
            return None
        start = lsp.Position(place.line - 1, place.column - 1)
        return lsp.Location(from_fs_path(place.file) or "", lsp.Range(start, start))


def _under(desk: Desk, file: Path, at: lsp.Position) -> tuple[str, tuple[str, ...], lsp.Range]:
    lines = desk.lines(file)
    line = lines[at.line] if at.line < len(lines) else ""
    word, start, end = word_at(line, at.character)
    path = locate(lines, at.line, end + 2 if line[end : end + 1] == ":" else end).path
    return word, path, lsp.Range(lsp.Position(at.line, start), lsp.Position(at.line, end))


def _tell(server: LanguageServer, desk: Desk, file: Path) -> None:
    source = declaration_of(file)
    if source is None:
        return
    draft = desk.look(source)
    found = diagnostics(draft, desk.language, desk.lines)
    for name in sorted(desk.told.get(source, frozenset()) | set(draft.files) | set(found)):
        uri = from_fs_path(name) or ""
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found.get(name, [])))
    desk.told[source] = frozenset(found)


def _path(uri: str) -> Path:
    return Path(to_fs_path(uri) or uri)
