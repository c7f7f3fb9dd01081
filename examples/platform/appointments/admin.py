"""Appointments in the back office."""

from django.contrib import admin

from appointments.models import Appointment


@admin.register(Appointment)
class AppointmentAdmin(admin.ModelAdmin):
    list_display = ("code", "topic", "starts_at", "cancelled_at")
    search_fields = ("code", "email")
