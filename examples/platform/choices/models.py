"""Proof of what visitors chose in the banner: a random number that lies in their browser, the choice, the text they saw."""

from django.db import models


class Choice(models.Model):
    """A choice; a new one is a new row, and closes the one before."""

    number = models.CharField(max_length=32, db_index=True)
    statistics = models.BooleanField()
    marketing = models.BooleanField()
    captcha = models.BooleanField()
    chosen_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    text_version = models.CharField(max_length=20)

    class Meta:
        db_table = "choices"

    def __str__(self) -> str:
        return f"choice {self.pk}"
