"""The accounting core: what customers enter about their business. They are the controllers; we act on their instruction."""

from django.db import models

from house.sealed import SealedField


class Client(models.Model):
    """A customer whose books we keep. From `ended_at` on the books are offered for export."""

    client_no = models.CharField(max_length=12, unique=True)
    company = models.CharField(max_length=120)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    exported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "clients"

    def __str__(self) -> str:
        return self.client_no


class Partner(models.Model):
    """A business partner of a customer: whom it invoices, or who invoices it.

    The customer is known by number only. `released_at`: the customer told us to delete, or the assignment ended.
    """

    client_no = models.CharField(max_length=12, db_index=True)
    number = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    email = models.EmailField(blank=True, db_index=True)
    iban = SealedField(null=True, blank=True)
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "partners"
        constraints = [models.UniqueConstraint(fields=["client_no", "number"], name="partner_number_once")]

    def __str__(self) -> str:
        return f"partner {self.pk}"


class Voucher(models.Model):
    """An invoice or receipt of a customer."""

    KINDS = {"invoice": "Ausgangsrechnung", "receipt": "Eingangsrechnung", "credit": "Gutschrift"}

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=8, choices=KINDS)
    number = models.CharField(max_length=24)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField()

    class Meta:
        db_table = "vouchers"

    def __str__(self) -> str:
        return self.number


class Booking(models.Model):
    """An entry in the books."""

    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="bookings")
    debit = models.CharField(max_length=8)
    credit = models.CharField(max_length=8)
    amount_cents = models.BigIntegerField()
    booked_on = models.DateField(db_index=True)

    class Meta:
        db_table = "bookings"
        constraints = [models.CheckConstraint(condition=~models.Q(debit=models.F("credit")), name="booking_two_accounts")]

    def __str__(self) -> str:
        return f"booking {self.pk}"
