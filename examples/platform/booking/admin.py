"""Appointments in the back office."""

from django.contrib import admin

from booking.models import Booking


@admin.register(Booking)
class BookingAdmin(admin.ModelAdmin):
    list_display = ("id", "starts_at", "ends_at", "confirmed", "concerns_contract")
    search_fields = ("name", "email")
