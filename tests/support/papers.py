"""The five companies' policies, compiled for one fixed day, and papers of them, for tests of documents."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from zusage.declaration.expand import expand
from zusage.declaration.read import parse_declaration
from zusage.document.data import cell_text
from zusage.document.markdown import render_markdown
from zusage.document.tree import Document, Table, tables
from zusage.model.text import Language
from zusage.policy.compiler import compile_policy
from zusage.policy.policy import Policy
from zusage.writer.catalogue import PAPERS
from zusage.writer.order import Order

DAY = date(2026, 11, 23)
EXAMPLES = Path(__file__).parents[2] / "examples"
COMPANIES = ("accounting", "it-services", "live-chat", "projects", "website")


@cache
def company_policy(company: str) -> Policy:
    """The policy of an example company; no connector is asked what it can do."""
    text = (EXAMPLES / company / "zusage.yml").read_bytes()
    return compile_policy(expand(parse_declaration([("zusage.yml", text)])), {}, DAY).policy


def paper(name: str, policy: Policy, language: Language = "de", **more: Any) -> tuple[Document, ...]:
    """The documents of a paper."""
    return PAPERS[name].write(Order(policy, language, DAY, **more))


def in_words(documents: tuple[Document, ...]) -> str:
    """Documents as Markdown."""
    return "\n".join(map(render_markdown, documents))


def sheet(documents: tuple[Document, ...], id: str) -> Table:
    """The table of that id in any of the documents."""
    return next(table for document in documents for table in tables(document.sections) if table.id == id)


def rows(documents: tuple[Document, ...], id: str) -> list[dict[str, str]]:
    """The rows of a table by its keys, as texts."""
    table = sheet(documents, id)
    return [{key: cell_text(cell) for key, cell in zip(table.keys, row, strict=True)} for row in table.rows]
