"""Statistics of the website: sums per day and page."""

from django.db import models


class Report(models.Model):
    """How often a page was viewed on a day, and for how long in total."""

    day = models.DateField()
    page = models.CharField(max_length=120)
    views = models.PositiveIntegerField()
    seconds = models.PositiveIntegerField()

    class Meta:
        db_table = "reports"
        constraints = [models.UniqueConstraint(fields=["day", "page"], name="page_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.page}"
