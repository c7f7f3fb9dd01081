"""Documentation of clients' systems: pages with their contact persons, and the credentials that care needs."""

from django.db import models

from house.sealed import SealedField


class Page(models.Model):
    """A page about a client's system; `technical_contact` is whom to ask there."""

    client = models.ForeignKey("service.Client", models.PROTECT, related_name="pages")
    author = models.ForeignKey("service.Technician", models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    body = models.TextField()
    technical_contact = models.CharField(max_length=160)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "pages"
        constraints = [models.UniqueConstraint(fields=["client", "title"], name="page_once")]

    def __str__(self) -> str:
        return self.title


class Credential(models.Model):
    """An account on a client's system; the password is stored encrypted with a key outside the database."""

    client = models.ForeignKey("service.Client", models.PROTECT, related_name="credentials")
    label = models.CharField(max_length=120)
    username = models.CharField(max_length=120)
    secret = SealedField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "credentials"

    def __str__(self) -> str:
        return self.label
