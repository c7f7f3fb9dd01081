"""Clicks of the affiliate programme in the back office."""

from django.contrib import admin

from affiliate.models import Click


@admin.register(Click)
class ClickAdmin(admin.ModelAdmin):
    list_display = ("publisher", "at")
    search_fields = ("publisher",)
