"""Newsletter in the back office."""

from django.contrib import admin

from newsletter.models import Consent, Subscriber, Suppressed


@admin.register(Subscriber)
class SubscriberAdmin(admin.ModelAdmin):
    list_display = ("id", "state", "signed_up_at")
    search_fields = ("email",)


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    list_display = ("subscriber", "kind", "confirmed_at", "withdrawn_at")
    search_fields = ("kind",)


@admin.register(Suppressed)
class SuppressedAdmin(admin.ModelAdmin):
    list_display = ("id", "added_at")
    search_fields = ("email_hash",)
