"""Customer management in the back office."""

from django.contrib import admin

from crm.models import Contact, Deal, Invoice, Lead, Letter, Note, Notice


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    list_display = ("number", "company", "since", "ended_on")
    search_fields = ("number", "company", "name", "email")


@admin.register(Deal)
class DealAdmin(admin.ModelAdmin):
    list_display = ("contact", "title", "stage", "opened_on")
    search_fields = ("title",)


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin):
    list_display = ("contact", "written_at")


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):
    list_display = ("contact", "document", "version", "sent_at")


@admin.register(Letter)
class LetterAdmin(admin.ModelAdmin):
    list_display = ("contact", "subject", "sent_on")
    search_fields = ("subject",)


@admin.register(Invoice)
class InvoiceAdmin(admin.ModelAdmin):
    list_display = ("number", "contact", "issued_on", "paid_on")
    search_fields = ("number",)


@admin.register(Lead)
class LeadAdmin(admin.ModelAdmin):
    list_display = ("id", "company", "source", "told_at", "last_contact_on")
    search_fields = ("company", "email")
