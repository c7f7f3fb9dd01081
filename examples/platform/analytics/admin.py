"""Use of the platform in the back office."""

from django.contrib import admin

from analytics.models import Event, Visitor


@admin.register(Visitor)
class VisitorAdmin(admin.ModelAdmin):
    list_display = ("id", "created_at", "ended_at")


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ("kind", "page", "at")
    search_fields = ("page",)
