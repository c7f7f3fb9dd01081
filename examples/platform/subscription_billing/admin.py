"""Billing of subscriptions in the back office."""

from django.contrib import admin

from subscription_billing.models import BillingCustomer, Invoice, Payment


@admin.register(BillingCustomer)
class BillingCustomerAdmin(admin.ModelAdmin):
    list_display = ("customer_no", "ended_at")
    search_fields = ("customer_no",)


@admin.register(Invoice)
class InvoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "issued_on", "net_cents")
    search_fields = ("number",)


@admin.register(Payment)
class PaymentAdmin(admin.ModelAdmin):
    list_display = ("reference", "state", "settled_at")
    search_fields = ("reference",)
