"""The tables of law as people and machines read them: one row, a search, the law of a day.

Law: what nobody has read a source for carries its mark wherever it is shown; a proposal is shown as a proposal and never as
law. An article says which rules, kinds of promise, elements and classes name it. Raises UsageError ZE124 for an unknown id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from zusage.app.law_matrix import naming
from zusage.app.law_words import FACTS, HIDDEN, PROPOSED, TABLES, UNREAD, cited_as, worded
from zusage.model.errors import UsageError
from zusage.model.text import Language
from zusage.reference.citing import cited
from zusage.reference.tables import Fact, Row, every_row, names, table

_AROUND = timedelta(days=366)


class _Says:
    """Words in the reader's language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, de: str, en: str) -> str:
        return de if self.language == "de" else en

    def label(self, row: Row) -> str:
        return f"{row.words.to(self.language)}{self.mark(row)}"

    def mark(self, row: Row) -> str:
        """The visible mark of a row that nobody has read a source for, or that is a proposal only."""
        marks = [PROPOSED] if row.is_proposal else []
        marks += [UNREAD] if row.confidence == "verify" else []
        return "".join(f"  [{mark.to(self.language)}]" for mark in marks)

    def window(self, row: Row) -> str:
        since = self(f"seit {row.valid_from}", f"since {row.valid_from}") if row.valid_from else ""
        until = self(f"bis vor {row.valid_to}", f"until before {row.valid_to}") if row.valid_to else ""
        if row.facts.get("since_confidence") == "verify":
            since += f"  [{UNREAD.to(self.language)}]"
        return " ".join(part for part in (since, until) if part) or self("ohne Anfang und Ende", "open at both ends")


def found_rows(id: str) -> tuple[Row, ...]:
    """All rows of that id: `de/vouchers`, `retention/de/vouchers`, `BR`, or a citation such as "Art. 13 GDPR"."""
    wanted = id.strip().casefold()
    rows = tuple(row for row in every_row() if wanted in (row.id.casefold(), f"{row.table}/{row.id}".casefold()))
    if not rows:
        named = set(cited(id) or cited(f"{id} GDPR"))
        rows = tuple(row for row in table("articles") if row.id in named)
    if not rows:
        known = {row.id.casefold(): row.id for row in every_row()}
        near = [known[name] for name in get_close_matches(wanted, known, 3, 0.5)]
        raise UsageError("ZE124", name=id[:60], near=", ".join(near), kind="row of law")
    return rows


def show_lines(id: str, on: date, language: Language) -> Iterator[str]:
    """Every row of an id: first those of the day, then the others, each with its source."""
    say, rows = _Says(language), found_rows(id)
    for number, row in enumerate(sorted(rows, key=lambda row: not row.holds(on))):
        if number:
            yield ""
        yield from _row_lines(row, on, say)


def _row_lines(row: Row, on: date, say: _Says) -> Iterator[str]:
    yield f"{row.id}  {say.label(row)}"
    state = "" if row.holds(on) else say(f"; nicht am {on}", f"; not on {on}")
    yield _line(say("Tabelle", "table"), TABLES[row.table].to(say.language))
    yield _line(say("gilt", "in force"), PROPOSED.to(say.language) if row.is_proposal else say.window(row) + state)
    for name, value in _told(row, say):
        yield _line(name, value)
    read = say(f"Stand {row.as_of}", f"as of {row.as_of}")
    source = cited_as(row.source, "de") if say.language == "de" else row.source
    yield _line(say("Quelle", "source"), f"{source} ({read}){say.mark(row) if row.confidence == 'verify' else ''}")
    for group, ids in naming(row).items():
        yield _line(group.to(say.language), ", ".join(ids))


def _told(row: Row, say: _Says) -> Iterator[tuple[str, str]]:
    """The facts of a row in the reader's language."""
    english = say.language == "en"
    for key, value in row.facts.items():
        bare = key.removesuffix("_de").removesuffix("_en")
        translated = key.endswith("_de" if english else "_en") or (english and f"{key}_en" in row.facts)
        if value in ("", None, ()) or translated or key.endswith("_confidence") or (row.table, key) in HIDDEN:
            continue
        doubt = f"  [{UNREAD.to(say.language)}]" if row.facts.get(f"{key}_confidence") == "verify" else ""
        label = FACTS[bare].to(say.language) if bare in FACTS else bare.replace("_", " ")
        yield label, worded(bare, value, say.language) + doubt


