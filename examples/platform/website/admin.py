"""Website statistics in the back office."""

from django.contrib import admin

from website.models import Report


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ("day", "page", "views", "seconds")
    search_fields = ("page",)
