"""Chats and tickets in the back office."""

from django.contrib import admin

from support.models import Attachment, Contact, Conversation, Message, Statistic, Ticket


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display = ("id", "name", "created_at")
    search_fields = ("name", "email")


@admin.register(Conversation)
class ConversationAdmin(admin.ModelAdmin):
    list_display = ("id", "subject", "state", "started_at", "ended_at")
    search_fields = ("subject",)


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("id", "conversation", "kind", "sent_at")


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    list_display = ("number", "subject", "state", "opened_at", "closed_at")
    search_fields = ("number", "subject")


@admin.register(Attachment)
class AttachmentAdmin(admin.ModelAdmin):
    list_display = ("id", "filename", "owner_type", "size")
    search_fields = ("filename",)


@admin.register(Statistic)
class StatisticAdmin(admin.ModelAdmin):
    list_display = ("day", "chats", "tickets", "median_reply_seconds")
