"""Forms of log lines: where in a line the client, the user and the time stand.

Law: a form is one of the names in `FORMS` or is compiled from what the server's own configuration says: the `log_format`
of nginx or the `LogFormat` of Apache, with or without the directive around it. What cannot be read raises FormError with
the part that is not understood; nothing is guessed. `sure` says that before the time nothing stands that a visitor may
write. Example: `compile_form('$remote_addr - $remote_user [$time_local] "$request"')`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NGINX = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_APACHE = re.compile(r"%(?:!?[\d,]+)?[<>]?(?:\{([^}]*)\})?(%|\^[a-zA-Z]{2}|[a-zA-Z])")
_DIRECTIVE = re.compile(r"\s*(?:log_format\s+\S+(?:\s+escape=\w+)?|LogFormat)\s+(?=['\"])", re.IGNORECASE)
_QUOTED = re.compile(r"'([^']*)'|\"((?:[^\"\\]|\\.)*)\"")
_CLIENTS = frozenset(
    [
        "remote_addr",
        "realip_remote_addr",
        "http_x_forwarded_for",
        "proxy_add_x_forwarded_for",
        "http_x_real_ip",
        "http_true_client_ip",
        "http_cf_connecting_ip",
        "proxy_protocol_addr",
        "h",
        "a",
        "{c}a",
        "{X-Forwarded-For}i",
        "{X-Real-IP}i",
        "{x-forwarded-for}i",
    ]
)
_USERS = frozenset(("remote_user", "u"))
_TIMES = {"time_local": "clf", "time_iso8601": "iso", "msec": "epoch"}
_SERVERS = frozenset(
    [
        "remote_port",
        "status",
        "body_bytes_sent",
        "bytes_sent",
        "connection",
        "connection_requests",
        "request_length",
        "request_time",
        "pid",
        "pipe",
        "server_addr",
        "server_port",
        "server_name",
        "hostname",
        "request_id",
        "scheme",
        "upstream_status",
        "upstream_addr",
        "ssl_protocol",
        "upstream_response_time",
        "s",
        "b",
        "B",
        "O",
        "I",
        "D",
        "T",
        "P",
        "p",
        "v",
        "k",
        "X",
        "L",
        "l",
        "A",
        "H",
    ]
)
_WORDS = {"sec": "%s", "msec": "%s3", "usec": "%s6", "msec_frac": "%f", "usec_frac": "%f"}
_STRFTIME = frozenset("dbYHMSzymfFTeBas%jpI")


class FormError(ValueError):
    """A format that cannot be read; `part` is what was not understood."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class Form:
    """One form. `pattern` has the groups c0, c1 … (clients), u0 … (users) and t (time); `keys` are the fields of JSON."""

    name: str
    kind: str = "lines"
    pattern: re.Pattern[bytes] | None = None
    clock: str = ""
    sure: bool = True
    clients: tuple[bytes, ...] = ()
    users: tuple[bytes, ...] = ()
    times: tuple[str, ...] = ()
    head: bytes = b""
    """What follows the client at the start of most lines: lets whole blocks be judged at once."""


_CLIENT = rb"(?:[^ ,\t\n]*,+ *)*+[^ ,\t\n]+"
_STAMP = rb"\[(?P<t>[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[^\]\n]*)\]"
_COMBINED = re.compile(rb"[ \t]*(?P<c0>" + _CLIENT + rb") (?P<u0>\S+) (?P<u1>(?:(?! \[)[^\n])*) " + _STAMP)
_VHOST = re.compile(rb"[ \t]*\S+ (?P<c0>" + _CLIENT + rb") (?P<u0>\S+) (?P<u1>(?:(?! \[)[^\n])*) " + _STAMP)
_ERROR = re.compile(
    rb"(?P<t>[0-9]{4}/[0-9]{2}/[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}) \[[a-z]+\](?:[^\n]*?, client: (?P<c0>[^,\n]*))?"
)
_APACHE_ERROR = re.compile(
    rb"\[(?P<t>[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:.]+ [0-9]{4})\]"
    rb"(?:[^\n]*?\[(?:client|remote) (?P<c0>[^\]\n]*)\])?"
)
_SYSLOG = re.compile(
    rb"(?:<[0-9]{1,3}>)?(?:1 )?"
    rb"(?P<t>[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.,]+(?:Z|[+-][0-9:]{4,6})) "
)
_KEYS = tuple(
    b"remote_addr client_ip clientip remote_ip client_addr ip x_forwarded_for http_x_forwarded_for x-forwarded-for "
    b"forwarded_for real_ip x_real_ip remote_host".split()
)
_PEOPLE = tuple(b"user remote_user username user_name userid user_id login auth_user".split())
_MOMENTS = ("time", "timestamp", "@timestamp", "ts", "time_iso8601", "time_local", "datetime", "date", "msec", "t")

