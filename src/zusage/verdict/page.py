"""The board as one HTML page that a data protection officer can read, filter and print.

Law: one file, no external asset, no script needed to read it (filters are radio buttons and CSS). Only *broken* is red, and
never by colour alone. Every value is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from zoneinfo import ZoneInfo

from zusage.kinds.base import State
from zusage.model.text import Language
from zusage.verdict.board import ORDER, Board, Row
from zusage.verdict.style import STYLE
from zusage.verdict.text import Explain, change_summary, evidence_parts, moment, state_label
from zusage.verdict.words import state_meaning, state_word, word


def render_board(board: Board, language: Language, zone: ZoneInfo, explain: Explain) -> str:
    """The whole page."""
    title = f"{word('title', language)} – {board.organisation}"
    body = "".join(
        (
            *_head(board, language, zone),
            *_filters(board, language),
            *_rows(board, language, zone, explain),
            *_foot(board, language),
        )
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _head(board: Board, language: Language, zone: ZoneInfo) -> Iterator[str]:
    yield "<header>\n"
    yield f'<p class="kicker">{escape(word("title", language))}</p>\n<h1>{escape(board.organisation)}</h1>\n'
    yield (
        f"<p>{escape(word('at', language))} {moment(board.at, language, zone)} · {escape(word('policy', language))} "
        f"<code>{board.policy[:12]}</code></p>\n<p>{escape(change_summary(board, language))}</p>\n"
    )
    if board.unpublished:
        yield f'<p class="note">{escape(word("unpublished", language))}</p>\n'
    if board.alone:
        yield f'<p class="note">{escape(word("alone", language))}</p>\n'
    yield "</header>\n<main>\n"


def _filters(board: Board, language: Language) -> Iterator[str]:
    total = len(board.rows)
    yield f'<input type="radio" name="show" id="show-all" checked><label for="show-all">{word("show_all", language)} {total}</label>\n'
    for state in ORDER:
        name = escape(state_word(state, language))
        yield (
            f'<input type="radio" name="show" id="show-{state.value}"><label for="show-{state.value}" class="{state.value}">'
            f"{name} {board.count(state)}</label>\n"
        )


def _rows(board: Board, language: Language, zone: ZoneInfo, explain: Explain) -> Iterator[str]:
    yield '<div class="board">\n'
    rows = board.sorted_rows()
    for state in ORDER:
        of_state = [row for row in rows if row.state is state]
        if not of_state:
            continue
        yield (
            f'<section class="group {state.value}" aria-labelledby="h-{state.value}">\n<h2 id="h-{state.value}">'
            f"{escape(state_word(state, language))} <span>{len(of_state)}</span></h2>\n"
            f'<p class="means">{escape(state_meaning(state, language))}</p>\n'
        )
        for row in of_state:
            yield _row(row, language, zone, explain)
        yield "</section>\n"
    yield "</div>\n"


def _row(row: Row, language: Language, zone: ZoneInfo, explain: Explain) -> str:
    parts = evidence_parts(row, language, zone, explain)
    sentence = row.said.text if row.said else word("not_in_notice", language)
    where = f"{word('section', language)} {row.said.section}" if row.said and row.said.section else ""
    looked = f"{word('looked', language)} {moment(row.looked, language, zone)}" if row.looked else ""
    known = "".join(f" · <span>{escape(part)}</span>" for part in (where, looked) if part)
    evidence = "".join(f"<li>{escape(part)}</li>" for part in parts)
    changed = f' <span class="was">← {escape(state_word(State(row.previous), language))}</span>' if _moved(row) else ""
    return (
        f'<article id="{escape(row.promise)}"><p class="state {row.state.value}">{escape(state_label(row, language))}{changed}</p>'
        f"<blockquote{'' if row.said else ' class=quiet'}>{escape(sentence)}</blockquote><ul>{evidence}</ul>"
        f'<p class="meta"><code>{escape(row.promise)}</code>{known}</p></article>\n'
    )


def _moved(row: Row) -> bool:
    return bool(row.previous) and row.previous != row.state.value


def _foot(board: Board, language: Language) -> Iterator[str]:
    yield f"</main>\n<footer>\n<h2>{escape(word('limits_title', language))}</h2>\n<p>{escape(word('limits', language))}</p>\n"
    yield f"<p>{escape(word('seen', language))}: {escape(', '.join(board.systems_seen) or '–')}</p>\n"
    if board.systems_unseen:
        items = "".join(f"<li><code>{escape(s)}</code> {escape(p)}</li>" for s, p in sorted(board.systems_unseen.items()))
        yield f"<p>{escape(word('unseen', language))}:</p>\n<ul>{items}</ul>\n"
    yield "</footer>\n"
