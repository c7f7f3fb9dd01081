"""Chats and hints in the back office."""

from django.contrib import admin

from inapp.models import Conversation, Hint, HintObjection, Message


@admin.register(Conversation)
class ConversationAdmin(admin.ModelAdmin):
    list_display = ("id", "started_at", "closed_at")
    search_fields = ("email",)


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    list_display = ("id", "sent_at")


@admin.register(Hint)
class HintAdmin(admin.ModelAdmin):
    list_display = ("channel", "topic", "sent_at")
    search_fields = ("topic",)


@admin.register(HintObjection)
class HintObjectionAdmin(admin.ModelAdmin):
    list_display = ("id", "objected_at")
