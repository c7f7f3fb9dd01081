"""Use of the platform by people who agreed to it, under a number of its own: no name and no address is here."""

from django.db import models


class Visitor(models.Model):
    """A number under which use is recorded; `ended_at`: the account behind it ended, or the consent was withdrawn."""

    visitor_no = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "visitors"

    def __str__(self) -> str:
        return f"visitor {self.pk}"


class Event(models.Model):
    """A page that was opened, or a click."""

    KINDS = {"page": "Seite", "click": "Klick"}

    visitor = models.ForeignKey(Visitor, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=6, choices=KINDS)
    page = models.CharField(max_length=80)
    device = models.CharField(max_length=40)
    browser = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "events"

    def __str__(self) -> str:
        return f"event {self.pk}"
