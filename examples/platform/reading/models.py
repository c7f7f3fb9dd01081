"""How a newsletter is read: opens and clicks of subscribers who agreed, and what they say about themselves."""

from django.db import models

from newsletter.models import Subscriber


class Profile(models.Model):
    """Voluntary details by which issues are sent to groups of readers."""

    GENDERS = {"f": "weiblich", "m": "männlich", "d": "divers"}

    subscriber = models.OneToOneField(Subscriber, models.CASCADE, related_name="profile")
    gender = models.CharField(max_length=1, choices=GENDERS, null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=80, null=True, blank=True)

    class Meta:
        db_table = "profiles"

    def __str__(self) -> str:
        return f"profile {self.pk}"


class Open(models.Model):
    """An issue that was opened, or a link in it that was followed."""

    KINDS = {"open": "geöffnet", "click": "geklickt"}

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="opens")
    issue = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=KINDS)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "opens"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
