"""Conversations before a subscription: who asked, what was said on the telephone, what was written."""

from django.db import models


class Prospect(models.Model):
    """Somebody at a company that has shown interest; every contact moves `last_contact_on`."""

    STAGES = {"new": "neu", "talking": "im Gespräch", "trial": "im Test", "lost": "kein Interesse", "won": "Abonnement"}

    name = models.CharField(max_length=120)
    company = models.CharField(max_length=160)
    email = models.EmailField(db_index=True)
    branch = models.CharField(max_length=80, blank=True)
    employees = models.CharField(max_length=20, blank=True)
    field_of_use = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=8, choices=STAGES, default="new", db_index=True)
    first_contact_on = models.DateField()
    last_contact_on = models.DateField(db_index=True)

    class Meta:
        db_table = "prospects"

    def __str__(self) -> str:
        return f"prospect {self.pk}"


class CallNote(models.Model):
    """What was said in a conversation."""

    prospect = models.ForeignKey(Prospect, models.CASCADE, related_name="notes")
    text = models.TextField()
    held_on = models.DateField()

    class Meta:
        db_table = "call_notes"

    def __str__(self) -> str:
        return f"note {self.pk}"


class ProspectMail(models.Model):
    """An e-mail from or to a prospect."""

    DIRECTIONS = {"in": "eingegangen", "out": "versandt"}

    prospect = models.ForeignKey(Prospect, models.CASCADE, related_name="mails")
    direction = models.CharField(max_length=3, choices=DIRECTIONS)
    subject = models.CharField(max_length=160)
    body = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "prospect_mails"

    def __str__(self) -> str:
        return f"mail {self.pk}"
