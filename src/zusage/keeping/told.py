"""Told: the dates of one start, with every step in words: start, clock, period, statute, deletable from, overdue from.

Law: the words follow the computed values and compute none. A row of the law that nobody has checked says so beside its
statute. A period that is shorter only since a change of law names the day of the change. What waits for a statement says
that, too.

Example: "Beginn: 10. März 2025. Gezählt ab dem Ende des Kalenderjahres, 31. Dezember 2025. …, also bis zum Ablauf des
31. Dezember 2033 (§ 147 Abs. 3 AO). Löschbar ab 1. Januar 2034, überfällig ab 2. Januar 2034."
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from zusage.keeping.derivation import UNSURE
from zusage.keeping.release import released, releasing_term
from zusage.keeping.timing import duty_of, falls_due, falls_overdue, is_stated
from zusage.language.citations import localised
from zusage.language.dates import long_date
from zusage.language.durations import duration
from zusage.model.calendar import Clock, add_days, counts_from
from zusage.model.text import Language
from zusage.policy.organisation import Run
from zusage.policy.rule import Action, Bound, DatedTerm, Rule, Stage

_CLOCKS = {
    Clock.END_OF_YEAR: ("dem Ende des Kalenderjahres", "the end of the calendar year"),
    Clock.END_OF_FINANCIAL_YEAR: ("dem Ende des Geschäftsjahres", "the end of the financial year"),
    Clock.END_OF_YEAR_OF_FINANCIAL_YEAR: (
        "dem Ende des Kalenderjahres, in dem das Geschäftsjahr endet",
        "the end of the calendar year in which the financial year ends",
    ),
}
_FROM = {
    Action.DELETE: ("Löschbar", "Deletable"),
    Action.DROP: ("Löschbar", "Deletable"),
    Action.CLEAR: ("Zu leeren", "To be emptied"),
    Action.SHORTEN: ("Zu kürzen", "To be shortened"),
    Action.LOCK: ("Nur lesbar", "Read-only"),
    Action.RESTRICT: ("Einzuschränken", "To be restricted"),
    Action.ANONYMISE: ("Zu anonymisieren", "To be anonymised"),
    Action.PSEUDONYMISE: ("Zu pseudonymisieren", "To be pseudonymised"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Both dates of one start under one stage (None: never), and the sentences that lead to them."""

    due: datetime | None
    overdue: datetime | None
    sentences: tuple[str, ...]


def tell(rule: Rule, stage: Stage, run: Run, start: date, now: datetime, zone: ZoneInfo, language: Language) -> Told:
    """The dates of what began on the day `start`."""
    due, overdue = falls_due(rule, stage, run, start, now, zone), falls_overdue(rule, stage, run, start, zone)
    teller = _Teller(rule, stage, start, zone, language)
    lines = [teller.say(f"Beginn: {teller.day(start)}.", f"Start: {teller.day(start)}."), *teller.steps()]
    return Told(due, overdue, (*lines, *teller.end(due, overdue), *teller.waiting(due, now)))


@dataclass(frozen=True, slots=True)
class _Teller:
    rule: Rule
    stage: Stage
    start: date
    zone: ZoneInfo
    language: Language

    def say(self, de: str, en: str) -> str:
        return de if self.language == "de" else en

    def day(self, at: date) -> str:
        return long_date(at, self.language)

    def steps(self) -> list[str]:
        """The duty first, then the period of the stage."""
        lines = []
        keep = duty_of(self.rule, self.stage)
        term = releasing_term(keep, self.start, self.zone) if keep is not None else None
        if keep is not None and term is not None:
            lines += self._duty(term)
            until = released(keep, self.start, self.zone)
            since = until.astimezone(self.zone).date() if until is not None else self.start
            if since == term.valid_from:
                lines.append(
                    self.say(
                        f"Diese kürzere Frist gilt erst seit dem {self.day(since)}; vorher band die längere.",
                        f"This shorter period is in force since {self.day(since)} only; before, the longer one bound.",
                    )
                )
        if self.stage.bound is not Bound.AFTERWARDS:
            lines.append(self._period())
        return lines

    def _duty(self, term: DatedTerm) -> list[str]:
        lines, base = [], counts_from(self.start, term.counting())
        if term.clock in _CLOCKS:
            de, en = _CLOCKS[term.clock]
            lines.append(self.say(f"Gezählt wird ab {de}: {self.day(base)}.", f"Counted from {en}: {self.day(base)}."))
        last, span = add_days(base, term.period), duration(term.period, self.language)
        statute = localised(term.statute, self.language) if term.statute else ""
        doubt = "" if term.sure else UNSURE[0 if self.language == "de" else 1]
        source = f" ({statute}{doubt})" if statute else ""
        lines.append(
            self.say(
                f"Aufzubewahren sind {span}{source}, also bis zum Ablauf des {self.day(last)}.",
                f"To be kept for {span}{source}, that is until the end of {self.day(last)}.",
            )
        )
        return lines

    def _period(self) -> str:
        span, last = duration(self.stage.period, self.language), add_days(self.start, self.stage.period)
        if self.stage.bound is Bound.AT_ONCE or not self.stage.period:
            return self.say("Frist: keine, sofort.", "Period: none, at once.")
        if self.stage.bound is Bound.WITHIN:
            return self.say(
                f"Frist: höchstens {span}, also bis zum Ablauf des {self.day(last)}.",
                f"Period: {span} at most, that is until the end of {self.day(last)}.",
            )
        return self.say(
            f"Frist: {span}, also bis zum Ablauf des {self.day(last)}.",
            f"Period: {span}, that is until the end of {self.day(last)}.",
        )

    def end(self, due: datetime | None, overdue: datetime | None) -> list[str]:
        if due is None:
            return [self.say("Ein Ende lässt sich nicht ableiten: nichts wird fällig.", "No end: nothing falls due.")]
        de, en = _FROM[self.stage.action]
        first = self.say(f"{de} ab {self._dative(due)}", f"{en} from {self._date(due)}")
        late = self.say(f", überfällig ab {self._dative(overdue)}.", f", overdue from {self._date(overdue)}.")
        return [first + late]

    def waiting(self, due: datetime | None, now: datetime) -> list[str]:
        keep = duty_of(self.rule, self.stage)
        if keep is None or due is None or not keep.asks or due > now or is_stated(keep, self.start, self.zone):
            return []
        year = self.start.year
        return [
            self.say(
                f"Es fehlt die Erklärung, dass für {year} und früher keine Prüfung, kein Einspruch und keine "
                f"Steuerfestsetzung offen ist: zusage attest tax/{year}. Bis dahin wird für die Pflicht weiter aufbewahrt.",
                f"Nobody has stated that no audit, objection or tax assessment is open for {year} and before: "
                f"zusage attest tax/{year}. Until then it is retained for duty.",
            )
        ]

    def _date(self, at: datetime | None) -> str:
        if at is None:
            return "–"
        local = at.astimezone(self.zone)
        whole = local == datetime.combine(local.date(), datetime.min.time(), self.zone)
        return self.day(local.date()) + ("" if whole else f", {local:%H:%M}")

    def _dative(self, at: datetime | None) -> str:
        return f"dem {self._date(at)}" if at is not None else "–"
