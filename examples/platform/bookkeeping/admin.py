"""Books of customers in the back office."""

from django.contrib import admin

from bookkeeping.models import Booking, Client, Partner, Voucher


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):
    list_display = ("client_no", "ended_at")
    search_fields = ("client_no",)


@admin.register(Partner)
class PartnerAdmin(admin.ModelAdmin):
    list_display = ("number", "client_no", "released_at")
    search_fields = ("number",)
    exclude = ("iban",)


@admin.register(Voucher)
class VoucherAdmin(admin.ModelAdmin):
    list_display = ("number", "issued_on")
    search_fields = ("number",)


@admin.register(Booking)
class BookingAdmin(admin.ModelAdmin):
    list_display = ("id", "booked_on")
