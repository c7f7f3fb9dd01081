"""Live chat and tickets of one instance. Attachments belong to a message or a ticket; the file lies beside the database."""

from django.db import models


class Contact(models.Model):
    """A visitor who wrote to our customer."""

    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "contacts"

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Conversation(models.Model):
    """One chat, from opening to end."""

    STATES = {"open": "offen", "waiting": "wartet", "closed": "geschlossen"}

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="conversations")
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    started_at = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "conversations"

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """A text or a change of state within a conversation; `user` is empty when the visitor wrote."""

    KINDS = {"text": "Text", "state": "Statusänderung"}

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    user = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS, default="text")
    body = models.TextField()
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "messages"

    def __str__(self) -> str:
        return f"message {self.pk}"


class Ticket(models.Model):
    """A request that is worked on until it is closed."""

    number = models.CharField(max_length=16, unique=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="tickets")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="tickets")
    assignee = models.ForeignKey("accounts.User", models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=160)
    body = models.TextField()
    state = models.CharField(max_length=8, default="open", db_index=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "tickets"

    def __str__(self) -> str:
        return self.number


class Attachment(models.Model):
    """A file that came with a message or a ticket; `storage_key` is its path below the instance's folder."""

    OWNERS = {"message": "Nachricht", "ticket": "Ticket"}

    owner_type = models.CharField(max_length=8, choices=OWNERS)
    owner_id = models.BigIntegerField()
    storage_key = models.CharField(max_length=120, unique=True)
    filename = models.CharField(max_length=120)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "attachments"
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="attachments_owner")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Statistic(models.Model):
    """Sums of one day: no person, no id of one."""

    day = models.DateField(unique=True)
    chats = models.PositiveIntegerField()
    tickets = models.PositiveIntegerField()
    median_reply_seconds = models.PositiveIntegerField()

    class Meta:
        db_table = "statistics"

    def __str__(self) -> str:
        return str(self.day)
