"""The affiliate programme: clicks on advertisements of partners, and the order that followed."""

from django.db import models


class Click(models.Model):
    """A click on a partner's advertisement; `order_no` is set when an order was attributed to it."""

    visitor_no = models.CharField(max_length=32, db_index=True)
    publisher = models.CharField(max_length=20, db_index=True)
    advertisement = models.CharField(max_length=60)
    referrer = models.CharField(max_length=200, blank=True)
    device = models.CharField(max_length=40)
    browser = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    order_no = models.CharField(max_length=24, blank=True)
    ordered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "clicks"

    def __str__(self) -> str:
        return f"click {self.pk}"
