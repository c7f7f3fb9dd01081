"""Citing: which articles a source in words names, as ids of the table `articles`.

Law: reads the neutral form ("Art. 13(2)(a), 5(1)(e) GDPR", "§ 147(3) AO") and the German one ("Art. 5 Abs. 1 lit. e DSGVO"),
decisions of courts by their number and acts of the Union by theirs; ranges count with both ends and all between. What
looks like a citation but is no row of the table is in `unknown`; words that cite nothing are ignored.

Example: `cited("§ 25(1) TDDDG; CJEU C-673/17")` is ("eu/cjeu-c-673-17", "de/tdddg-25").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from zusage.reference.tables import Row, table

_ALIASES = {"DSGVO": "GDPR", "CO": "OR", "LPF": "Livre des procédures fiscales", "TTDSG": "TDDDG"}
_OTHER_LAWS = ("DSG", "StGB", "TKG", "KWG", "VAG", "MStV", "SGB X", "SGB V", "TMG", "BGB", "ZPO", "EGBGB", "TzBfG", "VVG")
_CASE = re.compile(r"\b[CT]-\d+/\d+(?: P)?|\b[IVX]+ ZR \d+/\d+|\b\d+ [AKO] \d+/\d+|\bDIN \d+|\bISO/IEC \d+")
_ACT = re.compile(
    r"(?:\(E[UGC]\)|\(EEC, Euratom\)|\(EWG, Euratom\) Nr\.|Directive|Richtlinie) ?(\d+/\d+)|\b(\d{4}/\d+)/E[CGU]\b"
)
_INNER = re.compile(
    r"\((?!LU\))[^()]*\)|\bAbs\. ?\d+[a-z]?|\blit\. ?[a-z]\b|\ba\. ?F\."
    r"|\b(?:Unterabs\.|subpara(?:graph|\.)|Satz|sentences?|nos?\.|Nr\.) ?\d+[a-z]?"
)


def cited(source: str) -> tuple[str, ...]:
    """The ids of the articles that a source names, each once, in order of reading."""
    known = (found for found, _ in _references(source))
    return tuple(dict.fromkeys(id for id in known if id))


def unknown(source: str) -> tuple[str, ...]:
    """What a source names that is no row, as law and number."""
    return tuple(dict.fromkeys(name for id, name in _references(source) if not id))


@cache
def articles() -> Mapping[str, Row]:
    """Every article by id."""
    return {row.id: row for row in table("articles")}


@cache
def _index() -> Mapping[tuple[str, str], str]:
    return {_key(row): row.id for row in articles().values()}


def _key(row: Row) -> tuple[str, str]:
    number = str(row.facts["number"])
    recital = "recital " if str(row.facts["cite"]).startswith("recital") else ""
    return str(row.facts["law"]), recital + number


@cache
def _tokens() -> re.Pattern[str]:
    laws = {law for law, number in _index() if number} | set(_ALIASES) | set(_OTHER_LAWS)
    names = "|".join(re.escape(law) for law in sorted(laws, key=len, reverse=True))
    return re.compile(
        rf"(?P<recital>\brecitals?\b|\bErwägungsgr\w+)|(?P<mark>\bArt\.|§§?|\bss?\.|\bsections?\b)"
        rf"|(?<![\w-])(?P<law>{names})(?![\w-])"
        rf"|(?P<first>\d+)[–-](?P<last>\d+)|(?P<number>\bL\d+(?:-\d+)?(?: B\b)?|\b\d+[a-z]?\b)"
    )


def _references(source: str) -> Iterator[tuple[str, str]]:
    """Id (or "") and name of everything cited."""
    rest = source
    for match in _CASE.finditer(source):
        yield _by_number(match[0])
        rest = rest.replace(match[0], "")
    for match in _ACT.finditer(rest):
        yield _by_number(match[1] or match[2])
    rest = _INNER.sub("", _ACT.sub("", rest))
    yield from _of_laws(rest)


def _by_number(name: str) -> tuple[str, str]:
    bare = name.removeprefix("DIN ").removeprefix("ISO/IEC ")
    wanted = bare.replace("/", "-").replace(" ", "-").lower()
    return next((id for id in articles() if id.endswith(("-" + wanted, "/" + wanted))), ""), name


def _of_laws(text: str) -> Iterator[tuple[str, str]]:
    pending: list[str] = []
    recital = marked = False
    for match in _tokens().finditer(text):
        if match["recital"]:
            recital = marked = True
        elif match["mark"]:
            recital, marked = False, True
        elif match["law"]:
            law = _ALIASES.get(match["law"], match["law"])
            joined = [" § ".join(pending)] if law in ("EGAO", "EGHGB") and len(pending) > 1 else pending
            yield from ((_index().get((law, number), ""), f"{number} {law}") for number in joined)
            pending, recital, marked = [], False, False
        elif marked and match["first"]:
            pending += [str(number) for number in range(int(match["first"]), int(match["last"]) + 1)]
        elif marked:
            pending.append(("recital " if recital else "") + match["number"])
    yield from ((_index().get(("GDPR", number), ""), number) for number in pending if number.startswith("recital"))
