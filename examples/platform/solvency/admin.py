"""Checks of solvency in the back office."""

from django.contrib import admin

from solvency.models import CreditCheck


@admin.register(CreditCheck)
class CreditCheckAdmin(admin.ModelAdmin):
    list_display = ("account_no", "decision", "checked_at")
    search_fields = ("account_no",)
