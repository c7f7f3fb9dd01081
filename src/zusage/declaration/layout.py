"""Layout: the blanks, blank lines and comments between the tokens of a text.

Law: only what stands between two tokens is changed, so no value and no comment can be; whoever changes a text twice gets
the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_COMMENT = re.compile(r"#.*")


def comments(text: str) -> list[str]:
    """The comments of a text in order, without the blanks around them."""
    return [match[0].strip() for _, gap, _ in _gaps(text) for match in _COMMENT.finditer(gap)]


def settle(text: str) -> str:
    """`text` with two blanks before a comment, no blank line twice, no trailing blanks, top-level blocks apart."""
    starts = _block_starts(text)
    parts, end = [], 0
    for start, gap, next_start in _gaps(text):
        parts.append(text[end:start])
        parts.append(_gap(gap, start == 0, next_start in starts))
        end = next_start
    parts.append(text[end:])
    return "".join(parts).strip("\n") + "\n"


def _gap(gap: str, is_first: bool, is_block_start: bool) -> str:
    if "\n" not in gap and "#" not in gap:
        return gap
    first, *rest = gap.split("\n")
    indent = rest.pop() if rest else ""
    lines = [_beside(first, is_first)]
    for line in rest:
        if line.strip() or (lines[-1].strip() or len(lines) == 1):
            lines.append(line.rstrip())
    if is_block_start and not is_first and not any(not line for line in lines[1:]):
        lines.insert(1, "")
    return "\n".join((*lines, indent))


def _beside(rest_of_line: str, is_first: bool) -> str:
    comment = rest_of_line.strip()
    return comment if is_first or not comment else f"  {comment}"


def _gaps(text: str) -> Iterator[tuple[int, str, int]]:
    """Every stretch between two tokens that have characters: its start, its text, its end."""
    position = 0
    for token in yaml.scan(text, Loader=_READER):
        start, end = token.start_mark.index, token.end_mark.index
        if start > position:
            yield position, text[position:start], start
        position = max(position, end)
    if position < len(text):
        yield position, text[position:], len(text)


def _block_starts(text: str) -> set[int]:
    """Where a top-level key begins that is, or follows, a block of several lines."""
    keys = []
    is_key = False
    for token in yaml.scan(text, Loader=_READER):
        is_top = is_key and isinstance(token, yaml.ScalarToken) and token.start_mark.column == 0
        if is_top:
            keys.append((token.start_mark.index, token.start_mark.line))
        is_key = isinstance(token, yaml.KeyToken)
    lines = text.count("\n")
    ends = [_last_line(text, line) for _, line in keys[1:]] + [lines]
    starts = set()
    for number in range(1, len(keys)):
        is_long_before = ends[number - 1] > keys[number - 1][1]
        is_long = ends[number] > keys[number][1] + (1 if number == len(keys) - 1 else 0)
        if is_long_before or is_long:
            starts.add(keys[number][0])
    return starts


def _last_line(text: str, before: int) -> int:
    """The last line above line `before` that is neither blank nor a comment."""
    lines = text.split("\n")
    number = before - 1
    while number > 0 and (not lines[number].strip() or lines[number].lstrip().startswith("#")):
        number -= 1
    return number
