"""Remote sessions in the back office."""

from django.contrib import admin

from remote.models import Session


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    list_display = ("id", "requester", "technician", "started_at", "ended_at")
    search_fields = ("ticket_number",)
