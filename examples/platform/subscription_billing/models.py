"""Billing of subscriptions: whom we invoice, the invoices, and what was paid or charged back.

A customer of the billing is a party of its own, known to the platform by its number only: the account may go long before
the invoices. A payment names its invoice by number, so that neither keeps the other.
"""

from django.db import models


class BillingCustomer(models.Model):
    """The party to an invoice; `ended_at` is the end of its last subscription."""

    METHODS = {"invoice": "Rechnung", "debit": "Lastschrift", "card": "Karte", "paypal": "PayPal"}

    customer_no = models.CharField(max_length=12, unique=True)
    salutation = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    company = models.CharField(max_length=120, blank=True)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    email = models.EmailField(db_index=True)
    method = models.CharField(max_length=8, choices=METHODS)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "billing_customers"

    def __str__(self) -> str:
        return self.customer_no


class Invoice(models.Model):
    """An invoice as issued."""

    customer = models.ForeignKey(BillingCustomer, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=24, unique=True)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.IntegerField()
    vat_cents = models.IntegerField()

    class Meta:
        db_table = "invoices"

    def __str__(self) -> str:
        return self.number


class Payment(models.Model):
    """Money that came in, or went back. Numbers of cards and their codes never come here: the provider gives a reference."""

    STATES = {"open": "offen", "settled": "gezahlt", "charged_back": "zurückgebucht"}

    customer = models.ForeignKey(BillingCustomer, models.PROTECT, related_name="payments")
    invoice_no = models.CharField(max_length=24, db_index=True)
    method = models.CharField(max_length=8, choices=BillingCustomer.METHODS)
    reference = models.CharField(max_length=40)
    amount_cents = models.IntegerField()
    state = models.CharField(max_length=12, choices=STATES, default="open")
    settled_at = models.DateTimeField(null=True, blank=True, db_index=True)
    charged_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "payments"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open") | models.Q(settled_at__isnull=False), name="payment_settled_when"
            )
        ]

    def __str__(self) -> str:
        return self.reference