def _line(label: str, text: str) -> str:
    return f"  {label:<14} {text}"


def matching(words: str) -> tuple[Row, ...]:
    """Rows that hold every word, in their id first, then in their words, then anywhere; one row per id, the newest."""
    asked = [_folded(word) for word in words.split()]
    found: dict[tuple[str, str], tuple[int, Row]] = {}
    for row in every_row():
        places = (row.id, f"{row.words.de} {row.words.en}", f"{row.source} {' '.join(map(_flat, row.facts.values()))}")
        texts = [_folded(text) for text in places]
        if asked and all(any(word in text for text in texts) for word in asked):
            rank = next((at for at in (0, 1) if all(word in texts[at] for word in asked)), 2)
            found[row.table, row.id] = (rank, row)
    return tuple(row for _, row in sorted(found.values(), key=lambda pair: pair[0]))


def _flat(value: Fact) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _folded(text: str) -> str:
    return text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def search_lines(words: str, on: date, language: Language) -> Iterator[str]:
    """One line per row found."""
    say = _Says(language)
    for row in matching(words):
        ended = "" if row.holds(on) or row.is_proposal else say(f"  (nicht am {on})", f"  (not on {on})")
        yield f"{row.id:<28} {TABLES[row.table].to(language):<22} {say.label(row)}{ended}"


def changes(on: date) -> tuple[tuple[date, bool, Row], ...]:
    """What began (True) or ended within a year before or after the day, in order of time."""
    begun = ((row.valid_from, True, row) for row in every_row() if not row.is_proposal)
    ended = ((row.valid_to, False, row) for row in every_row() if not row.is_proposal)
    near = [(day, new, row) for day, new, row in (*begun, *ended) if day is not None and abs(day - on) <= _AROUND]
    return tuple(sorted(near, key=lambda change: (change[0], change[1], change[2].table, change[2].id)))


def day_lines(on: date, language: Language) -> Iterator[str]:
    """How much of each table held on a day, and what changed around it."""
    say = _Says(language)
    yield say(f"Recht am {on}, soweit es hier bekannt ist:", f"The law of {on}, as far as it is known here:")
    for name in names():
        held = [row for row in table(name) if row.holds(on)]
        unread = sum(row.confidence == "verify" for row in held)
        doubt = f"  {unread} {UNREAD.to(language)}" if unread else ""
        yield f"  {TABLES[name].to(language):<24} {len(held):>4}{doubt}"
    around = changes(on)
    yield ""
    yield (
        say("Geändert ein Jahr davor und danach:", "Changed within a year before and after:")
        if around
        else say("Ein Jahr davor und danach hat sich nichts geändert.", "Nothing changed within a year before and after.")
    )
    for day, new, row in around:
        what = say("beginnt", "begins") if new else say("endet", "ends")
        yield f"  {day}  {what:<8} {row.id:<24} {say.label(row)}"


def row_data(row: Row, on: date) -> dict[str, Any]:
    """A row as data, for JSON."""
    return {
        "table": row.table,
        "id": row.id,
        "de": row.words.de,
        "en": row.words.en,
        "in_force": row.holds(on),
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "source": row.source,
        "as_of": row.as_of.isoformat(),
        "confidence": row.confidence,
        "facts": _plain(row.facts),
        "named_by": {name.en: list(ids) for name, ids in naming(row).items()},
    }


def _plain(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in facts.items()}


def show_data(id: str, on: date) -> dict[str, Any]:
    """All rows of an id, for JSON."""
    return {"day": on.isoformat(), "rows": [row_data(row, on) for row in found_rows(id)]}


def search_data(words: str, on: date) -> dict[str, Any]:
    """All rows that hold the words, for JSON."""
    return {"day": on.isoformat(), "rows": [row_data(row, on) for row in matching(words)]}


def day_data(on: date) -> dict[str, Any]:
    """The law of a day, for JSON: ids by table, and the changes around it."""
    held = {name: [row.id for row in table(name) if row.holds(on)] for name in names()}
    around = [
        {"day": day.isoformat(), "change": "begins" if new else "ends", "table": row.table, "id": row.id}
        for day, new, row in changes(on)
    ]
    return {"day": on.isoformat(), "in_force": held, "changes": around}
