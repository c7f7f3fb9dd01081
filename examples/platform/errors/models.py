"""Faults of the application and accounts that behave like machines, each under a number and never under a name."""

from django.db import models


class Fault(models.Model):
    """An error of the application with what is needed to repair it. `ip` is shortened before it is stored."""

    visitor_no = models.CharField(max_length=32, db_index=True)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=160)
    status = models.PositiveSmallIntegerField()
    message = models.CharField(max_length=200)
    trace = models.TextField()
    browser = models.CharField(max_length=200)
    ip = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "faults"

    def __str__(self) -> str:
        return f"fault {self.pk}"


class AbuseScore(models.Model):
    """How many invitations an account sent within an hour, and whether sending was blocked."""

    OUTCOMES = {"free": "unauffällig", "blocked": "Versand gesperrt", "cleared": "nach Prüfung freigegeben"}

    visitor_no = models.CharField(max_length=32, db_index=True)
    invitations = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=OUTCOMES)
    judged_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "abuse"

    def __str__(self) -> str:
        return f"score {self.pk}"
