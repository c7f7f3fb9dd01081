"""Applications in the back office."""

from django.contrib import admin

from applications.models import Application


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ("id", "position", "received_at", "decided_on", "outcome")
    search_fields = ("email", "position")
