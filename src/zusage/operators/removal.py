"""Removal: what names *this* person inside a free text goes: name, e-mail address, telephone number, IBAN.

Law: it removes only what it is told about the person, in whatever spelling: letter case, umlauts (ü, ue, u; ß, ss),
accents, hyphens, soft hyphens, apostrophes, a genitive s, a number behind (joerg1985); an address with a tag, with
(at) and (dot); a number as +49, 0049 or 0 with any separators; an IBAN in groups; all of it also as HTML entities,
JSON, percent or quoted-printable escapes. Other people and other numbers stay, so the text may still tell who it was:
removal shortens and is never more. Not recognised: nicknames, initials, names written with gaps or joined to another
word. Each part of a name goes by itself; parts of two letters only
where they are written with a capital; titles and particles in small letters (von, de) stay. What names nobody (empty
values, pseudonyms) is skipped. Example: known name "Jörg Müller", text "herr MUELLER rief an" becomes "herr […] rief
an".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise

from zusage.operators.mark import is_mark
from zusage.operators.operator import Arguments, Known, Operator, Parameter, Setting, one
from zusage.operators.trait import Trait

LEFT = "[…]"
Span = tuple[int, int]
_PARTICLES = frozenset(
    {"von", "van", "der", "den", "dem", "des", "de", "di", "da", "do", "dos", "du", "del", "della", "zu", "zum", "zur"}
    | {"vom", "und", "la", "le", "les", "el", "al", "bin", "ibn"}
)
_TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "jur", "phil", "mag", "herr", "herrn", "frau", "mr", "mrs", "ms", "mx", "sir"}
)
_MARKS = {"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "þ": "th", "ð": "d"}
_MARKS |= dict.fromkeys("\u2018\u2019\u00b4`\u02bc\u2032", "'")
_ESCAPED = re.compile(
    r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});|\\u[0-9A-Fa-f]{4}|(?:%[0-9A-Fa-f]{2})+|(?:=[0-9A-F]{2})+"
)
_SEPARATOR = r"[\s()/.\-\u2010-\u2015·|_]{0,4}"
_LONG = ("1", "7")
_TWO = frozenset(
    map(str, [20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86])
) | frozenset(map(str, [*range(90, 96), 98]))
"""Country codes of two digits (ITU-T E.164); one digit are 1 and 7, all others have three."""
_NATIONAL = 5


def remove(text: str, known: Known, left: str = LEFT) -> str:
    """The text without what names the person; neighbouring gaps become one."""
    spans = sorted(_spans(text, known))
    if not spans:
        return text
    pieces, end = [], 0
    for start, stop in _merged(text, spans):
        pieces += [text[end:start], left]
        end = stop
    return "".join([*pieces, text[end:]])


def _spans(text: str, known: Known) -> Iterator[Span]:
    values = {what: [v for value in found if (v := value.strip()) and not is_mark(v)] for what, found in known.items()}
    yield from _seen(text, values)
    if _ESCAPED.search(text):
        shown, starts, ends = _unescaped(text)
        yield from ((starts[start], ends[stop - 1]) for start, stop in _seen(shown, values))


def _seen(text: str, values: Mapping[str, Sequence[str]]) -> Iterator[Span]:
    folded, places = _folded(text)
    for start, stop in _names(folded, values.get("name", ()), text, places):
        yield places[start], places[stop - 1] + 1
    for what, pattern in (("email", _email), ("phone", _phone), ("iban", _iban)):
        for value in values.get(what, ()):
            if (expression := pattern(value)) is not None:
                yield from (match.span() for match in re.finditer(expression, text, re.IGNORECASE))


def _unescaped(text: str) -> tuple[str, list[int], list[int]]:
    """The text as a reader sees it, and where each of its letters begins and ends in the original."""
    letters: list[str] = []
    spans: list[Span] = []
    end = 0
    for match in _ESCAPED.finditer(text):
        letters += text[end : match.start()]
        spans += [(place, place + 1) for place in range(end, match.start())]
        shown, end = _letters(match[0]), match.end()
        letters += shown
        spans += [match.span()] * len(shown)
    letters += text[end:]
    spans += [(place, place + 1) for place in range(end, len(text))]
    return "".join(letters), [start for start, _ in spans], [stop for _, stop in spans]


def _letters(escape: str) -> str:
    """What an escape stands for; bytes are UTF-8, or else Latin-1."""
    if escape[0] == "&":
        return unescape(escape)
    if escape[0] == "\\":
        return chr(int(escape[2:], 16))
    data = bytes.fromhex(escape.replace(escape[0], ""))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _merged(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that overlap or have only blanks and hyphens between them are one."""
    found = [list(span) for span in spans]
    for before, after in pairwise(found):
        if after[0] <= before[1] or not text[before[1] : after[0]].strip(" -\u00a0\u2010\u2011"):
            after[0], after[1] = before[0], max(before[1], after[1])
            before[1] = -1
    return ((start, stop) for start, stop in found if stop >= 0)


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as names are compared, and where each of its letters stands in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one_letter in _folds(letter):
            if one_letter == "e" and letters and letters[-1] in "aou" and letter in "eE":
                continue
            letters.append(one_letter)
            places.append(place)
    return "".join(letters), places


