"""Answers to surveys in the back office."""

from django.contrib import admin

from surveys.models import Score


@admin.register(Score)
class ScoreAdmin(admin.ModelAdmin):
    list_display = ("score", "rated_at")
