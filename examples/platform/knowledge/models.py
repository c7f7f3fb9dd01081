"""The knowledge base of one instance."""

from django.db import models


class Article(models.Model):
    """A page of help, with the colleague who wrote it."""

    author = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="articles")
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    body = models.TextField()
    published = models.BooleanField(default=False)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "articles"

    def __str__(self) -> str:
        return self.title
