"""Cursor: where in the declaration a position of a text is, also while the text is not valid YAML yet.

Law: pure; told by indentation above the line and by brackets and commas inside it, so that a half-written line still has a
path. Quotes hide brackets. Columns count characters from 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = re.compile(r"^(?P<blank>\s*)(?P<dash>(?:-\s+)*)(?P<key>[^\s#:'\"{}\[\],][^:{}\[\],]*?)\s*:(?:\s|$)")
_FLOW_KEY = re.compile(r"^\s*(?P<key>[^\s:'\"{}\[\],][^:{}\[\],]*?)\s*:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The keys above the position, whether a value (not a key) is written there, and the word that has been begun."""

    path: tuple[str, ...]
    in_value: bool
    word: str
    start: int


def locate(lines: list[str], row: int, column: int) -> Cursor:
    """The cursor at a position."""
    line = lines[row][:column] if row < len(lines) else ""
    match = _KEY.match(line)
    if match is None:
        return _without_key(lines, row, line)
    above = _above(lines, row, len(match["blank"]) + len(match["dash"]))
    rest = line[match.end() :]
    inside, in_value, text = _flow(rest)
    path = (*above, match["key"].strip("'\""), *inside)
    return Cursor(path, in_value, text.lstrip(), column - len(text.lstrip()))


def _without_key(lines: list[str], row: int, line: str) -> Cursor:
    stripped = line.lstrip()
    dash = re.match(r"(?:-\s+)*-?\s*", stripped)
    item = stripped[dash.end() :] if dash else stripped
    indent = len(line) - len(item)
    above = _above(lines, row, indent if item or not stripped.startswith("-") else indent + 1)
    inside, in_value, text = _flow(item)
    listed = stripped.startswith("-")
    if inside or item.startswith(("{", "[")):
        return Cursor((*above, *inside), in_value, text.lstrip(), len(line) - len(text.lstrip()))
    return Cursor(above, listed and ":" not in item, item, len(line) - len(item))


def _above(lines: list[str], row: int, indent: int) -> tuple[str, ...]:
    """The keys of the lines above that are less indented, outermost first."""
    found: list[str] = []
    for line in reversed(lines[:row]):
        match = _KEY.match(line)
        if match is None or len(match["blank"]) + len(match["dash"]) >= indent:
            continue
        found.append(match["key"].strip("'\""))
        indent = len(match["blank"])
        if match["dash"]:
            indent += 1
        if indent == 0:
            break
    return tuple(reversed(found))


def _flow(text: str) -> tuple[tuple[str, ...], bool, str]:
    """Keys of the open braces of a line, whether a value stands there, and the text since the last separator."""
    open_keys: list[str | None] = []
    key, start, quote = "", 0, ""
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "{[":
            open_keys.append(key if sign == "{" and key else None)
            key, start = "", at + 1
        elif sign in "}]":
            key = (open_keys.pop() or "") if open_keys else ""
            start = at + 1
        elif sign == ",":
            key = "" if open_keys and "{" in text[:at] and _innermost(text[:at]) == "{" else key
            start = at + 1
        elif sign == ":" and text[at + 1 : at + 2] in (" ", ""):
            key, start = text[start:at].strip().strip("'\""), at + 1
    inside = _innermost(text)
    path = tuple(name for name in open_keys if name)
    if not open_keys:
        return path, True, text[start:]
    if key:
        return (*path, key), True, text[start:]
    return path, inside == "[", text[start:]


def _innermost(text: str) -> str:
    """The bracket that is still open at the end of a text."""
    stack: list[str] = []
    quote = ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "{[":
            stack.append(sign)
        elif sign in "}]" and stack:
            stack.pop()
    return stack[-1] if stack else ""


def word_at(line: str, column: int) -> tuple[str, int, int]:
    """The word under a column (letters, digits, and `- _ / .`), with its borders."""
    signs = re.compile(r"[\w./-]+")
    for match in signs.finditer(line):
        if match.start() <= column <= match.end():
            return match[0].rstrip("."), match.start(), match.end()
    return "", column, column
