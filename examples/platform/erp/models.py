"""A small ERP: contacts at clients, order form, offers, orders, invoices with their payment state, letters, suppliers.

Papers name one another by number and not by key, because they are kept for different periods.
"""

from django.db import models


class Product(models.Model):
    """Something that is sold: a service by the month or the hour, or a device."""

    UNITS = {"month": "Monat", "hour": "Stunde", "piece": "Stück"}

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=8, choices=UNITS)
    net_cents = models.PositiveIntegerField()

    class Meta:
        db_table = "products"

    def __str__(self) -> str:
        return self.code


class Contact(models.Model):
    """A person who orders for a client, with the billing address of the client and its technical contact person.

    Columns that no paper needs may be empty: they are cleared when only the duty to keep papers still needs the contact.
    """

    number = models.CharField(max_length=12, unique=True)
    company = models.CharField(max_length=160)
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=80, null=True, blank=True)
    email = models.EmailField(null=True, blank=True, db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2, default="DE")
    technical_name = models.CharField(max_length=120, null=True, blank=True)
    technical_email = models.EmailField(null=True, blank=True)
    created_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, db_index=True, help_text="Ende der Geschäftsbeziehung")

    class Meta:
        db_table = "contacts"

    def __str__(self) -> str:
        return self.number


class OrderForm(models.Model):
    """What came through the order form, until somebody has made an order of it or declined it."""

    company = models.CharField(max_length=160)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    technical_name = models.CharField(max_length=120)
    technical_email = models.EmailField()
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "order_forms"

    def __str__(self) -> str:
        return f"order form {self.pk}"


class Offer(models.Model):
    """An offer that nobody has accepted; an accepted one becomes the order, which carries its number and day."""

    STATES = {"open": "offen", "declined": "abgelehnt", "expired": "abgelaufen"}

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="offers")
    number = models.CharField(max_length=20, unique=True)
    text = models.CharField(max_length=200)
    net_cents = models.PositiveIntegerField()
    issued_on = models.DateField()
    valid_until = models.DateField(db_index=True)
    state = models.CharField(max_length=8, choices=STATES, default="open")

    class Meta:
        db_table = "offers"
        constraints = [
            models.CheckConstraint(condition=models.Q(valid_until__gte=models.F("issued_on")), name="offers_valid_after")
        ]

    def __str__(self) -> str:
        return self.number


class Order(models.Model):
    """An order; `completed_on` is the day of the last delivery or the end of the service."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="orders")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, unique=True)
    offer_number = models.CharField(max_length=20, blank=True)
    offered_on = models.DateField(null=True, blank=True)
    text = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField(default=1)
    net_cents = models.PositiveIntegerField()
    ordered_on = models.DateField()
    completed_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "orders"

    def __str__(self) -> str:
        return self.number


class Invoice(models.Model):
    """An invoice as issued; what the bank or the payment service reports becomes its payment state."""

    STATES = {"open": "offen", "paid": "bezahlt", "reminded": "gemahnt", "returned": "zurückgebucht"}
    METHODS = {"transfer": "Überweisung", "direct_debit": "Lastschrift"}

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="invoices")
    number = models.CharField(max_length=20, unique=True)
    order_number = models.CharField(max_length=20, blank=True)
    issued_on = models.DateField(db_index=True)
    text = models.CharField(max_length=200)
    net_cents = models.IntegerField()
    vat_cents = models.IntegerField()
    method = models.CharField(max_length=12, choices=METHODS, default="transfer")
    due_on = models.DateField()
    payment_state = models.CharField(max_length=8, choices=STATES, default="open", db_index=True)
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "invoices"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(payment_state="paid") | models.Q(paid_on__isnull=False), name="invoices_paid_dated"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Letter(models.Model):
    """A business letter or mail that was sent or received about a contract."""

    DIRECTIONS = {"out": "versandt", "in": "erhalten"}

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="letters")
    direction = models.CharField(max_length=4, choices=DIRECTIONS, default="out")
    sent_on = models.DateField(db_index=True)
    subject = models.CharField(max_length=160)
    body = models.TextField()

    class Meta:
        db_table = "letters"

    def __str__(self) -> str:
        return self.subject


class Supplier(models.Model):
    """A person at a supplier or service provider."""

    number = models.CharField(max_length=12, unique=True)
    company = models.CharField(max_length=160)
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=80, null=True, blank=True)
    email = models.EmailField(db_index=True)
    phone = models.CharField(max_length=40, null=True, blank=True)
    created_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "suppliers"

    def __str__(self) -> str:
        return self.number


class NoticeSent(models.Model):
    """Proof that a contact was told of a version of a document."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="notices")
    document = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "notices_sent"
        constraints = [models.UniqueConstraint(fields=["contact", "document", "version"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"
