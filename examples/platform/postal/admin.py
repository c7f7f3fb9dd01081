"""Letters to be posted in the back office."""

from django.contrib import admin

from postal.models import LetterJob


@admin.register(LetterJob)
class LetterJobAdmin(admin.ModelAdmin):
    list_display = ("id", "state", "sent_at")
