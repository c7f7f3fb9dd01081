"""Tariffs and subscriptions in the back office."""

from django.contrib import admin

from subscriptions.models import Subscription, Tariff


@admin.register(Tariff)
class TariffAdmin(admin.ModelAdmin):
    list_display = ("code", "name")
    search_fields = ("code",)


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    list_display = ("account", "state", "deactivated_at")
