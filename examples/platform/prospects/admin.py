"""Prospects in the back office."""

from django.contrib import admin

from prospects.models import CallNote, Prospect, ProspectMail


@admin.register(Prospect)
class ProspectAdmin(admin.ModelAdmin):
    list_display = ("id", "company", "stage", "last_contact_on")
    list_filter = ("stage",)
    search_fields = ("company", "email")


@admin.register(CallNote)
class CallNoteAdmin(admin.ModelAdmin):
    list_display = ("id", "prospect", "held_on")


@admin.register(ProspectMail)
class ProspectMailAdmin(admin.ModelAdmin):
    list_display = ("id", "prospect", "direction", "at")
