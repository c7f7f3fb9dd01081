"""Surveys on satisfaction: how likely somebody is to recommend the platform."""

from django.db import models


class Score(models.Model):
    """One answer, from 0 to 10."""

    visitor = models.ForeignKey("analytics.Visitor", models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    locale = models.CharField(max_length=5)
    device = models.CharField(max_length=40)
    rated_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "scores"
        constraints = [models.CheckConstraint(condition=models.Q(score__lte=10), name="score_range")]

    def __str__(self) -> str:
        return f"score {self.pk}"
