"""Video conferences: who took part, what was written, recorded and shared."""

from django.db import models


class Meeting(models.Model):
    """A meeting; `code` is what it is called at the provider."""

    code = models.CharField(max_length=16, unique=True)
    topic = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "meetings"

    def __str__(self) -> str:
        return self.code


class Participant(models.Model):
    """Somebody in a meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="participants")
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=40, blank=True)
    device = models.CharField(max_length=80, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "participants"

    def __str__(self) -> str:
        return f"participant {self.pk}"


class RecordingConsent(models.Model):
    """Proof that a participant agreed to being recorded."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="recording_consent")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    text_version = models.CharField(max_length=20)

    class Meta:
        db_table = "recording_consents"

    def __str__(self) -> str:
        return f"consent {self.pk}"


class ChatLine(models.Model):
    """A message in the chat of a meeting."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="lines")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        db_table = "chat_lines"

    def __str__(self) -> str:
        return f"line {self.pk}"


class Recording(models.Model):
    """A recording, filed with the participant who started it; `path` names its file."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="recordings")
    path = models.CharField(max_length=160, unique=True)
    seconds = models.PositiveIntegerField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "recordings"

    def __str__(self) -> str:
        return self.path


class SharedFile(models.Model):
    """A file, a whiteboard or a voice message that a participant left in the meeting; `path` names its file."""

    KINDS = {"file": "Datei", "whiteboard": "Whiteboard", "voicemail": "Sprachnachricht"}

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=12, choices=KINDS)
    path = models.CharField(max_length=160, unique=True)
    shared_at = models.DateTimeField()

    class Meta:
        db_table = "shared_files"

    def __str__(self) -> str:
        return self.path
