"""People who work here: the contract, wages, working time and absences."""

from django.db import models

from house.sealed import SealedField


class Employee(models.Model):
    """Somebody who works or worked here; the IBAN is stored encrypted."""

    number = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(db_index=True)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    function = models.CharField(max_length=80)
    iban = SealedField()
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True, db_index=True)

    class Meta:
        db_table = "employees"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="employees_left_after",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Payroll(models.Model):
    """The account of a month: `month` is its last day."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="payroll")
    month = models.DateField(db_index=True)
    gross_cents = models.PositiveIntegerField()
    net_cents = models.PositiveIntegerField()
    tax_class = models.PositiveSmallIntegerField()
    church_tax = models.CharField(max_length=4, blank=True)

    class Meta:
        db_table = "payroll"
        constraints = [models.UniqueConstraint(fields=["employee", "month"], name="payroll_once")]

    def __str__(self) -> str:
        return f"payroll {self.pk}"


class Hours(models.Model):
    """Working time of one day."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="hours")
    day = models.DateField(db_index=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    break_minutes = models.PositiveSmallIntegerField(default=30)

    class Meta:
        db_table = "hours"
        verbose_name_plural = "hours"
        constraints = [
            models.UniqueConstraint(fields=["employee", "day"], name="hours_once"),
            models.CheckConstraint(condition=models.Q(ended_at__gt=models.F("begun_at")), name="hours_forward"),
        ]

    def __str__(self) -> str:
        return f"hours {self.pk}"


class Absence(models.Model):
    """Leave or illness, from and including `since` to and including `until`."""

    KINDS = {"leave": "Urlaub", "sick": "arbeitsunfähig", "other": "Sonstiges"}

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=8, choices=KINDS)
    since = models.DateField()
    until = models.DateField(db_index=True)

    class Meta:
        db_table = "absences"
        constraints = [models.CheckConstraint(condition=models.Q(until__gte=models.F("since")), name="absences_forward")]

    def __str__(self) -> str:
        return f"absence {self.pk}"
