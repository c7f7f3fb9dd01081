"""Choices in the banner in the back office."""

from django.contrib import admin

from choices.models import Choice


@admin.register(Choice)
class ChoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "statistics", "marketing", "captcha", "chosen_at")
    search_fields = ("number",)
