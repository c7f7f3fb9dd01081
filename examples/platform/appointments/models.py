"""Appointments that were booked through a booking service and copied from it."""

from django.db import models


class Appointment(models.Model):
    """A conversation of half an hour; `code` is what the booking service calls it."""

    code = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    topic = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "appointments"
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="appointments_ends_later")
        ]

    def __str__(self) -> str:
        return self.code
