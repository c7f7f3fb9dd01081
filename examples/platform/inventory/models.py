"""Devices in care, as the remote monitoring sees them: inventory, alerts, checklists."""

from django.db import models


class Device(models.Model):
    """A device of a client and the person who is signed in on it; `returned_on` is the day on which it left our care."""

    KINDS = {"laptop": "Notebook", "desktop": "Arbeitsplatzrechner", "server": "Server", "phone": "Telefon"}

    client = models.ForeignKey("service.Client", models.PROTECT, related_name="devices")
    serial = models.CharField(max_length=40, unique=True)
    hostname = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=KINDS)
    system = models.CharField(max_length=60)
    user_name = models.CharField(max_length=120, null=True, blank=True, db_index=True)
    agent_key = models.CharField(max_length=36, unique=True, help_text="Kennung in der Geräteverwaltung")
    seen_at = models.DateTimeField()
    returned_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "devices"

    def __str__(self) -> str:
        return self.hostname


class Alert(models.Model):
    """A warning that a device raised."""

    SEVERITIES = {"info": "Hinweis", "warning": "Warnung", "critical": "kritisch"}

    device = models.ForeignKey(Device, models.PROTECT, related_name="alerts")
    severity = models.CharField(max_length=8, choices=SEVERITIES)
    text = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "alerts"

    def __str__(self) -> str:
        return f"alert {self.pk}"


class Checklist(models.Model):
    """A round of maintenance on a device and what came of it."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="checklists")
    technician = models.ForeignKey("service.Technician", models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    result = models.CharField(max_length=200)
    done_on = models.DateField(db_index=True)

    class Meta:
        db_table = "checklists"

    def __str__(self) -> str:
        return f"checklist {self.pk}"
