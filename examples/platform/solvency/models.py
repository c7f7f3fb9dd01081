"""Checks before somebody may buy on account."""

from django.db import models


class CreditCheck(models.Model):
    """What the credit agency said, and what was decided; a person can decide anew."""

    DECISIONS = {
        "granted": "Kauf auf Rechnung",
        "refused": "kein Kauf auf Rechnung",
        "reviewed": "von einem Menschen geändert",
    }

    account_no = models.CharField(max_length=12, db_index=True)
    probability = models.DecimalField(max_digits=5, decimal_places=2)
    decision = models.CharField(max_length=8, choices=DECISIONS)
    checked_at = models.DateTimeField(db_index=True)
    contested_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "credit_checks"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=100), name="credit_check_percent"
            )
        ]

    def __str__(self) -> str:
        return f"check {self.pk}"
