"""The newsletter: who gets it, what proves it, and who must never get it again."""

from django.db import models


class Subscriber(models.Model):
    """Somebody who signed up; `pending` until the link in the first mail was opened. Emptied after unsubscribing."""

    STATES = {"pending": "unbestätigt", "active": "bestätigt", "unsubscribed": "abgemeldet"}

    email = models.EmailField(null=True, blank=True, db_index=True)
    name = models.CharField(max_length=120, null=True, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default="pending")
    signed_up_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "subscribers"

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Consent(models.Model):
    """Proof of a consent: written when it is confirmed, closed when it is withdrawn."""

    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_index=True)
    text_version = models.CharField(max_length=20)

    class Meta:
        db_table = "consents"
        indexes = [models.Index(fields=["kind", "withdrawn_at"], name="consents_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.text_version}"


class Suppressed(models.Model):
    """A keyed hash of an address that must not be written to again."""

    email_hash = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "suppressed"
        verbose_name_plural = "suppressed"

    def __str__(self) -> str:
        return f"suppressed {self.pk}"
