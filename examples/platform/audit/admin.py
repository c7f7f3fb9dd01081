"""Audit trail in the back office."""

from django.contrib import admin

from audit.models import Entry


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):
    list_display = ("at", "action", "target_type", "target_id")
    search_fields = ("action",)
