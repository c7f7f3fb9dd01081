"""Who changed what in an instance: ids only, never content."""

from django.db import models


class Entry(models.Model):
    """One change of a setting, an account or a right."""

    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=40)
    target_type = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "audit"
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
