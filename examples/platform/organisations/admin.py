"""Organisations in the back office."""

from django.contrib import admin

from organisations.models import Invitation, Membership, NoticeSent, Organisation


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ("number", "name", "kind", "created_at", "ended_at")
    list_filter = ("kind",)
    search_fields = ("number", "name")


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    list_display = ("account", "organisation", "role", "joined_at", "left_at")
    list_filter = ("role",)


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ("organisation", "state", "sent_at", "answered_at")
    list_filter = ("state",)
    exclude = ("token_hash",)


@admin.register(NoticeSent)
class NoticeSentAdmin(admin.ModelAdmin):
    list_display = ("account", "document", "version", "sent_at")
