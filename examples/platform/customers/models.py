"""Customers and what they booked. A row of `instances` outlives its database as a tombstone (state: purged)."""

from django.db import models


class Plan(models.Model):
    """A tariff."""

    name = models.CharField(max_length=40, unique=True)
    monthly_cents = models.PositiveIntegerField()
    agents = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "plans"

    def __str__(self) -> str:
        return self.name


class Customer(models.Model):
    """A company that books instances, with its contact person.

    `email` and `phone` may be empty: they are cleared when only the invoices still need the customer.
    """

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=160)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="DE")
    email = models.EmailField(null=True, blank=True, db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "customers"

    def __str__(self) -> str:
        return self.number


class Instance(models.Model):
    """One isolated instance: `id` names its database, its folder of files and its host name."""

    STATES = {"booked": "gebucht", "readonly": "nur lesbar", "purged": "gelöscht"}
    TERMS = {"month": "monatlich", "year": "jährlich"}

    id = models.CharField(max_length=16, primary_key=True)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="instances")
    plan = models.ForeignKey(Plan, models.PROTECT)
    booked_from = models.DateTimeField()
    booked_until = models.DateTimeField(null=True, blank=True, db_index=True)
    term = models.CharField(max_length=8, choices=TERMS)
    state = models.CharField(max_length=8, choices=STATES, default="booked", db_index=True)

    class Meta:
        db_table = "instances"

    def __str__(self) -> str:
        return self.id


class NoticeSent(models.Model):
    """Proof that a customer was told of a version of a document."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="notices")
    document = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "notices_sent"
        constraints = [models.UniqueConstraint(fields=["customer", "document", "version"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"