def _folds(letter: str) -> str:
    if unicodedata.category(letter) in ("Cf", "Mn"):
        return ""
    base = _MARKS.get(letter.casefold())
    if base is not None:
        return base
    plain = unicodedata.normalize("NFKD", letter.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _names(folded: str, names: Iterable[str], text: str, places: list[int]) -> Iterator[Span]:
    for part, is_short in _parts(names).items():
        behind = r"(?:'?s|\d{1,4})?" if len(part) > 3 else "(?:'?s)?"
        written = re.escape(part).replace("'", "'?")
        for match in re.finditer(rf"(?<![^\W_]){written}(?={behind}(?![^\W_]))", folded):
            if not is_short or text[places[match.start()]].isupper():
                yield match.span()


def _parts(names: Iterable[str]) -> dict[str, bool]:
    """The words of all names and the names themselves, folded; and whether one has two letters only."""
    words = [word for name in names for word in (*re.split(r"[\s\-\u2010\u2011,;.()/]+", name), name)]
    told = [word for word in words if len(word) >= 2 and word not in _PARTICLES and word.casefold() not in _TITLES]
    known = {_folded(word)[0]: len(word) <= 2 for word in sorted(told, key=len)}
    return {word: is_short for word, is_short in known.items() if word}


def _email(value: str) -> str | None:
    local, at, domain = value.rpartition("@")
    if not at or not local or not domain:
        return None
    at_sign = r"\s*(?:@|%40|\(\s*at\s*\)|\[\s*at\s*\]|\{\s*at\s*\}|\s+at\s+)\s*"
    dot = r"(?:\s*(?:\.|%2e|\(\s*(?:dot|punkt)\s*\)|\[\s*(?:dot|punkt)\s*\])\s*|\s+(?:dot|punkt)\s+)"
    places = {dot.join(map(re.escape, form.split("."))) for form in _domains(domain)}
    inside = dot.join(re.escape(piece) for piece in local.partition("+")[0].split("."))
    before = r"(?<![\w.%+])(?<![\w.%+\-]-)"
    behind = r"(?!\w|[.\-](?!(?-i:[A-ZÄÖÜ][a-zäöüß]))\w)"
    return rf"{before}{inside}(?:\+[^\s@<>,;\"']+)?{at_sign}(?:{'|'.join(sorted(places))}){behind}"


def _domains(domain: str) -> set[str]:
    """A domain in letters and in its ASCII form (RFC 5891 names are compared by it)."""
    forms = {domain}
    try:
        forms.add(domain.encode("idna").decode("ascii"))
        forms.add(domain.encode("ascii").decode("idna"))
    except UnicodeError:
        return forms
    return forms


def _phone(value: str) -> str | None:
    country, national = _number(value)
    if len(national) < _NATIONAL:
        return None
    code = re.escape(country) if country else r"[1-9]\d{0,2}"
    before = rf"(?:(?:\+|(?<!\d)00){_SEPARATOR}{code}{_SEPARATOR})?(?:\(?0\)?{_SEPARATOR})?\(?"
    return rf"(?<!\d){before}{_SEPARATOR.join(national)}(?!\d)"


def _number(value: str) -> tuple[str, str]:
    """Country code ("" where none is written) and national number, without trunk zero."""
    text = re.sub(r"[^\d+]", "", value.replace("(0)", ""))
    digits = text.replace("+", "")
    if text.startswith("+"):
        return _split(digits)
    if digits.startswith("00"):
        return _split(digits[2:])
    return "", digits.removeprefix("0")


def _split(digits: str) -> tuple[str, str]:
    length = 1 if digits.startswith(_LONG) else 2 if digits[:2] in _TWO else 3
    return digits[:length], digits[length:].removeprefix("0")


def _iban(value: str) -> str | None:
    spaced = r"[\s.\-\u2010-\u2015]*".join(re.sub(r"[^0-9A-Za-z]", "", value))
    return rf"(?<![^\W_]){spaced}(?![^\W_])" if len(value) >= 8 else None


def _replace(value: object, arguments: Arguments, setting: Setting) -> object:
    if not isinstance(value, str):
        return value
    found = remove(value, setting.known, one(arguments, "text", LEFT))
    short = setting.length is not None and len(found) > setting.length
    return remove(value, setting.known, "…")[: setting.length] if short else found


def _is_done(value: object, arguments: Arguments, setting: Setting) -> bool:
    return _replace(value, arguments, setting) == value


def _misfit(_arguments: Arguments, setting: Setting) -> str:
    return "unique" if setting.alone else ""


WHAT = ("name", "email", "phone", "iban")
"""What of a person can be removed; the arguments name the columns that hold it."""

OPERATOR = Operator(
    Trait("remove", "shortens", keeps_unique=False, length="any"),
    frozenset({"text"}),
    _replace,
    _is_done,
    _misfit,
    (*(Parameter(what, many=True) for what in WHAT), Parameter("text")),
    tuple(frozenset({what}) for what in WHAT),
    reads=True,
)
