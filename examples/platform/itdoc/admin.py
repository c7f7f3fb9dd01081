"""Documentation in the back office; passwords are never shown."""

from django.contrib import admin

from itdoc.models import Credential, Page


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    list_display = ("title", "client", "updated_at")
    search_fields = ("title",)


@admin.register(Credential)
class CredentialAdmin(admin.ModelAdmin):
    list_display = ("label", "client", "username", "changed_at")
    search_fields = ("label",)
    exclude = ("secret",)
