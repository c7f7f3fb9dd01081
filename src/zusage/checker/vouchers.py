"""Vouchers: which data look like invoices and receipts, and how long the law wants them kept.

Law: recognised by words only, so a rule that builds on this says "looks like". A column of another table (an address for
invoices), a receipt of reading and a voucher that is a present are none.
"""

from __future__ import annotations

import re
from datetime import date

from zusage.model.calendar import Clock
from zusage.model.period import Period
from zusage.policy.activity import Datum
from zusage.policy.policy import Policy
from zusage.policy.rule import Action, Bound, Rule, Stage
from zusage.reference.law import LawTerm, class_for, law_term

_TABLES = re.compile(r"(?<![a-z])(invoices?|receipts?|vouchers?|rechnung(en)?|buchungsbelege?|quittung(en)?)(?![a-z])")
_LABELS = re.compile(r"\b(invoices?|receipts|accounting vouchers?|rechnungen|rechnung|buchungsbelege?|quittungen)\b")
_OTHERS = re.compile(r"gutschein|gift|discount|rabatt|read[ _-]?receipt|lese|e-?mail|anschrift|adresse|address")


def look_like_vouchers(datum: Datum) -> bool:
    """Rows of a table of invoices or receipts, or data whose label says so."""
    label = f"{datum.label.de or ''} {datum.label.en or ''}".lower()
    if _OTHERS.search(f"{datum.table.lower()} {label}"):
        return False
    return bool(_TABLES.search(datum.table.lower()) or (datum.columns is None and _LABELS.search(label)))


def vouchers_of(policy: Policy, rule: Rule) -> Datum | None:
    """The first datum of a rule that looks like vouchers of our own; what is kept for a customer follows its instruction."""
    if not policy.regime.startswith("eu/de") or policy.activities[rule.activity].role == "processor" or rule.same_as:
        return None
    found = (policy.datum(rule.activity, id) for id in rule.data)
    return next((datum for datum in found if datum is not None and look_like_vouchers(datum)), None)


def duty(on: date, organisation: str = "") -> LawTerm | None:
    """The term of the duty to keep vouchers on a day, for an organisation of that kind."""
    return law_term(class_for("de/vouchers", organisation), on)


def ends(stage: Stage) -> bool:
    """Whether a stage ends the data."""
    return stage.action in (Action.DELETE, Action.DROP)


def surely_kept(rule: Rule, stage: Stage, on: date) -> Period:
    """How long the rows are there for certain, counted from the end of the year in which the period began.

    A period that counts from the day itself may end a year earlier than one that counts from the end of its year.
    """
    term = rule.keep.term(on) if rule.keep else None
    waits = stage.bound in (Bound.AFTER, Bound.AFTERWARDS)
    own = stage.period if waits else Period()
    if term is None:
        return _from_the_day(own)
    kept = term.period + own if stage.bound is Bound.AFTERWARDS else term.period
    kept = kept if term.clock is Clock.END_OF_YEAR else _from_the_day(kept)
    return max(kept, _from_the_day(own), key=lambda period: period.longest_hours)


def _from_the_day(period: Period) -> Period:
    return Period(period.years - 1, period.months, period.days) if period.years else Period()
