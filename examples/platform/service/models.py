"""The service desk of an IT provider: companies in its care, who asks for help there, technicians, tickets and messages."""

from django.db import models


class Client(models.Model):
    """A company in care and what was agreed. `handed_over_on`: its documentation was returned."""

    LEVELS = {"basic": "werktags", "plus": "werktags, 4 Stunden", "always": "rund um die Uhr"}

    number = models.CharField(max_length=12, unique=True, help_text="Nummer im ERP")
    company = models.CharField(max_length=160)
    level = models.CharField(max_length=8, choices=LEVELS, default="basic")
    response_hours = models.PositiveSmallIntegerField(default=8)
    care_from = models.DateField()
    care_until = models.DateField(null=True, blank=True, db_index=True)
    handed_over_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "clients"

    def __str__(self) -> str:
        return self.number


class TechnicalContact(models.Model):
    """Whom to ask at a client about its systems."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="technical_contacts")
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)

    class Meta:
        db_table = "technical_contacts"

    def __str__(self) -> str:
        return f"technical contact {self.pk}"


class Instruction(models.Model):
    """What a client instructed us to do with its data, and who gave the instruction (Art. 28(3)(a) GDPR)."""

    KINDS = {"terms": "Auftrag", "period": "Löschfrist", "return": "Herausgabe", "deletion": "Löschung"}

    client = models.ForeignKey(Client, models.CASCADE, related_name="instructions")
    kind = models.CharField(max_length=10, choices=KINDS)
    text = models.CharField(max_length=200)
    given_by = models.CharField(max_length=120)
    given_on = models.DateField()
    confirmed_on = models.DateField(null=True, blank=True, help_text="Löschung bestätigt (Art. 28 Abs. 3 lit. g DSGVO)")

    class Meta:
        db_table = "instructions"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Requester(models.Model):
    """Somebody who works for a client and asks for help."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="requesters")
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "requesters"

    def __str__(self) -> str:
        return f"requester {self.pk}"


class Technician(models.Model):
    """One of our staff who works on tickets; emptied some time after leaving, so that tickets keep their history."""

    number = models.CharField(max_length=12, unique=True, help_text="Personalnummer")
    name = models.CharField(max_length=120, null=True, blank=True)
    email = models.EmailField(null=True, blank=True, db_index=True)
    shift = models.CharField(max_length=8)
    left_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "technicians"

    def __str__(self) -> str:
        return self.number


class Ticket(models.Model):
    """A fault or a request that is worked on until it is closed."""

    PRIORITIES = {"low": "niedrig", "normal": "normal", "high": "hoch", "outage": "Ausfall"}
    STATES = {"open": "offen", "waiting": "wartet", "closed": "geschlossen"}

    number = models.CharField(max_length=16, unique=True)
    requester = models.ForeignKey(Requester, models.PROTECT, related_name="tickets")
    technician = models.ForeignKey(Technician, models.PROTECT, null=True, blank=True, related_name="tickets")
    priority = models.CharField(max_length=8, choices=PRIORITIES, default="normal")
    state = models.CharField(max_length=8, choices=STATES, default="open", db_index=True)
    subject = models.CharField(max_length=160)
    opened_at = models.DateTimeField()
    respond_by = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "tickets"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="closed", closed_at__isnull=False)
                | (~models.Q(state="closed") & models.Q(closed_at__isnull=True)),
                name="tickets_closed_dated",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Message(models.Model):
    """A message or a note within a ticket; `technician` is empty when the requester wrote."""

    KINDS = {"text": "Nachricht", "note": "interne Notiz"}

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages")
    technician = models.ForeignKey(Technician, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS, default="text")
    body = models.TextField()
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "messages"

    def __str__(self) -> str:
        return f"message {self.pk}"


class Handling(models.Model):
    """One step of work on a ticket, for planning shifts: who, in which shift, how long. Not kept with the ticket."""

    STEPS = {"reply": "erste Antwort", "work": "Bearbeitung", "close": "Abschluss"}

    agent_id = models.BigIntegerField(db_index=True)
    shift = models.CharField(max_length=8)
    step = models.CharField(max_length=8, choices=STEPS)
    minutes = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "handling"

    def __str__(self) -> str:
        return f"{self.step} {self.pk}"
