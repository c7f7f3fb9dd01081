"""The forms in which a document can be read: HTML, Markdown, DOCX, PDF; its tables also as XLSX and JSON.

Law: a form is a pure function from a document to bytes; the same document gives the same bytes. What a form needs beyond the
core is named by the extra that installs it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from zusage.document.tree import Document, tables


@dataclass(frozen=True, slots=True)
class Form:
    """A form by its suffix; `package` is what it imports beyond the core, `data` whether it shows only tables with keys."""

    suffix: str
    where: str
    package: str = ""
    data: bool = False

    @property
    def installed(self) -> bool:
        """Whether what it needs is there."""
        return not self.package or find_spec(self.package) is not None

    def fits(self, document: Document) -> bool:
        """Whether the document has anything to show in this form."""
        return not self.data or next(tables(document.sections), None) is not None

    def render(self, document: Document) -> bytes:
        """The document in this form."""
        module, _, name = self.where.partition(":")
        rendered: Callable[[Document], str | bytes] = getattr(import_module(module), name)
        text = rendered(document)
        return text.encode("utf-8") if isinstance(text, str) else text


FORMS: dict[str, Form] = {
    form.suffix: form
    for form in (
        Form("html", "zusage.document.html:render_html"),
        Form("md", "zusage.document.markdown:render_markdown"),
        Form("docx", "zusage.document.docx:render_docx", "docx"),
        Form("pdf", "zusage.document.pdf:render_pdf", "typst"),
        Form("xlsx", "zusage.document.xlsx:render_xlsx", "xlsxwriter", data=True),
        Form("json", "zusage.document.data:render_json", data=True),
    )
}
EXTRA = "documents"
"""The extra that installs what forms need."""
