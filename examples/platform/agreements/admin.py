"""Agreements in the back office."""

from django.contrib import admin

from agreements.models import AnnualInvoice, AnnualSubscription, Payer


@admin.register(Payer)
class PayerAdmin(admin.ModelAdmin):
    list_display = ("organisation_no", "company", "created_at", "ended_on")
    search_fields = ("organisation_no", "company")


@admin.register(AnnualSubscription)
class AnnualSubscriptionAdmin(admin.ModelAdmin):
    list_display = ("payer", "plan", "seats", "started_on", "runs_until", "effective_on")
    list_filter = ("plan",)


@admin.register(AnnualInvoice)
class AnnualInvoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "payer", "issued_on", "paid_on")
    search_fields = ("number",)
