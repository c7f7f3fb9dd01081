"""Letters that we post for customers: who gets them, and the file that is printed."""

from django.db import models


class LetterJob(models.Model):
    """One letter. `pdf_key` is the path of the file below the folder of letters; both go soon after dispatch."""

    STATES = {"queued": "wartet", "sent": "versandt"}

    partner = models.ForeignKey("bookkeeping.Partner", models.PROTECT, related_name="letters")
    name = models.CharField(max_length=120)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    pdf_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, choices=STATES, default="queued")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "letter_jobs"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="letter_sent_when"
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
