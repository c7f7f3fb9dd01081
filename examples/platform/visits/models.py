"""Audience measurement, with tables and columns named as Matomo names them. Addresses are shortened before they get here."""

from django.db import models


class Visit(models.Model):
    """A visit; `idvisitor` is the random number of the cookie, `location_ip` has lost its last two bytes."""

    idvisit = models.BigAutoField(primary_key=True)
    idvisitor = models.CharField(max_length=16, db_index=True)
    visit_first_action_time = models.DateTimeField()
    visit_last_action_time = models.DateTimeField(db_index=True)
    location_ip = models.CharField(max_length=45)
    location_country = models.CharField(max_length=2)
    location_region = models.CharField(max_length=3, blank=True)
    referer_url = models.CharField(max_length=200, blank=True)
    config_browser_name = models.CharField(max_length=12)
    config_os = models.CharField(max_length=12)
    visit_total_actions = models.PositiveIntegerField()

    class Meta:
        db_table = "log_visit"

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Action(models.Model):
    """A page or download."""

    idaction = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        db_table = "log_action"

    def __str__(self) -> str:
        return self.name


class VisitAction(models.Model):
    """A page view or click in a visit."""

    idlink_va = models.BigAutoField(primary_key=True)
    visit = models.ForeignKey(Visit, models.CASCADE, db_column="idvisit", related_name="actions")
    action = models.ForeignKey(Action, models.PROTECT, db_column="idaction_url")
    server_time = models.DateTimeField()
    time_spent = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "log_link_visit_action"

    def __str__(self) -> str:
        return f"action {self.pk}"
