"""Proofs of identity that a person sent with a request (Art. 12(6) GDPR); they go soon after they were looked at."""

from django.db import models

from desk.models import Request


class IdentityProof(models.Model):
    """A document that shows who is asking; `checked_at` is set when somebody has looked at it."""

    KINDS = {
        "id_card": "geschwärzte Ausweiskopie",
        "callback": "Rückruf",
        "account": "Anmeldung im Konto",
        "letter": "Brief",
    }
    RESULTS = {"confirmed": "bestätigt", "doubtful": "zweifelhaft"}

    request = models.ForeignKey(Request, models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=12, choices=KINDS)
    file = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)
    result = models.CharField(max_length=12, choices=RESULTS, null=True, blank=True)

    class Meta:
        db_table = "identity_proofs"

    def __str__(self) -> str:
        return f"proof {self.pk}"
