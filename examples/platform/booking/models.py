"""Appointments that visitors book with our customer."""

from django.db import models


class Booking(models.Model):
    """A wished or confirmed appointment; `concerns_contract` marks the few that count as business letters."""

    contact = models.ForeignKey("support.Contact", models.CASCADE, related_name="bookings")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    confirmed = models.BooleanField(default=False)
    concerns_contract = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "bookings"

    def __str__(self) -> str:
        return f"booking {self.pk}"
