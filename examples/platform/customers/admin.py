"""Customers, their plans and instances in the back office."""

from django.contrib import admin

from customers.models import Customer, Instance, NoticeSent, Plan


@admin.register(Plan)
class PlanAdmin(admin.ModelAdmin):
    list_display = ("name", "monthly_cents", "agents")


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = ("number", "company", "city", "created_at")
    search_fields = ("number", "company", "name")


@admin.register(Instance)
class InstanceAdmin(admin.ModelAdmin):
    list_display = ("id", "customer", "plan", "state", "booked_from", "booked_until")
    search_fields = ("id",)


@admin.register(NoticeSent)
class NoticeSentAdmin(admin.ModelAdmin):
    list_display = ("customer", "document", "version", "sent_at")
    search_fields = ("version",)
