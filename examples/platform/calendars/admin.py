"""Connected calendars in the back office; neither tokens nor titles are shown."""

from django.contrib import admin

from calendars.models import Calendar, CalendarEntry


@admin.register(Calendar)
class CalendarAdmin(admin.ModelAdmin):
    list_display = ("account", "service", "connected_at", "disconnected_at")
    exclude = ("token",)


@admin.register(CalendarEntry)
class CalendarEntryAdmin(admin.ModelAdmin):
    list_display = ("calendar", "starts_at", "ends_at")
    exclude = ("title",)
