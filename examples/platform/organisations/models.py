"""Organisations that use the software, who belongs to them, and who was asked to join.

Law: a person may belong to several organisations; leaving one, or the end of one, touches no other. An account comes only
from a sign-up of one's own or from an invitation that the invited person accepts.
"""

from django.db import models


class Organisation(models.Model):
    """A company or a public body. `ended_at` is set when its subscription has come to an end."""

    KINDS = {"company": "Unternehmen", "public_body": "öffentliche Stelle", "association": "Verein"}

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=KINDS, default="company")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "organisations"

    def __str__(self) -> str:
        return self.number


class Membership(models.Model):
    """A person's role in an organisation, until `left_at`."""

    ROLES = {"owner": "Inhaberin oder Inhaber", "admin": "Verwaltung", "member": "Mitglied", "guest": "Gast"}

    account = models.ForeignKey("registration.Account", models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=8, choices=ROLES, default="member")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "memberships"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "organisation"], condition=models.Q(left_at__isnull=True), name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(left_at__isnull=True) | models.Q(left_at__gte=models.F("joined_at")),
                name="membership_order",
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.pk}"


class Invitation(models.Model):
    """A member asks somebody by e-mail to join; the link in it (`token_hash`) makes the account, nobody else does."""

    STATES = {"pending": "offen", "accepted": "angenommen", "withdrawn": "zurückgenommen"}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    invited_by = models.ForeignKey("registration.Account", models.SET_NULL, null=True, blank=True, related_name="invited")
    email = models.EmailField(db_index=True)
    role = models.CharField(max_length=8, choices=Membership.ROLES, default="member")
    token_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=10, choices=STATES, default="pending")
    sent_at = models.DateTimeField(db_index=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "invitations"

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class NoticeSent(models.Model):
    """Proof that a person was told of a version of a document."""

    account = models.ForeignKey("registration.Account", models.CASCADE, related_name="notices")
    document = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "notices_sent"
        constraints = [models.UniqueConstraint(fields=["account", "document", "version"], name="told_once")]
        verbose_name_plural = "notices sent"

    def __str__(self) -> str:
        return f"{self.document} {self.version}"
