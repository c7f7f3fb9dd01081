"""Video conferences in the back office."""

from django.contrib import admin

from meetings.models import ChatLine, Meeting, Participant, Recording, RecordingConsent, SharedFile


@admin.register(Meeting)
class MeetingAdmin(admin.ModelAdmin):
    list_display = ("code", "topic", "starts_at")
    search_fields = ("code", "topic")


@admin.register(Participant)
class ParticipantAdmin(admin.ModelAdmin):
    list_display = ("id", "meeting", "joined_at", "left_at")
    search_fields = ("email",)


@admin.register(ChatLine)
class ChatLineAdmin(admin.ModelAdmin):
    list_display = ("participant", "at")


@admin.register(RecordingConsent)
class RecordingConsentAdmin(admin.ModelAdmin):
    list_display = ("participant", "given_at", "withdrawn_at")


@admin.register(Recording)
class RecordingAdmin(admin.ModelAdmin):
    list_display = ("path", "participant", "made_at")
    search_fields = ("path",)


@admin.register(SharedFile)
class SharedFileAdmin(admin.ModelAdmin):
    list_display = ("path", "kind", "shared_at")
    search_fields = ("path",)
