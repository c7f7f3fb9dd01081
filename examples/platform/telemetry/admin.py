"""Traces in the back office."""

from django.contrib import admin

from telemetry.models import Trace


@admin.register(Trace)
class TraceAdmin(admin.ModelAdmin):
    list_display = ("trace_id", "route", "status", "at")
    search_fields = ("trace_id",)
