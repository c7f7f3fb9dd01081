"""Recordings of how people use the platform during their trial; the address is shortened before it is stored."""

from django.db import models


class Recording(models.Model):
    """One recorded visit."""

    visitor = models.ForeignKey("analytics.Visitor", models.CASCADE, related_name="recordings")
    ip = models.GenericIPAddressField()
    screen = models.CharField(max_length=12)
    device = models.CharField(max_length=40)
    browser = models.CharField(max_length=40)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=5)
    steps = models.JSONField()
    recorded_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "recordings"

    def __str__(self) -> str:
        return f"recording {self.pk}"
