"""Webhooks in the back office."""

from django.contrib import admin

from webhooks.models import Webhook


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    list_display = ("id", "kind", "active", "created_at")
    search_fields = ("kind",)
    exclude = ("url", "secret")
