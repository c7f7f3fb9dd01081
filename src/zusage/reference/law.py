"""The law of keeping, as far as it is known here: classes by id (`de/vouchers`), each with a dated series of terms.

Law: asking is by id and day; an unknown id is None and `near` names what was probably meant. A class of kind `limitation`
or `practice` justifies keeping but obliges nobody; a declaration must name it, nothing applies it by itself.

Some duties differ with what the organisation is: `class_for` says which class a bank, an insurer or an investment firm has
in place of the one that it names. A class that `asks` for a statement ("tax") does not end while a tax assessment is open
(§ 147(3) sentence 5 AO, § 132(1) BAO): somebody has to say that none is. A term may have a `longest`: by then the data must
be gone.

Windows of one id never overlap. Where the law changed, a window ends on the day of the change and the new one begins: data
whose old period had ended before stay free, all others count by the new one (Art. 97 § 19a(2) EGAO).

The rows are those of the table `retention`. `confidence` is "read" where the text of the statute was read, "secondary" where
only a description was, "verify" where the row (or its first day) comes from general knowledge. Periods that are no length
of time (until the invoice has come) are not rows.

Example: `law_term("de/vouchers", date(2026, 1, 1)).period` is eight years, from the end of the calendar year.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from zusage.model.calendar import Clock
from zusage.model.period import Period, parse_period
from zusage.model.text import Text
from zusage.reference.tables import Row, table


@dataclass(frozen=True, slots=True)
class LawTerm:
    """A period as the law had it from `valid_from` (included) to `valid_to` (excluded; None = still in force)."""

    valid_from: date
    valid_to: date | None
    period: Period
    clock: Clock
    statute: Text
    source: str
    confidence: str
    longest: Period | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """One class: `kind` is duty, limitation, practice or max (a period of keeping), or `disclosure` (no period)."""

    id: str
    kind: str
    label: Text
    statute: Text
    source: str
    confidence: str
    terms: tuple[LawTerm, ...] = ()
    asks: str = ""

    def term(self, on: date) -> LawTerm | None:
        """The term in force on a day, or None."""
        return next((t for t in self.terms if t.valid_from <= on and (t.valid_to is None or on < t.valid_to)), None)


@cache
def laws() -> dict[str, Law]:
    """Every class by id, in order of the table."""
    rows: dict[str, list[Row]] = {}
    for row in table("retention"):
        rows.setdefault(row.id, []).append(row)
    return {id: _class(series) for id, series in rows.items()}


def law(id: str) -> Law | None:
    """The class of that id, or None."""
    return laws().get(id)


def law_term(id: str, on: date) -> LawTerm | None:
    """The term of a class in force on a day; None for an unknown class, one without period, or a day outside."""
    found = laws().get(id)
    return found.term(on) if found else None


@cache
def class_for(id: str, organisation: str) -> str:
    """The class that an organisation of that kind has in place of `id`; `id` itself where the law makes no difference."""
    return next((row.id for row in table("retention") if _stands_in(row, id, organisation)), id)


def near(name: str, known: Iterable[str]) -> str:
    """The known name that `name` most probably meant, or ""."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _stands_in(row: Row, id: str, organisation: str) -> bool:
    for_whom = row.facts.get("organisations")
    return row.facts.get("instead_of") == id and isinstance(for_whom, tuple) and organisation in for_whom


def _class(rows: list[Row]) -> Law:
    now = rows[-1]
    terms = tuple(_term(row) for row in rows if "period" in row.facts)
    kind, asks = str(now.facts["kind"]), str(now.facts.get("asks", ""))
    return Law(now.id, kind, now.words, _statute(now), now.source, _confidence(now), terms, asks)


def _term(row: Row) -> LawTerm:
    longest = _period(str(row.facts["longest"])) if "longest" in row.facts else None
    since, period, clock = row.valid_from or date.min, _period(str(row.facts["period"])), Clock(str(row.facts["clock"]))
    return LawTerm(since, row.valid_to, period, clock, _statute(row), row.source, _confidence(row), longest)


def _statute(row: Row) -> Text:
    return Text(str(row.facts["statute_de"]), str(row.facts["statute_en"]))


def _confidence(row: Row) -> str:
    return "verify" if row.confidence == "verify" else "read" if row.facts["reading"] == "text" else "secondary"


def _period(text: str) -> Period:
    period = parse_period(text)
    if period is None:
        raise ValueError(f"{text} is no period")
    return period
