"""Calendars of other services that people connect: the way in, and the entries that are shown.

Law: the token is stored encrypted; entries are a cache for showing them and go with the connection.
"""

from django.db import models

from house.sealed import SealedField


class Calendar(models.Model):
    """A connection that a person made; `scopes` is what the service was asked for."""

    account = models.ForeignKey("registration.Account", models.PROTECT, related_name="calendars")
    service = models.CharField(max_length=20, default="outlook")
    token = SealedField()
    scopes = models.CharField(max_length=120, default="Calendars.Read offline_access")
    connected_at = models.DateTimeField()
    disconnected_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "calendars"

    def __str__(self) -> str:
        return f"calendar {self.pk}"


class CalendarEntry(models.Model):
    """An appointment as it is shown beside the tasks."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="entries")
    uid = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "calendar_entries"
        constraints = [models.UniqueConstraint(fields=["calendar", "uid"], name="entry_once")]
        verbose_name_plural = "calendar entries"

    def __str__(self) -> str:
        return f"entry {self.pk}"
