"""The service desk in the back office."""

from django.contrib import admin

from service.models import Client, Handling, Instruction, Message, Requester, TechnicalContact, Technician, Ticket


@admin.register(Client)
class ClientAdmin(admin.ModelAdmin):
    list_display = ("number", "company", "level", "care_from", "care_until")
    search_fields = ("number", "company")


@admin.register(Instruction)
class InstructionAdmin(admin.ModelAdmin):
    list_display = ("client", "kind", "given_on", "confirmed_on")
    search_fields = ("text",)


@admin.register(Requester)
class RequesterAdmin(admin.ModelAdmin):
    list_display = ("id", "client", "created_at")
    search_fields = ("name", "email")


@admin.register(TechnicalContact)
class TechnicalContactAdmin(admin.ModelAdmin):
    list_display = ("id", "client")
    search_fields = ("name", "email")


@admin.register(Technician)
class TechnicianAdmin(admin.ModelAdmin):
    list_display = ("number", "shift", "left_on")
    search_fields = ("number", "name")


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ("number", "requester", "technician", "priority", "state", "opened_at")
    search_fields = ("number", "subject")


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("id", "ticket", "kind", "sent_at")


@admin.register(Handling)
class HandlingAdmin(admin.ModelAdmin):
    list_display = ("id", "shift", "step", "minutes", "at")
