"""Mask: what is taken out of log lines, put together: addresses, e-mail addresses, named values, user names.

Law: `mask(data)` equals `mask.exact(data)`, which judges every line on its own; numpy only makes it quick. Lines are
neither split nor joined and bytes that say nothing about a person stay. Fails closed: where a form says that a client
stands and nothing stands there that can be read as an address, `-` is written; a line that does not fit the form at all
loses its first word, and with `users` becomes `-`. Idempotent. What is left is shortened, not anonymous. `pad` keeps the
length of every line.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from zusage.operators import ip, ipblocks, mailbytes, parameters
from zusage.operators.logform import DETECTABLE, FORMS, Form

_LITERAL = re.compile(rb'"(?:[^"\\\n]|\\[^\n])*"')
_CODED = re.compile(rb"\\u00[2-7]")
_ONE = (
    rb"(?:-|unknown|unix:|_|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?"
    rb"|\[?[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,8}(?:(?:\.[0-9]{1,3}){3})?(?:%[0-9A-Za-z]{1,15})?\]?(?::[0-9]{1,5})?)"
)
_CLIENT = re.compile(rb'"?' + _ONE + rb"(?:, *" + _ONE + rb')*"?')
_FIELD = re.compile(rb'\\?"[ \t]*:[ \t]*\\?"([^"\\\n]*)')
_FIRST = re.compile(rb"[ \t]*([^ \t\r\n]+)")
_LOGINS = re.compile(
    rb"(?:\bfor (?:invalid user |user )?(?!user )|\b[Ii]nvalid user |\buser=|\bruser=|\blogname=)([^ \t\r\n]*?)"
    rb"(?=[ \t\r\n(]|$)(?= from | by |\(|[ \t\r]|$)"
)
_START = re.compile(rb"[0-9a-f]{1,4}[.:][0-9a-f.:]+ ")
_PLAIN = re.compile(rb"[ \t]*" + _CLIENT.pattern + rb" - - \[")
_SMALL = 1 << 16
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Mask:
    """What to take out. `parameters` are names of query parameters and fields."""

    v4: int = 24
    v6: int = 48
    emails: bool = False
    parameters: tuple[bytes, ...] = ()
    users: bool = False
    form: Form = FORMS["anywhere"]
    pad: bool = False
    strict: bool = True
    """Whether clients that are no addresses, and lines that do not fit the form, become `-`."""

    def __call__(self, data: bytes) -> bytes:
        """Whole lines, as many as you like; the last may lack its end."""
        if not self._is_quick(data):
            return self.exact(data)
        data = self._words(self._decoded(data))
        heads = self._heads(data)
        data = ipblocks.shorten(data, self._settled, self.v4, self.v6, heads=heads)
        data = data if heads is not None else self._fields(data)
        return data if (again := self._words(data)) == data else self._settled(again)

    def exact(self, data: bytes) -> bytes:
        """The same, line by line and without numpy."""
        return self._settled(data if self.pad else self._decoded(data))

    def _settled(self, data: bytes) -> bytes:
        """Repeated until nothing changes, since what is cut may have hidden what stood beside it."""
        for _ in range(_ROUNDS):
            new = self._fields(self._addresses(self._words(data)))
            if new == data:
                break
            data = new
        return data

    def _heads(self, data: bytes) -> bytes | None:
        """What must follow an address at the start of a line, so that its fields need not be looked at."""
        client = FORMS["combined"].head if self.form.kind == "auto" and _START.match(data) else self.form.head
        return None if not client else b" - - [" if self.users else client

    def _is_quick(self, data: bytes) -> bool:
        return len(data) >= _SMALL and not self.pad and ipblocks.suits(self.v4, self.v6) and ipblocks.usable()

    def _addresses(self, data: bytes) -> bytes:
        return (ip.overwrite if self.pad else ip.shorten)(data, self.v4, self.v6)

    def _words(self, data: bytes) -> bytes:
        if self.emails:
            data = mailbytes.remove(data, pad=self.pad)
        if self.parameters:
            data = parameters.remove(data, self.parameters, pad=self.pad)
        return data

    def _decoded(self, data: bytes) -> bytes:
        """Texts of JSON in which ordinary letters are written as numbers are read, judged and written again."""
        if b"\\u00" not in data:
            return data
        inner = replace(self, form=FORMS["anywhere"], users=False)

        def new(match: re.Match[bytes]) -> bytes:
            if _CODED.search(match[0]) is None:
                return match[0]
            try:
                text = json.loads(match[0]).encode("utf-8", "surrogatepass")
            except (ValueError, UnicodeError):
                return match[0]
            if (masked := inner.exact(text)) == text:
                return match[0]
            return json.dumps(masked.decode("utf-8", "surrogatepass"), ensure_ascii=False).encode("utf-8", "replace")

        return b"\n".join(_LITERAL.sub(new, line) if b"\\u00" in line else line for line in data.split(b"\n"))

    def _fields(self, data: bytes) -> bytes:
        if self.form.kind == "anywhere":
            return data
        return b"\n".join(self._judged(line) if line else line for line in data.split(b"\n"))

    def _judged(self, line: bytes) -> bytes:
        new = self._line(line)
        return new if new == line else self._settled(new)

    def _line(self, line: bytes) -> bytes:
        form = self.form if self.form.kind != "auto" else detect(line)
        if form is None:
            return line
        if form.kind == "json":
            return self._json(line, form)
        match = form.pattern.match(line) if form.pattern else None
        if form.head and (match is None or match["u1"] == b"-") and _PLAIN.match(line) is not None:
            return line
        if match is None:
            return self._unfit(line)
        spans = [
            (match.span(name), name[0] == "c") for name in match.groupdict() if name != "t" and match.span(name)[0] >= 0
        ]
        for (start, stop), client in sorted(spans, reverse=True):
            wanted = self.strict and not is_client(match.string[start:stop]) if client else self.users
            if wanted:
                line = line[:start] + self._nothing(line[start:stop]) + line[stop:]
        return self._logins(line) if form.clock == "syslog" and self.users else line

    def _unfit(self, line: bytes) -> bytes:
        """A line that the form does not know."""
        end = b"\r" if line.endswith(b"\r") else b""
        if self.form.clock in ("syslog", "error", "apache") or not self.strict:
            return self._logins(line) if self.users and self.form.clock in ("syslog", "error", "apache") else line
        if self.users:
            return self._nothing(line.removesuffix(b"\r")) + end if line.strip() else line
        first = _FIRST.match(line)
        if first is None or is_client(first[1].rstrip(b",")):
            return line
        return line[: first.start(1)] + self._nothing(first[1]) + line[first.end(1) :]

    def _json(self, line: bytes, form: Form) -> bytes:
        if not line.lstrip().startswith((b"{", b"[")):
            return self._unfit(line)
        for key in form.clients if self.strict else ():
            at = line.find(b'"' + key)
            while at >= 0:
                match = _FIELD.match(line, at + len(key) + 1)
                if match is not None and match[1] and not is_client(match[1]):
                    line = line[: match.start(1)] + self._nothing(match[1]) + line[match.end(1) :]
                at = line.find(b'"' + key, at + 1)
        return parameters.remove(line, form.users, pad=self.pad, keys=True) if self.users else line

    def _logins(self, line: bytes) -> bytes:
        for match in reversed(list(_LOGINS.finditer(line))):
            line = line[: match.start(1)] + self._nothing(match[1]) + line[match.end(1) :]
        return line

    def _nothing(self, old: bytes) -> bytes:
        if not old.strip(b"-"):
            return old
        return b"-" * len(old) if self.pad else b"-"


def is_client(text: bytes) -> bool:
    """Whether a field holds nothing but addresses (or says that it holds none)."""
    return not text.strip(b"-") or _CLIENT.fullmatch(text) is not None


def detect(line: bytes) -> Form | None:
    """The form that a line shows by itself."""
    if line.lstrip().startswith(b"{"):
        return FORMS["json"]
    combined, vhost = (FORMS[name].pattern for name in ("combined", "vhost"))
    match = combined.match(line) if combined else None
    if match is not None:
        other = vhost.match(line) if vhost else None
        behind = other is not None and other["c0"] != b"-" and is_client(other["c0"]) and not is_client(match["c0"])
        return FORMS["vhost" if behind else "combined"]
    for name in DETECTABLE[3:]:
        pattern = FORMS[name].pattern
        if pattern is not None and pattern.match(line) is not None:
            return FORMS[name]
    return None
