"""Notifications to services that the customer connects."""

from django.db import models

from house.sealed import SealedField


class Webhook(models.Model):
    """Where to send notifications; address and secret are stored encrypted."""

    KINDS = {"slack": "Slack", "discord": "Discord", "bark": "Bark"}

    kind = models.CharField(max_length=8, choices=KINDS)
    url = SealedField()
    secret = SealedField()
    active = models.BooleanField(default=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="webhooks")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "webhooks"

    def __str__(self) -> str:
        return f"webhook {self.pk}"
