"""Enquiries from the contact form of the website."""

from django.db import models


class Enquiry(models.Model):
    """What somebody wrote; `settled_at` is set when it has been answered, `business_letter` when a duty keeps it."""

    name = models.CharField(max_length=120)
    email = models.EmailField()
    subject = models.CharField(max_length=160)
    message = models.TextField()
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, db_index=True)
    business_letter = models.BooleanField(default=False)

    class Meta:
        db_table = "enquiries"
        verbose_name_plural = "enquiries"

    def __str__(self) -> str:
        return f"enquiry {self.pk}"
