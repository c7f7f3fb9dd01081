"""Tariffs, and the way of an account from its trial to its end."""

from django.db import models


class Tariff(models.Model):
    """What can be booked."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=40)
    monthly_cents = models.PositiveIntegerField()

    class Meta:
        db_table = "tariffs"

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """The one subscription of an account: trial, then a tariff; `deactivated_at` is the moment at which access ended."""

    STATES = {"trial": "Testzeitraum", "active": "aktiv", "terminated": "gekündigt", "deactivated": "abgeschaltet"}

    account = models.OneToOneField("registration.Account", models.PROTECT, related_name="subscription")
    tariff = models.ForeignKey(Tariff, models.PROTECT, related_name="subscriptions")
    state = models.CharField(max_length=12, choices=STATES, default="trial", db_index=True)
    trial_started_at = models.DateTimeField()
    trial_ends_at = models.DateTimeField(db_index=True)
    booked_at = models.DateTimeField(null=True, blank=True)
    terminated_at = models.DateTimeField(null=True, blank=True)
    deactivated_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "subscriptions"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="deactivated") | models.Q(deactivated_at__isnull=False),
                name="subscription_deactivated_when",
            )
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"
