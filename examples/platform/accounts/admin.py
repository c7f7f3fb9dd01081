"""Accounts and rights in the back office."""

from django.contrib import admin

from accounts.models import Permission, Role, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ("username", "active", "last_login")
    search_fields = ("username",)
    exclude = ("password",)


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Permission)
class PermissionAdmin(admin.ModelAdmin):
    list_display = ("code",)
    search_fields = ("code",)
