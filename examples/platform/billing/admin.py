"""Mandates, invoices and letters in the back office."""

from django.contrib import admin

from billing.models import Invoice, Letter, Mandate


@admin.register(Mandate)
class MandateAdmin(admin.ModelAdmin):
    list_display = ("reference", "customer", "signed_on", "revoked_on")
    search_fields = ("reference",)
    exclude = ("iban",)


@admin.register(Invoice)
class InvoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "customer", "issued_on", "net_cents", "paid_on")
    search_fields = ("number",)


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ("subject", "customer", "sent_on")
    search_fields = ("subject",)
