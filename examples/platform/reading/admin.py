"""Reading of the newsletter in the back office."""

from django.contrib import admin

from reading.models import Open, Profile


@admin.register(Profile)
class ProfileAdmin(admin.ModelAdmin):
    list_display = ("subscriber", "birth_year", "place")


@admin.register(Open)
class OpenAdmin(admin.ModelAdmin):
    list_display = ("subscriber", "issue", "kind", "at")
    search_fields = ("issue",)
