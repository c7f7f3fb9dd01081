"""Derivation: how a cut-off came about, in words that a lawyer can check.

Law: the words name the cut-off day, the period, the clock and the statute, and the first day on which a unit of the cut-off
day may go. They describe the computed value; they never compute one. A period that comes from general knowledge says so,
and so does a duty whose statement is missing.

Example: "begonnen bis 2017-12-31; Ende des Jahres 2017; + 8 Jahre (§ 147 Abs. 3 AO) = löschbar ab 2026-01-01".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zusage.model.calendar import Clock, add_days, counts_from
from zusage.model.period import Period
from zusage.plan.condition import CutOff
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, DatedTerm, Rule, Stage
from zusage.policy.undo_window import window_of

_UNITS = {
    "years": (("Jahr", "Jahre"), ("year", "years")),
    "months": (("Monat", "Monate"), ("month", "months")),
    "days": (("Tag", "Tage"), ("day", "days")),
    "hours": (("Stunde", "Stunden"), ("hour", "hours")),
}
_DONE = {
    Action.DELETE: ("löschbar", "deletable"),
    Action.DROP: ("löschbar", "deletable"),
    Action.CLEAR: ("zu leeren", "to be emptied"),
    Action.SHORTEN: ("zu kürzen", "to be shortened"),
    Action.LOCK: ("nur lesbar", "read-only"),
    Action.RESTRICT: ("einzuschränken", "to be restricted"),
    Action.ANONYMISE: ("zu anonymisieren", "to be anonymised"),
    Action.PSEUDONYMISE: ("zu pseudonymisieren", "to be pseudonymised"),
}
Pair = tuple[str, str]


UNSURE = ("; aus allgemeiner Kenntnis, noch zu prüfen", "; from general knowledge, to be checked")
FIRST_YEAR = 1900


def clock_words(term: DatedTerm, day: date) -> Pair:
    """From where the term counts, as a clause with its semicolon; "" where it counts from the start itself."""
    base = counts_from(day, term.counting())
    match term.clock:
        case Clock.AT:
            return "", ""
        case Clock.END_OF_FINANCIAL_YEAR:
            return f"; Ende des Geschäftsjahres am {base}", f"; end of the financial year on {base}"
        case Clock.END_OF_YEAR_OF_FINANCIAL_YEAR:
            return (
                f"; Ende des Jahres {base.year}, in dem das Geschäftsjahr endet",
                f"; end of the year {base.year} in which the financial year ends",
            )
        case Clock.END_OF_YEAR:
            return f"; Ende des Jahres {base.year}", f"; end of the year {base.year}"


def period_words(period: Period) -> Pair:
    """`period` in German and English, in the nominative ("8 Jahre", "8 years")."""
    parts = [(n, _UNITS[unit]) for unit in _UNITS if (n := getattr(period, unit))]
    german = " ".join(f"{n} {words[0][n != 1]}" for n, words in parts)
    english = " ".join(f"{n} {words[1][n != 1]}" for n, words in parts)
    return (german, english) if parts else ("sofort", "at once")


@dataclass(frozen=True, slots=True)
class Derivation:
    """The words for one stage of a rule; `terms` are the statutory terms in force."""

    rule: Rule
    stage: Stage
    run: Run
    terms: Sequence[DatedTerm]

    def sentences(self, due: CutOff, today: date, asked: date | None = None) -> tuple[Pair, ...]:
        """One line per term that counts; `asked` is the day up to which the duty that asks for a statement has ended."""
        if asked is not None and due.day.year < FIRST_YEAR:
            return (self._unstated(asked),)
        if due.day.year < FIRST_YEAR:
            return (("kein Zeitpunkt ableitbar: nichts wird fällig", "no date can be derived: nothing falls due"),)
        lines = [self._duty(term, due.day) for term in self.terms]
        if self.stage.bound is not Bound.AFTERWARDS:
            lines.append(self._period(due.day, today))
        if asked is not None:
            lines.append(self._unstated(asked))
        return tuple(lines)

    def _unstated(self, asked: date) -> Pair:
        statute = next((term.statute for term in self.terms), "")
        return (
            f"begonnen bis {asked}: Frist abgelaufen ({statute}), aber die Erklärung fehlt, dass für {asked.year} und "
            "früher keine Prüfung, kein Einspruch und keine Steuerfestsetzung offen ist = weiter aufbewahrt",
            f"begun by {asked}: the period has ended ({statute}), but nobody has stated that no audit, objection or tax "
            f"assessment is open for {asked.year} and before = still kept",
        )

    def _duty(self, term: DatedTerm, day: date) -> Pair:
        german, english = period_words(term.period)
        clock, base = clock_words(term, day), counts_from(day, term.counting())
        free = add_days(base, term.period) + timedelta(days=1)
        statute = f" ({term.statute}{'' if term.sure else UNSURE[0]})" if term.statute else ""
        done = self._done()
        return (
            f"begonnen bis {day}{clock[0]}; + {german}{statute} = {done[0]} ab {free}",
            f"begun by {day}{clock[1]}; + {english}{statute.replace(*UNSURE)} = {done[1]} from {free}",
        )

    def _period(self, day: date, today: date) -> Pair:
        german, english = period_words(self.stage.period)
        done = self._done()
        match self.stage.bound:
            case Bound.WITHIN:
                every, grace = period_words(self.run.every), period_words(self.run.grace)
                undo = self._undo()
                return (
                    f"begonnen bis {day}; spätestens nach {_dative(german)}, ausgeführt einen Lauf ({every[0]}) und eine "
                    f"Ausführungsfrist ({grace[0]}){undo[0]} vorher = {done[0]} am {today}",
                    f"begun by {day}; after {english} at the latest, done one run ({every[1]}) and one margin "
                    f"({grace[1]}){undo[1]} earlier = {done[1]} on {today}",
                )
            case Bound.AT_ONCE:
                return (f"begonnen bis {day}; sofort {done[0]}", f"begun by {day}; {done[1]} at once")
            case _:
                return (
                    f"begonnen bis {day}; + {german} = {done[0]} bis {today}",
                    f"begun by {day}; + {english} = {done[1]} by {today}",
                )

    def _undo(self) -> Pair:
        window = window_of(self.rule, self.stage)
        if window is None:
            return "", ""
        german, english = period_words(window)
        return f" samt {german} zum Zurückholen", f" with {english} to undo it"

    def _done(self) -> Pair:
        return _DONE.get(self.stage.action, ("fällig", "due"))


def _dative(words: str) -> str:
    """ "3 Tage" after "nach"."""
    return words + "n" if words.endswith("e") else words
