"""Faults in the back office."""

from django.contrib import admin

from errors.models import AbuseScore, Fault


@admin.register(Fault)
class FaultAdmin(admin.ModelAdmin):
    list_display = ("id", "status", "path", "at", "resolved_at")
    list_filter = ("status",)


@admin.register(AbuseScore)
class AbuseScoreAdmin(admin.ModelAdmin):
    list_display = ("id", "invitations", "outcome", "judged_at")
    list_filter = ("outcome",)
