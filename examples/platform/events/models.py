"""Events: what takes place, who comes, and what they need."""

from django.db import models


class Event(models.Model):
    """Something that people are invited to."""

    title = models.CharField(max_length=160)
    place = models.CharField(max_length=120)
    held_on = models.DateField()

    class Meta:
        db_table = "events"

    def __str__(self) -> str:
        return self.title


class Guest(models.Model):
    """Somebody who signed up; `event_on` repeats the day of the event, because it decides how long the row stays."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="guests")
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    signed_up_at = models.DateTimeField()
    event_on = models.DateField(db_index=True)
    came = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "guests"
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="guests_once")]

    def __str__(self) -> str:
        return f"guest {self.pk}"


class Need(models.Model):
    """An intolerance or a barrier; the last three columns prove the consent to storing it."""

    guest = models.OneToOneField(Guest, models.CASCADE, related_name="need")
    diet = models.CharField(max_length=200, blank=True)
    access = models.CharField(max_length=200, blank=True)
    consented_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    text_version = models.CharField(max_length=20)

    class Meta:
        db_table = "needs"

    def __str__(self) -> str:
        return f"need {self.pk}"
