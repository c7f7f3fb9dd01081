"""Applications for a job."""

from django.db import models


class Application(models.Model):
    """An application; `decided_on` is the day on which it was accepted, declined or withdrawn. `path` names its file."""

    OUTCOMES = {"hired": "eingestellt", "declined": "abgelehnt", "withdrawn": "zurückgezogen"}
    CHANNELS = {"form": "Formular", "mail": "E-Mail", "post": "Brief"}

    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.CharField(max_length=120)
    letter = models.TextField(blank=True)
    path = models.CharField(max_length=160, blank=True)
    channel = models.CharField(max_length=8, choices=CHANNELS, default="form")
    received_at = models.DateTimeField(db_index=True)
    decided_on = models.DateField(null=True, blank=True, db_index=True)
    outcome = models.CharField(max_length=12, choices=OUTCOMES, null=True, blank=True)

    class Meta:
        db_table = "applications"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, outcome__isnull=True)
                | models.Q(decided_on__isnull=False, outcome__isnull=False),
                name="applications_decided_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"application {self.pk}"
