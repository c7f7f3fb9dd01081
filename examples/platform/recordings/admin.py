"""Recordings in the back office."""

from django.contrib import admin

from recordings.models import Recording


@admin.register(Recording)
class RecordingAdmin(admin.ModelAdmin):
    list_display = ("id", "recorded_at")
