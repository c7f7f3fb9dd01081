"""Enquiries in the back office."""

from django.contrib import admin

from enquiries.models import Enquiry


@admin.register(Enquiry)
class EnquiryAdmin(admin.ModelAdmin):
    list_display = ("id", "subject", "received_at", "settled_at", "business_letter")
    search_fields = ("subject",)
