"""Registered people in the back office; hashes of passwords and links are never shown."""

from django.contrib import admin

from registration.models import Account, AccountConsent, Confirmation, PasswordReset, Session, Signup


@admin.register(Account)
class AccountAdmin(admin.ModelAdmin):
    list_display = ("number", "state", "created_at", "closed_at")
    list_filter = ("state",)
    search_fields = ("number", "email")
    exclude = ("password",)


@admin.register(Signup)
class SignupAdmin(admin.ModelAdmin):
    list_display = ("account", "at")


@admin.register(Confirmation)
class ConfirmationAdmin(admin.ModelAdmin):
    list_display = ("account", "sent_at", "used_at")
    exclude = ("token_hash",)


@admin.register(PasswordReset)
class PasswordResetAdmin(admin.ModelAdmin):
    list_display = ("account", "requested_at", "used_at")
    exclude = ("token_hash",)


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    list_display = ("account", "started_at", "expires_at", "ended_at")
    exclude = ("key_hash",)


@admin.register(AccountConsent)
class AccountConsentAdmin(admin.ModelAdmin):
    list_display = ("account", "kind", "given_at", "withdrawn_at")
    list_filter = ("kind",)
