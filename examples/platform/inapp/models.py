"""Messages between the platform and the people who use it: help by chat, and hints that are sent by themselves."""

from django.db import models


class Conversation(models.Model):
    """One chat with our service; whoever asks before registering is known by the address only."""

    email = models.EmailField(db_index=True)
    account_no = models.CharField(max_length=12, blank=True, db_index=True)
    subject = models.CharField(max_length=160)
    started_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "conversations"

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """One message; `by_service` tells who wrote it."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    by_service = models.BooleanField()
    body = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "messages"

    def __str__(self) -> str:
        return f"message {self.pk}"


class Hint(models.Model):
    """A hint on how to use the platform that went out by itself; nobody gets one after an objection."""

    CHANNELS = {"mail": "E-Mail", "in_app": "auf der Plattform", "push": "Push"}

    email = models.EmailField(db_index=True)
    account_no = models.CharField(max_length=12, db_index=True)
    channel = models.CharField(max_length=8, choices=CHANNELS)
    topic = models.CharField(max_length=60)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "hints"

    def __str__(self) -> str:
        return f"hint {self.pk}"


class HintObjection(models.Model):
    """Somebody objected to hints; stays until the account has gone."""

    email = models.EmailField(unique=True)
    objected_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "hint_objections"

    def __str__(self) -> str:
        return f"objection {self.pk}"
