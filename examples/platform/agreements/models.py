"""Agreements by the year: who pays for an organisation, for which years, and what was billed.

Law: an agreement runs for a year from its beginning and then for another, until it is terminated; a notice takes effect at
the end of the running year if it came at least a month before, otherwise a year later.
"""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one of that month (§ 188(2), (3) BGB)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_after(day: date) -> date:
    """The same day of the next year; after the 29th of February comes the 1st of March."""
    return date(day.year + 1, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


class Payer(models.Model):
    """The contact for contract and invoices. Emptied but for name, firm and address when only invoices still need it."""

    organisation_no = models.CharField(max_length=12, unique=True)
    company = models.CharField(max_length=160)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="DE")
    email = models.EmailField(null=True, blank=True, db_index=True)
    created_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "payers"

    def __str__(self) -> str:
        return self.organisation_no


class AnnualSubscription(models.Model):
    """One year of use. The next year is a row of its own, unless the agreement was terminated in time."""

    PLANS = {"kahn": "Kahn", "jolle": "Jolle", "schoner": "Schoner"}

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="subscriptions")
    plan = models.CharField(max_length=8, choices=PLANS)
    seats = models.PositiveIntegerField()
    started_on = models.DateField(db_index=True)
    runs_until = models.DateField(db_index=True)
    terminated_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "subscriptions"
        constraints = [
            models.UniqueConstraint(fields=["payer", "started_on"], name="annual_year_once"),
            models.CheckConstraint(
                condition=models.Q(terminated_on__isnull=True) | models.Q(effective_on__isnull=False),
                name="annual_terminated_effective",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.started_on}"

    def takes_effect(self, noticed: date) -> date:
        """The day on which a notice given on `noticed` ends the agreement: end of this year, or of the next one."""
        in_time = noticed <= months_before(self.runs_until, 1)
        return self.runs_until if in_time else year_after(self.runs_until + timedelta(days=1)) - timedelta(days=1)


class AnnualInvoice(models.Model):
    """An invoice as issued; what it says of the payer is printed in it and never changes."""

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.IntegerField()
    vat_cents = models.IntegerField()
    sent_to = models.CharField(max_length=200)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "invoices"

    def __str__(self) -> str:
        return self.number
