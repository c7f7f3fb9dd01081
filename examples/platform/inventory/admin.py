"""Devices in the back office."""

from django.contrib import admin

from inventory.models import Alert, Checklist, Device


@admin.register(Device)
class DeviceAdmin(admin.ModelAdmin):
    list_display = ("hostname", "client", "kind", "seen_at", "returned_on")
    search_fields = ("hostname", "serial")


@admin.register(Alert)
class AlertAdmin(admin.ModelAdmin):
    list_display = ("id", "device", "severity", "raised_at", "cleared_at")


@admin.register(Checklist)
class ChecklistAdmin(admin.ModelAdmin):
    list_display = ("id", "device", "technician", "done_on")
    search_fields = ("title",)