FORMS = {
    form.name: form
    for form in (
        Form("combined", pattern=_COMBINED, clock="clf", sure=False, head=b" "),
        Form("common", pattern=_COMBINED, clock="clf", sure=False, head=b" "),
        Form("vhost", pattern=_VHOST, clock="clf", sure=False),
        Form("json", "json", clients=_KEYS, users=_PEOPLE, times=_MOMENTS),
        Form("syslog", pattern=_SYSLOG, clock="syslog"),
        Form("error", pattern=_ERROR, clock="error"),
        Form("apache-error", pattern=_APACHE_ERROR, clock="apache"),
        Form("auto", "auto"),
        Form("anywhere", "anywhere"),
    )
}
DETECTABLE = ("json", "combined", "vhost", "error", "apache-error", "syslog")


@lru_cache(maxsize=64)
def compile_form(text: str) -> Form:
    """The form that a name or a format string means; raises FormError."""
    if text in FORMS:
        return FORMS[text]
    body = _body(text)
    nginx = _NGINX.search(body) is not None
    if not nginx and _APACHE.search(body) is None:
        raise FormError(text[:40])
    if body.lstrip().startswith("{"):
        return _json_form(body)
    return _line_form(_nginx_parts(body) if nginx else _apache_parts(body))


def _body(text: str) -> str:
    """The format itself, without the directive that sets it."""
    found = _DIRECTIVE.match(text)
    if found is None:
        return text
    pieces = [single or double.replace('\\"', '"') for single, double in _QUOTED.findall(text[found.end() :])]
    return "".join(pieces) if text.lstrip().lower().startswith("log_format") else pieces[0]


Part = tuple[str, str]


def _nginx_parts(body: str) -> list[Part]:
    """Literal texts and variables in order: ("", text) or (variable, "")."""
    parts: list[Part] = []
    end = 0
    for match in _NGINX.finditer(body):
        parts += [("", body[end : match.start()]), (match[1] or match[2], "")]
        end = match.end()
    return [*parts, ("", body[end:])]


def _apache_parts(body: str) -> list[Part]:
    parts: list[Part] = []
    end = 0
    for match in _APACHE.finditer(body):
        parts.append(("", body[end : match.start()]))
        parts += [("", "%")] if match[2] == "%" else _directive(match[1], match[2])
        end = match.end()
    parts.append(("", body[end:]))
    if any("%" in text for name, text in parts if not name and text != "%"):
        raise FormError(next(text for name, text in parts if not name and "%" in text).strip()[:40])
    return parts


def _directive(argument: str | None, letter: str) -> list[Part]:
    if argument is None:
        return [("", "["), ("time_local", ""), ("", "]")] if letter == "t" else [(letter, "")]
    if letter != "t":
        return [(f"{{{argument}}}{letter}", "")]
    plain = argument.removeprefix("begin:").removeprefix("end:")
    code = _WORDS.get(plain, plain)
    if plain not in _WORDS and set(re.findall("%(.)", plain)) - _STRFTIME:
        raise FormError(f"%{{{argument}}}t")
    return [(f"time:{code}", "")]


