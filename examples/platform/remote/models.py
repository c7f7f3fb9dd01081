"""Remote sessions on devices of clients. The protocol of a session is a file beside the database."""

from django.db import models


class Session(models.Model):
    """One session: who was helped, by whom, why, and that the person at the device allowed it."""

    requester = models.ForeignKey("service.Requester", models.PROTECT, related_name="sessions")
    technician = models.ForeignKey("service.Technician", models.PROTECT, related_name="sessions")
    ticket_number = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=160)
    allowed_at = models.DateTimeField(help_text="Freigabe am Gerät")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    protocol = models.CharField(max_length=120, blank=True, help_text="Datei im Ordner der Protokolle")

    class Meta:
        db_table = "sessions"
        constraints = [
            models.CheckConstraint(condition=models.Q(started_at__gte=models.F("allowed_at")), name="sessions_allowed_first")
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"
