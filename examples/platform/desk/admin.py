"""Requests in the back office."""

from django.contrib import admin

from desk.models import Request


@admin.register(Request)
class RequestAdmin(admin.ModelAdmin):
    list_display = ("number", "kind", "received_at", "due_on", "outcome", "closed_at")
    list_filter = ("kind", "outcome")
    search_fields = ("number", "email")
