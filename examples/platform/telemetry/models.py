"""Traces of requests that were slow or failed. Measurements of the machines are files and no part of this database."""

from django.db import models


class Trace(models.Model):
    """One request; `account_no` is empty for people who objected."""

    trace_id = models.CharField(max_length=32, unique=True)
    host = models.CharField(max_length=40)
    route = models.CharField(max_length=80)
    status = models.PositiveSmallIntegerField()
    milliseconds = models.PositiveIntegerField()
    account_no = models.CharField(max_length=12, blank=True, db_index=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "traces"

    def __str__(self) -> str:
        return self.trace_id
