"""The request desk: what people asked for under Art. 15 to 22 GDPR and Art. 7(3), and what came of it.

One table for every company; the proofs of identity lie in the app `identity`, because not every company asks for one.
"""

from django.db import models


class Request(models.Model):
    """One request of one person. `due_on` is set on the day of receipt (Art. 12(3)); `closed_at` ends the case."""

    KINDS = {
        "access": "Auskunft",
        "rectification": "Berichtigung",
        "erasure": "Löschung",
        "restriction": "Einschränkung",
        "portability": "Datenübertragung",
        "objection": "Widerspruch",
        "withdrawal": "Widerruf einer Einwilligung",
        "copy": "Kopie von Garantien für eine Übermittlung",
        "other": "Sonstiges",
    }
    CHANNELS = {"mail": "E-Mail", "post": "Brief", "phone": "Telefon", "form": "Formular", "account": "Konto"}
    OUTCOMES = {"granted": "erfüllt", "partly": "teilweise erfüllt", "refused": "abgelehnt", "none": "gegenstandslos"}

    number = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=16, choices=KINDS)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(db_index=True)
    wish = models.TextField()
    against = models.CharField(max_length=60, blank=True, help_text="Verarbeitung, gegen die sich ein Widerspruch richtet")
    received_at = models.DateTimeField(db_index=True)
    due_on = models.DateField(db_index=True)
    extended_until = models.DateField(null=True, blank=True)
    extension_reason = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES, null=True, blank=True)
    answer = models.TextField(blank=True)
    grounds = models.CharField(max_length=200, blank=True, help_text="Norm, auf die sich eine Ablehnung stützt")
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "requests"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True) | models.Q(outcome__isnull=False), name="requests_closed_decided"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="refused") | ~models.Q(grounds=""), name="requests_refused_grounds"
            ),
        ]

    def __str__(self) -> str:
        return self.number
