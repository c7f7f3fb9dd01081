"""People who registered themselves: account, circumstances of the sign-up, confirmation, reset, sessions, consents.

Law: `password` holds a hash only; links are stored as hashes of their tokens; where somebody signed up from lies apart from
the account, so that it can go first.
"""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    """A registered person. `pending` until the address is confirmed; `closed` from the end of use until it is deleted.

    `visitor_no` is the number under which use is analysed elsewhere; it is empty without a consent to that. `email` is
    emptied where a row has to stay after its person has gone, because a proof of consent hangs on it.
    """

    STATES = {"pending": "unbestätigt", "active": "aktiv", "closed": "geschlossen"}

    number = models.CharField(max_length=12, unique=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    first_name = models.CharField(max_length=60)
    last_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, null=True, blank=True)
    street = models.CharField(max_length=120, null=True, blank=True)
    postcode = models.CharField(max_length=10, null=True, blank=True)
    city = models.CharField(max_length=80, null=True, blank=True)
    country = models.CharField(max_length=2, null=True, blank=True)
    planned_use = models.CharField(max_length=200, null=True, blank=True)
    language = models.CharField(max_length=2, default="de")
    visitor_no = models.CharField(max_length=32, unique=True, null=True, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default="pending", db_index=True)
    created_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    erasure_requested_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = BaseUserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        db_table = "accounts"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="active") | models.Q(confirmed_at__isnull=False),
                name="account_confirmed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | models.Q(closed_at__isnull=False), name="account_closed_when"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Signup(models.Model):
    """From where and when an account was registered; kept for days to recognise sign-ups by machines."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="signups")
    ip = models.GenericIPAddressField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "signups"

    def __str__(self) -> str:
        return f"signup {self.pk}"


class Confirmation(models.Model):
    """A link that confirms an address: the first one, or a new one (`email`) to which the account will change."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="confirmations")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "confirmations"

    def __str__(self) -> str:
        return f"confirmation {self.pk}"


class PasswordReset(models.Model):
    """A link by which a forgotten password is replaced; works once and for an hour."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="resets")
    token_hash = models.CharField(max_length=64, unique=True)
    requested_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "password_resets"

    def __str__(self) -> str:
        return f"reset {self.pk}"


class Session(models.Model):
    """A browser that is signed in; `ended_at` is set by signing out or when the session expires."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    ip = models.GenericIPAddressField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "sessions"

    def __str__(self) -> str:
        return f"session {self.pk}"


class AccountConsent(models.Model):
    """Proof of a choice of somebody with an account, in the banner or in the settings: text, moment and withdrawal."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=20)
    given_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, db_index=True)
    text_version = models.CharField(max_length=20)

    class Meta:
        db_table = "consents"
        indexes = [models.Index(fields=["kind", "withdrawn_at"], name="account_consents_open")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="account_consent_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text_version}"