def _line_form(parts: list[Part]) -> Form:
    """The pattern of a line: every variable ends where the text behind it begins."""
    parts = _joined([part for part in parts if part != ("", "")])
    pattern, clock, sure, safe = "", "", True, True
    counts = {"c": 0, "u": 0}
    for place, (name, text) in enumerate(parts):
        behind = parts[place + 1] if place + 1 < len(parts) else ("", "\n")
        if not name:
            pattern += re.escape(text)
        elif behind[0] and (_matters(name) or _matters(behind[0])):
            raise FormError(f"{name}{behind[0]}")
        elif _clock(name) and not clock:
            clock, sure = _clock(name), safe
            pattern += f"(?P<t>{_shape(clock, _until(behind[1]))})"
        elif not behind[0]:
            pattern += _variable(name, behind[1], counts)
            safe = safe and (name in _SERVERS or name in ("h", "a", "remote_addr"))
    if not clock or not (sure or clock in ("clf", "iso")):
        raise FormError("$time_local / %t")
    return Form("custom", pattern=re.compile(pattern.encode()), clock=clock, sure=sure)


def _variable(name: str, behind: str, counts: dict[str, int]) -> str:
    kind = "c" if name in _CLIENTS else "u" if name in _USERS else ""
    if not kind:
        return _until(behind)
    counts[kind] += 1
    return f"(?P<{kind}{counts[kind] - 1}>{_until_client(behind) if kind == 'c' else _until(behind)})"


def _until(behind: str) -> str:
    return rf"(?:(?!{re.escape(behind)})[^\n])*+"


def _shape(clock: str, until: str) -> str:
    """What a written time looks like; blanks may be inside."""
    if not clock.startswith("time:"):
        return until
    shapes = {"b": "[A-Za-z.]+", "B": "[A-Za-z.]+", "a": "[A-Za-z.]+", "p": "[A-Za-z.]+", "z": "[+-][0-9:]+", "T": "[0-9:]+"}
    shapes |= {"F": "[0-9-]+", "e": "[ 0-9][0-9]", "%": "%"}
    return re.sub(r"%(.)|([^%])", lambda m: shapes.get(m[1], "[0-9]+") if m[1] else re.escape(m[2]), clock[5:])


def _until_client(behind: str) -> str:
    """A list of clients has blanks inside."""
    return _until(behind) if not behind.startswith(" ") else r"[^ \n]*+(?:(?<=,) [^ \n]*+)*+"


def _joined(parts: list[Part]) -> list[Part]:
    """Times that Apache writes in pieces become one; neighbouring texts too."""
    result: list[Part] = []
    for name, text in parts:
        if not name and result and not result[-1][0]:
            result[-1] = ("", result[-1][1] + text)
        elif name.startswith("time:") and len(result) > 1 and result[-2][0].startswith("time:") and not result[-1][0]:
            _, between = result.pop()
            result[-1] = (result[-1][0] + between.replace("%", "%%") + name[5:], "")
        else:
            result.append((name, text))
    return result


def _matters(name: str) -> bool:
    return name in _CLIENTS or name in _USERS or bool(_clock(name))


def _clock(name: str) -> str:
    if name in ("time:%s", "time:%s3", "time:%s6"):
        return {"%s": "epoch", "%s3": "epoch", "%s6": "epoch"}[name[5:]]
    return name if name.startswith("time:") else _TIMES.get(name, "")


def _json_form(body: str) -> Form:
    """A format that writes JSON: its keys tell what is what."""
    found = re.findall(r'"([^"]+)"\s*:\s*"?(?:\$\{?(\w+)\}?|%[<>]?((?:\{[^}]*\})?\w))', body)
    fields = [(key, nginx or apache) for key, nginx, apache in found]
    clients = tuple(key.encode() for key, name in fields if name in _CLIENTS)
    users = tuple(key.encode() for key, name in fields if name in _USERS)
    times = tuple(key for key, name in fields if name in _TIMES or name == "t" or name.endswith("}t"))
    if not times:
        raise FormError("$time_iso8601 / %t")
    return Form("custom", "json", clients=clients, users=users, times=times)
