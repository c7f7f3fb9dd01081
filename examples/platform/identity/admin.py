"""Proofs of identity in the back office."""

from django.contrib import admin

from identity.models import IdentityProof


@admin.register(IdentityProof)
class IdentityProofAdmin(admin.ModelAdmin):
    list_display = ("request", "kind", "received_at", "checked_at", "result")
    search_fields = ("request__number",)
