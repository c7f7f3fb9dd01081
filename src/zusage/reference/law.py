"""The law of keeping, as far as it is known here: classes by id (`de/vouchers`), each with a dated series of terms.

Law: asking is by id and day; an unknown id is None and `near` names what was probably meant. A class of kind `limitation`
or `practice` justifies keeping but obliges nobody; a declaration must name it, nothing applies it by itself.

Some duties differ with what the organisation is: `class_for` says which class a bank, an insurer or an investment firm has
in place of the one that it names. A class that `asks` for a statement ("tax") does not end while a tax assessment is open
(§ 147(3) sentence 5 AO, § 132(1) BAO): somebody has to say that none is. A term may have a `longest`: by then the data must
be gone.

Windows of one id never overlap. Where the law changed, a window ends on the day of the change and the new one begins: data
whose old period had ended before stay free, all others count by the new one (Art. 97 § 19a(2) EGAO).

`confidence` is "read" where the text of the statute was read, "secondary" where only a description was, "verify" where the
row (or its first day) comes from general knowledge. Texts of statutes: the official consolidated texts as of 2026-04-29.
Periods that are no length of time (until the invoice has come) are not rows.

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
from zusage.reference.packaged import rows


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
    terms: dict[str, list[LawTerm]] = {}
    for row in rows("law.json", "terms"):
        terms.setdefault(row["id"], []).append(_term(row))
    found = {row["id"]: _keeping(row, tuple(terms[row["id"]])) for row in rows("law.json", "classes")}
    for row in rows("law.json", "duties"):
        label, statute = Text(row["de"], row["en"]), Text(row["statute_de"], row["statute_en"])
        found[row["id"]] = Law(row["id"], "disclosure", label, statute, row["source"], row["confidence"])
    return found


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
    known = rows("law.json", "instead")
    return next((row["class"] for row in known if (row["kind"], row["id"]) == (organisation, id)), id)


def near(name: str, known: Iterable[str]) -> str:
    """The known name that `name` most probably meant, or ""."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)), "")


def _keeping(row: dict[str, str], terms: tuple[LawTerm, ...]) -> Law:
    now = terms[-1]
    label, asks = Text(row["de"], row["en"]), row.get("asks", "")
    return Law(row["id"], row["kind"], label, now.statute, now.source, now.confidence, terms, asks)


def _term(row: dict[str, str]) -> LawTerm:
    until = date.fromisoformat(row["to"]) if row["to"] else None
    statute = Text(row["statute_de"], row["statute_en"])
    since, clock = date.fromisoformat(row["from"]), Clock(row["clock"])
    longest = _period(row["longest"]) if "longest" in row else None
    return LawTerm(since, until, _period(row["period"]), clock, statute, row["source"], row["confidence"], longest)


def _period(text: str) -> Period:
    period = parse_period(text)
    if period is None:
        raise ValueError(f"{text} is no period")
    return period
