"""Events in the back office."""

from django.contrib import admin

from events.models import Event, Guest, Need


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ("title", "place", "held_on")
    search_fields = ("title",)


@admin.register(Guest)
class GuestAdmin(admin.ModelAdmin):
    list_display = ("id", "event", "event_on", "came")
    search_fields = ("email",)


@admin.register(Need)
class NeedAdmin(admin.ModelAdmin):
    list_display = ("guest", "consented_at")
