"""Customer management: clients, what is agreed with them, and companies that might become clients."""

from django.db import models


class Contact(models.Model):
    """A client's contact person; `ended_on` is the day on which the work together ended."""

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=160)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="DE")
    email = models.EmailField(null=True, blank=True, db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "contacts"

    def __str__(self) -> str:
        return self.number


class Deal(models.Model):
    """An assignment from the first offer to its end."""

    STAGES = {"offer": "Angebot", "won": "beauftragt", "done": "abgeschlossen", "lost": "verloren"}

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="deals")
    title = models.CharField(max_length=160)
    stage = models.CharField(max_length=8, choices=STAGES, default="offer")
    net_cents = models.PositiveIntegerField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "deals"

    def __str__(self) -> str:
        return f"deal {self.pk}"


class Note(models.Model):
    """What was talked about, for colleagues who go on with it."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        db_table = "notes"

    def __str__(self) -> str:
        return f"note {self.pk}"


class Notice(models.Model):
    """Proof that a client was told of a version of a document."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="notices")
    document = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "notices_sent"
        constraints = [models.UniqueConstraint(fields=["contact", "document", "version"], name="contact_told_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"


class Letter(models.Model):
    """A business letter or mail that was filed because it must be kept."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="letters")
    sent_on = models.DateField(db_index=True)
    subject = models.CharField(max_length=160)
    body = models.TextField()

    class Meta:
        db_table = "letters"

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Invoice(models.Model):
    """An invoice; amounts in cents."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=24, unique=True)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.PositiveIntegerField()
    vat_cents = models.PositiveIntegerField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "invoices"

    def __str__(self) -> str:
        return self.number


class Lead(models.Model):
    """Somebody at a company that might become a client; `told_at` is when they were told where their data come from."""

    SOURCES = {"website": "Website", "register": "Handelsregister", "event": "Veranstaltung"}

    name = models.CharField(max_length=120)
    function = models.CharField(max_length=80, blank=True)
    company = models.CharField(max_length=160)
    email = models.EmailField(db_index=True)
    source = models.CharField(max_length=12, choices=SOURCES)
    added_on = models.DateField()
    told_at = models.DateTimeField(null=True, blank=True)
    last_contact_on = models.DateField(db_index=True)

    class Meta:
        db_table = "leads"

    def __str__(self) -> str:
        return f"lead {self.pk}"
