"""The board as text for a terminal, and as plain data for machines.

Law: the same rows in the same order as every other form of the board. Returned as lines with their state, so that the door
can colour the only red thing on the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from textwrap import shorten
from typing import Any
from zoneinfo import ZoneInfo

from zusage.keeping.doubt import UNREAD
from zusage.kinds.base import Judgement, State
from zusage.model.canonical import plain
from zusage.model.text import Language
from zusage.verdict.board import ORDER, Board, Row
from zusage.verdict.words import MARKS, exception_word, level_word, state_word, word

Explain = Callable[[Judgement, Language], str]
Line = tuple[State | None, str]


def board_lines(board: Board, language: Language, zone: ZoneInfo, explain: Explain, *, width: int = 110) -> Iterator[Line]:
    """The board line by line; the state of a line says how it may be coloured (None: not at all)."""
    counts = "   ".join(f"{state_word(state, language)} {board.count(state)}" for state in ORDER)
    yield None, f"{word('title', language).upper()}   {board.organisation}   {moment(board.at, language, zone)}"
    yield None, f"{counts}   {change_summary(board, language)}".rstrip()
    if board.unpublished:
        yield None, word("unpublished", language)
    if board.alone:
        yield None, word("alone", language)
    yield None, ""
    for row in board.sorted_rows():
        yield from _row_lines(row, language, zone, explain, width)
    yield None, ""
    if board.systems_unseen:
        missing = ", ".join(f"{name} ({problem})" for name, problem in sorted(board.systems_unseen.items()))
        yield None, f"{word('unseen', language)}: {missing}"
    yield None, f"{word('limits_title', language)}: {word('limits', language)}"


def _row_lines(row: Row, language: Language, zone: ZoneInfo, explain: Explain, width: int) -> Iterator[Line]:
    name = state_label(row, language)
    label = name.upper() if row.state is State.BROKEN else name
    where = f"{word('section', language)} {row.said.section}" if row.said and row.said.section else ""
    yield row.state, f" {MARKS[row.state]} {label:<13} {row.promise:<48} {where}".rstrip()
    if row.said:
        yield None, f'     "{shorten(row.said.text, width - 8, placeholder=" …")}"'
    details = evidence_parts(row, language, zone, explain)
    if details:
        yield None, "     " + "   ".join(details)


def evidence_parts(row: Row, language: Language, zone: ZoneInfo, explain: Explain) -> list[str]:
    """What a row says about its evidence, in order of importance."""
    parts = [explain(row.judgement, language), _looked_at(row, language)]
    if row.attestation:
        until = moment(row.attestation.until, language, zone, day=True)
        parts = [f"{word('by', language)} {row.attestation.by}, {word('until', language)} {until}"]
    if row.held:
        kinds = ", ".join(f"{n} {exception_word(name, language)}" for name, n in sorted(row.judgement.exceptions.items()))
        parts.append(f"{word('held', language)}: {kinds}")
    if row.done and row.entry is not None:
        parts.append(
            f"{word('act', language)} {moment(row.done, language, zone, day=True)} ({word('entry', language)} {row.entry})"
        )
    if row.judgement.level:
        parts.append(f"{word('level', language)}: {level_word(row.judgement.level, language)}")
    if undo := row.judgement.moments.get("undo_until"):
        aside = row.judgement.numbers.get("aside", 0)
        parts.append(f"{aside} {word('undo_until', language)} {moment(undo, language, zone)}")
    if backups := row.judgement.moments.get("backups_until"):
        parts.append(f"{word('backups_until', language)} {moment(backups, language, zone, day=True)}")
    if row.judgement.next:
        mark = f" [{UNREAD.to(language)}]" if row.doubtful else ""
        parts.append(f"{word('next', language)}: {moment(row.judgement.next, language, zone, day=True)}{mark}")
    if row.state is not State.KEPT and row.last_kept:
        parts.append(f"{word('last_kept', language)} {moment(row.last_kept, language, zone, day=True)}")
    return [part for part in parts if part]


def _looked_at(row: Row, language: Language) -> str:
    """How much was examined, and in how many stores."""
    examined, targets = row.judgement.numbers.get("examined", 0), len(row.judgement.seen)
    if not examined or row.state in (State.UNPROVEN, State.ATTESTED):
        return ""
    number = f"{examined:,}".replace(",", "\u202f")
    stores = f" {word('targets', language).format(n=targets)}" if targets > 1 else ""
    return f"{word('examined', language)}: {number}{stores}"


def state_label(row: Row, language: Language) -> str:
    """The state in words; what is kept with exceptions says how many are held back."""
    name = state_word(row.state, language)
    return f"{name}, {row.held} {word('held', language)}" if row.state is State.KEPT and row.held else name


def change_summary(board: Board, language: Language) -> str:
    """What changed since the last look, in a few words."""
    if board.previous_at is None:
        return word("first_look", language)
    changed = board.changed()
    if not changed:
        return f"{word('changed', language)}: {word('nothing_changed', language)}"
    gains = {state: sum(r.state is state for r in changed) for state in ORDER}
    words = ", ".join(f"+{n} {state_word(state, language)}" for state, n in gains.items() if n)
    return f"{word('changed', language)}: {words}"


def moment(at: datetime, language: Language, zone: ZoneInfo, *, day: bool = False) -> str:
    """A moment in local time: 22.11.2026 06:02, or 2026-11-22 06:02."""
    local = at.astimezone(zone)
    date = f"{local:%d.%m.%Y}" if language == "de" else f"{local:%Y-%m-%d}"
    return date if day else f"{date} {local:%H:%M}"


def board_data(board: Board, language: Language, explain: Explain) -> dict[str, Any]:
    """The board as JSON data."""
    return {
        "organisation": board.organisation,
        "at": plain(board.at),
        "policy": board.policy,
        "published": not board.unpublished,
        "second_person": not board.alone,
        "counts": {state.value: board.count(state) for state in ORDER},
        "systems": {"seen": list(board.systems_seen), "unseen": dict(board.systems_unseen)},
        "promises": [_row_data(row, language, explain) for row in board.sorted_rows()],
    }


def _row_data(row: Row, language: Language, explain: Explain) -> dict[str, Any]:
    return {
        "promise": row.promise,
        "digest": row.digest,
        "kind": row.kind,
        "state": row.state.value,
        "sentence": row.said.text if row.said else None,
        "document": row.said.document if row.said else None,
        "section": row.said.section if row.said else None,
        "explanation": explain(row.judgement, language),
        "judgement": plain(row.judgement),
        "looked": plain(row.looked),
        "held": row.held,
        "to_be_verified": row.doubtful,
        "entry": row.entry,
        "previous": row.previous or None,
    }
