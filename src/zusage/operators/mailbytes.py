"""E-mail addresses inside any bytes: each is replaced by `-`, wherever it stands in a line.

Law: found by their sign, `@`, also as `%40` (encoded once or more often) and `\\u0040`; name and host are taken as far as
their letters go, so that in doubt too much goes and never half an address stays. A user and password before a host in a
URL go with it. Everything else stays. Idempotent; with `pad` the result has exactly as many bytes. A version behind a
package (`lodash@4.17.21`) and a name without host are none. Not recognised: names in quotes. Example:
`/u/ada@x.example?a` becomes `/u/-?a`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zusage.operators.trait import Trait

TRAITS = (Trait("mailbytes", "shortens", keeps_unique=False, length="any"),)

_SIGNS = (b"@", b"%40", b"2540", b"\\u0040")
_SIGN = re.compile(rb"@|%(?:25)*40|\\u0040")
_DOT = rb"(?:\.|%(?:25)*2[Ee])"
_LETTER = rb"A-Za-z\x80-\xff"
_PART = rb"[" + _LETTER + rb"0-9](?:[" + _LETTER + rb"0-9_-])*"
_NAME = rb"(?:" + _PART + _DOT + rb")*[" + _LETTER + rb"](?:[" + _LETTER + rb"0-9_-])*"
_HOST = re.compile(
    rb"(?:[0-9]{1,3}" + _DOT + rb"){3}[0-9]{1,3}(?![0-9])|" + _NAME + rb"|[0-9A-Fa-f]{1,4}(?=:)|\[[0-9A-Fa-f:.IPv]{2,45}\]"
)
_BACK = re.compile(rb"[" + _LETTER + rb"0-9.!#$*+^_`{|}~%'-]*")
_OPENING = re.compile(rb"[.!#$*^`{|}~'%]+(?=[" + _LETTER + rb"0-9])")
# What an encoded URL puts before a value: = & ? / : ; < > quotes, blanks, brackets, commas.
_BORDER = re.compile(rb"%(?:25)*(?:3[A-Fa-f]|2[0126789CcFf]|5[BbDd]|0[0-9A-Fa-f]|40)")
_ESCAPE = re.compile(rb"x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.")
_CREDENTIALS = re.compile(rb":[^/@\s\"'<>]*(?=//)")
_WINDOW = 128


def remove(data: bytes, *, pad: bool = False) -> bytes:
    """`data` without e-mail addresses."""
    parts: list[bytes] = []
    end = 0
    for start, stop in _spans(data):
        parts += (data[end:start], b"-" * (stop - start) if pad else b"-")
        end = stop
    return data if not parts else b"".join((*parts, data[end:]))


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    done = 0
    for at in _signs(data):
        if at < done:
            continue
        stop = _host_end(data, at)
        start = _start(data, at, done) if stop else at
        if start < at:
            yield start, stop
            done = stop


def _signs(data: bytes) -> list[int]:
    """Where signs begin."""
    found: list[int] = []
    for sign in _SIGNS:
        at = data.find(sign)
        while at >= 0:
            begin = at
            while sign == b"2540" and data[begin - 2 : begin] == b"25":
                begin -= 2
            if sign != b"2540" or data[begin - 1 : begin] == b"%":
                found.append(begin - (sign == b"2540"))
            at = data.find(sign, at + 1)
    return sorted(set(found))


def _host_end(data: bytes, at: int) -> int:
    """Where the host behind the sign ends, and further hosts behind it; 0 if there is none."""
    end = 0
    while (sign := _SIGN.match(data, at)) and (host := _HOST.match(data, sign.end())):
        at = end = host.end()
    return end


def _start(data: bytes, at: int, done: int) -> int:
    """Where the name before the sign begins."""
    width = _WINDOW
    while True:
        low = max(done, at - width)
        back = data[low:at][::-1]
        match = _BACK.match(back)
        size = match.end() if match else 0
        if size < len(back) or low == done:
            break
        width *= 2
    name = data[at - size : at]
    border = 0
    for found in _BORDER.finditer(name):
        border = found.end()
    if border == 0 and size and data[max(done, at - size - 1) : at - size] == b"\\":
        escape = _ESCAPE.match(name)
        border = escape.end() if escape else 0
    opening = _OPENING.match(name, border)
    start = at - size + (opening.end() if opening else border)
    return _with_user(data, start, done)


def _with_user(data: bytes, start: int, done: int) -> int:
    """`//user:` before a password belongs to it."""
    if data[start - 1 : start] != b":" or start <= done:
        return start
    user = _CREDENTIALS.match(data[max(done, start - 2 * _WINDOW) : start][::-1])
    return start - user.end() if user else start
