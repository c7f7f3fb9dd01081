"""Clients' contacts and papers in the back office."""

from django.contrib import admin

from erp.models import Contact, Invoice, Letter, NoticeSent, Offer, Order, OrderForm, Product, Supplier


@admin.register(Product)
class ProductAdmin(admin.ModelAdmin):
    list_display = ("code", "name", "unit", "net_cents")
    search_fields = ("code", "name")


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display = ("number", "company", "created_on", "ended_on")
    search_fields = ("number", "company", "email")


@admin.register(OrderForm)
class OrderFormAdmin(admin.ModelAdmin):
    list_display = ("id", "received_at", "settled_at")
    search_fields = ("contact_email",)


@admin.register(Offer)
class OfferAdmin(admin.ModelAdmin):
    list_display = ("number", "contact", "issued_on", "valid_until", "state")
    search_fields = ("number",)


@admin.register(Order)
class OrderAdmin(admin.ModelAdmin):
    list_display = ("number", "contact", "ordered_on", "completed_on")
    search_fields = ("number",)


@admin.register(Invoice)
class InvoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "contact", "issued_on", "payment_state", "paid_on")
    search_fields = ("number",)


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ("subject", "contact", "direction", "sent_on")
    search_fields = ("subject",)


@admin.register(Supplier)
class SupplierAdmin(admin.ModelAdmin):
    list_display = ("number", "company", "ended_on")
    search_fields = ("number", "company", "email")


@admin.register(NoticeSent)
class NoticeSentAdmin(admin.ModelAdmin):
    list_display = ("contact", "document", "version", "sent_at")
