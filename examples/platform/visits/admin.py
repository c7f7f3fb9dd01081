"""Audience measurement in the back office."""

from django.contrib import admin

from visits.models import Action, Visit, VisitAction


@admin.register(Visit)
class VisitAdmin(admin.ModelAdmin):
    list_display = ("idvisit", "visit_last_action_time", "location_country", "visit_total_actions")


@admin.register(Action)
class ActionAdmin(admin.ModelAdmin):
    list_display = ("idaction", "name")
    search_fields = ("name",)


@admin.register(VisitAction)
class VisitActionAdmin(admin.ModelAdmin):
    list_display = ("idlink_va", "visit", "action", "server_time")
