"""What the books need: mandates, invoices and business letters."""

from django.db import models

from house.sealed import SealedField


class Mandate(models.Model):
    """A SEPA direct debit mandate; the IBAN is stored encrypted."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="mandates")
    reference = models.CharField(max_length=35, unique=True)
    account_holder = models.CharField(max_length=120)
    iban = SealedField()
    signed_on = models.DateField()
    revoked_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "mandates"

    def __str__(self) -> str:
        return self.reference


class Invoice(models.Model):
    """An invoice as issued; `text` is the printed position."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.IntegerField()
    vat_cents = models.IntegerField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "invoices"

    def __str__(self) -> str:
        return self.number


class Letter(models.Model):
    """A business letter that was sent (or received) about the contract."""

    customer = models.ForeignKey("customers.Customer", models.PROTECT, related_name="letters")
    sent_on = models.DateField(db_index=True)
    subject = models.CharField(max_length=160)
    body = models.TextField()

    class Meta:
        db_table = "letters"

    def __str__(self) -> str:
        return self.subject
